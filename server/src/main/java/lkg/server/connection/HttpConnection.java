package lkg.server.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.BodyDecoder;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.HttpVersion;
import lkg.http.Persistence;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.Observer;
import lkg.server.body.BodyFailedException;
import lkg.server.context.Failures;
import lkg.server.context.Peer;
import lkg.server.context.ServerContext;

/**
 * One client's connection: reads requests, has them answered in order, and writes the responses.
 *
 * <pre>
 *            bytes           a head that announces a body
 *   +------+ -----&gt; +------+ ------------------------------&gt; +------+
 *   | IDLE |        | HEAD |                                 | BODY |
 *   +------+ &lt;----- +------+ --+                             +------+
 *            silence  ^    ^   | answered later                 | the body is complete
 *                     |    |   +----------------&gt; +-----------+ |
 *                     |    |      answered, sent  | ANSWERING | &lt;  (UPLOADING while its body comes)
 *                     |    +--------------------- +-----------+
 *                     | sent                            | answered
 *                  +---------+ &lt;------------------------+   what does not fit at once,
 *                  | SENDING |                              or is not there yet
 *                  +---------+
 *                     | the last response, or a refusal
 *                     v
 *          closed, or handed over to {@link Lingering}
 * </pre>
 *
 * <p>Each state is a class with what it needs. HEAD answers at once whatever it can, so a small response to a handler
 * on the loop leaves no state behind.
 *
 * <p>Each method does what can be done now and returns what the connection waits for. It is never called on two threads
 * at once, so it holds no lock, on whichever thread it runs.
 */
public final class HttpConnection implements EventHandler {

    final SocketChannel channel;
    final ServerContext server;
    final Runnable wakeUp;
    final Peer client;
    final Buffer in;
    final Outbox out;

    private State state;
    private Optional<EndReason> reason = Optional.empty();
    private int requests;

    /**
     * Makes a connection that waits for its first request: {@link ServerContext#firstWait}.
     *
     * @param wakeUp ends the connection's wait, from any thread
     */
    public HttpConnection(
            SocketChannel channel, InetSocketAddress clientAddress, ServerContext server, Runnable wakeUp) {
        this.channel = channel;
        this.server = server;
        this.wakeUp = wakeUp;
        this.client = new Peer(clientAddress);
        this.in = new Buffer(Math.max(Buffer.MAX_TRANSFER_BYTES, server.limits().requiredBufferBytes()));
        this.out = new Outbox(server, wakeUp);
        this.state = new ReadingHead(this);
        server.observe(observer -> observer.onOpened(client));
    }

    @Override
    public Await onReady() {
        try {
            return state.onReady();
        } catch (IOException e) {
            return broken(e);
        }
    }

    @Override
    public Await onTimeout() {
        try {
            return state.onTimeout();
        } catch (IOException e) {
            return broken(e);
        }
    }

    @Override
    public Await onRejected() {
        try {
            return state.onRejected();
        } catch (IOException e) {
            return broken(e);
        }
    }

    @Override
    public Await onShutdown() {
        return state.onShutdown();
    }

    @Override
    public void onClosed() {
        client.leave();
        try {
            state.onClosed();
            out.close();
        } catch (Throwable t) {
            // A future or a source of the user's. The connection must not count as open because of it.
            Failures.log("what a connection held could not be released", t);
        }
        server.onClosed(client, reason.orElse(server.isDraining() ? EndReason.SHUTDOWN : EndReason.FAILED));
    }

    /** Bytes of memory that this connection holds for what it reads and writes. */
    int storageBytes() {
        return in.capacity() + out.bytes.capacity();
    }

    Await enter(State next) throws IOException {
        return become(next).enter();
    }

    /** Is in {@code next} from now on; for an event that {@code next} is to see. */
    State become(State next) {
        state = next;
        return next;
    }

    Await close(EndReason why) {
        reason = Optional.of(why);
        return Await.closed();
    }

    private Await broken(IOException e) {
        if (e instanceof BodyFailedException) {
            Failures.log("the body of a response failed; its connection is closed", e);
            return close(EndReason.BODY_FAILED);
        }
        return close(EndReason.NETWORK_FAILED);
    }

    /** Reads once. Returns false at the end of what the client sends. */
    boolean read() throws IOException {
        return in.readFrom(channel) != -1;
    }

    /** Keeps what the client sends while it is not its turn. Returns true, once, when the client has closed its side. */
    boolean noticesLeaving() throws IOException {
        if (client.hasLeft() || in.isFull() || read()) {
            return false;
        }
        client.leave();
        return true;
    }

    /** Waits for a wake-up, and to see the client leave. */
    Await awaitWakeUp() {
        return client.hasLeft() || in.isFull() ? Await.woken() : Await.readable();
    }

    /** The head of a request is complete: the state that follows, which is {@code head} again if it is answered. */
    State begin(HttpRequest request, ReadingHead head) throws HttpException {
        out.requestBegins();
        Endpoint endpoint = endpoint(request);
        if (!request.announcesBody()) {
            return handle(endpoint, request, head);
        }
        boolean streamed = endpoint instanceof Endpoint.Direct direct && direct.runs() == Endpoint.Runs.STREAMING;
        long maxBytes =
                streamed ? server.maxStreamedBodyBytes() : server.limits().maxBodyBytes();
        BodyDecoder decoder = BodyDecoder.of(request, server.limits(), maxBytes);
        if (streamed) {
            return new Uploading(this, endpoint, request, decoder, head);
        }
        encodeContinue(request);
        ReadingBody body = new ReadingBody(this, endpoint, request, decoder, head);
        // A body that is here already leaves no state behind.
        return body.isComplete() ? body.handle() : body;
    }

    /** A client that waits for this has sent nothing of the body yet. */
    void encodeContinue(HttpRequest request) {
        if (request.expectsContinue() && in.isEmpty()) {
            server.encoder().encodeContinue(out.bytes);
        }
    }

    private Endpoint endpoint(HttpRequest request) {
        try {
            return Objects.requireNonNull(server.endpoint(request), "the handler chose no endpoint");
        } catch (Throwable t) {
            HttpResponse failure = Failures.responseTo(request, t);
            return new Endpoint.Direct(Endpoint.Runs.ON_LOOP, r -> failure);
        }
    }

    /** Has a request answered: at once if that is possible, else in ANSWERING. */
    State handle(Endpoint endpoint, HttpRequest request, ReadingHead head) {
        if (endpoint instanceof Endpoint.Direct direct && server.runsInPlace(direct.runs())) {
            return answer(request, Answering.call(direct.handler(), request), head);
        }
        Answering answering = new Answering(this, endpoint, request, head);
        answering.start();
        return answering.next();
    }

    /** Puts a response into the outbox. Returns {@code head} again if that is all, else the state that sends it. */
    State answer(HttpRequest request, HttpResponse response, ReadingHead head) {
        requests++;
        Optional<EndReason> end = endAfter(request, response);
        if (end.isPresent()) {
            // A client that did not ask for the end may have sent another request, and closing with that unread would
            // reset the connection under the response.
            boolean nothingFollows = end.get() == EndReason.CLIENT_WISH && in.isEmpty();
            return last(
                    request, response, new Last(this, end.get(), nothingFollows ? Last.Way.CLOSE : Last.Way.LINGER));
        }
        out.add(request, response, Persistence.KEEP_ALIVE);
        return out.hasContent() ? new Sending(this, head) : head;
    }

    State last(HttpRequest request, HttpResponse response, Last last) {
        out.add(request, response, Persistence.CLOSE);
        return new Sending(this, last);
    }

    private Optional<EndReason> endAfter(HttpRequest request, HttpResponse response) {
        if (!request.isKeepAlive()) {
            return Optional.of(EndReason.CLIENT_WISH);
        }
        if (server.isDraining()) {
            return Optional.of(EndReason.SHUTDOWN);
        }
        if (server.isLastRequest(requests)) {
            return Optional.of(EndReason.REQUEST_LIMIT);
        }
        boolean endsWithConnection =
                request.version() == HttpVersion.HTTP_1_0 && response.body().length() == Body.UNKNOWN_LENGTH;
        return endsWithConnection ? Optional.of(EndReason.RESPONSE_END) : Optional.empty();
    }

    /** Refuses a request of which no head was understood. */
    Await refuse(HttpException refusal, EndReason why, Optional<String> method) throws IOException {
        return refuse(refusal, why, Optional.empty(), method.orElse(""));
    }

    Await refuse(HttpException refusal, EndReason why, HttpRequest request) throws IOException {
        return refuse(refusal, why, Optional.of(request), request.method());
    }

    /** Says why, and closes once the client has had the chance to read it. */
    private Await refuse(HttpException refusal, EndReason why, Optional<HttpRequest> request, String method)
            throws IOException {
        server.observe(observer -> observer.onRefused(new Observer.Refusal(client, request, refusal)));
        // The request may have been refused before its version was known.
        out.addRefusal(method, HttpResponse.of(refusal), HttpVersion.HTTP_1_1, Persistence.CLOSE);
        return enter(new Sending(this, new Last(this, why, Last.Way.LINGER)));
    }
}
