package lkg.server.connection;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.BodyCollector;
import lkg.http.BodyDecoder;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.HttpVersion;
import lkg.http.Persistence;
import lkg.http.RequestBody;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.body.BodyFailedException;
import lkg.server.body.Pipe;
import lkg.server.context.Failures;
import lkg.server.context.Peer;
import lkg.server.context.PendingAnswer;
import lkg.server.context.ServerContext;
import lkg.server.context.Waits;

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
 * on the loop leaves no state behind. Here is what the states share.
 */
public final class HttpConnection implements EventHandler {

    final SocketChannel channel;
    final ServerContext server;
    final Runnable wakeUp;
    final Peer client;
    final Buffer in;
    final Outbox out;
    final Waits waits;
    State state;
    private Optional<EndReason> reason = Optional.empty();
    int requests;
    private long heldBytes;

    /** Waits for {@link Waits#settling} first. Any thread may call {@code wakeUp}, which ends the connection's wait. */
    public HttpConnection(SocketChannel channel, Peer client, ServerContext server, Runnable wakeUp) {
        this.channel = channel;
        this.server = server;
        this.wakeUp = wakeUp;
        this.client = client;
        this.in = new Buffer(Math.max(Buffer.MAX_TRANSFER_BYTES, server.limits().requiredBufferBytes()));
        this.out = new Outbox(server, client, wakeUp);
        this.waits = server.waits();
        this.state = new ReadingHead(this);
    }

    @Override
    public Await onReady() {
        return unlessBroken(State::onReady);
    }

    @Override
    public Await onTimeout() {
        return unlessBroken(State::onTimeout);
    }

    @Override
    public Await onRejected() {
        return unlessBroken(State::onRejected);
    }

    @Override
    public Await onShutdown() {
        return state.onShutdown();
    }

    @Override
    public void onClosed() {
        EndReason why = reason.orElse(server.endWithoutReason(client));
        if (reason.isEmpty() && server.isDraining() && state.hasRequest()) {
            server.cutOff();
        }
        client.leave();
        try {
            state.onClosed();
            out.close(why);
        } catch (Throwable t) {
            // A future or a source of the user's: the connection must not count as open because of it.
            Failures.log("what a connection held could not be released", t);
        }
        heldBytes = server.memory().update(heldBytes, 0);
        server.onClosed(client, why);
    }

    /** Whether all of each response has been sent that has begun. */
    public boolean isBetweenResponses() {
        return out.isEmpty();
    }

    Await enter(State next) throws IOException {
        return become(next).enter();
    }

    State become(State next) {
        return state = next;
    }

    Await close(EndReason why) {
        reason = Optional.of(why);
        return Await.closed();
    }

    private Await unlessBroken(State.Event event) {
        try {
            return event.happensTo(state);
        } catch (BodyFailedException e) {
            Failures.log("the body of a response failed; its connection is closed", e);
            return close(EndReason.BODY_FAILED);
        } catch (ClosedChannelException e) {
            return Await.closed(); // The server ends, and has closed the channel meanwhile.
        } catch (IOException e) {
            return close(EndReason.NETWORK_FAILED);
        } finally {
            // Most events leave both empty: only a request or a response that is not complete holds memory.
            in.release();
            out.bytes.release();
            heldBytes = server.memory().update(heldBytes, in.capacity() + out.heldBytes() + state.heldBytes());
        }
    }

    /** Sends what is in the outbox, as far as that goes now. Returns whether that was all. */
    boolean flush() throws IOException {
        out.writeTo(channel);
        return out.isEmpty();
    }

    /** Reads once. Returns false at the end of what the client sends. */
    boolean read() throws IOException {
        return client.received(in.readFrom(channel)) != -1;
    }

    /** Keeps what the client sends while it is not its turn. Returns true, once, when the client has closed its side. */
    boolean noticesLeaving() throws IOException {
        if (client.hasLeft() || in.isFull() || read()) {
            return false;
        }
        client.leave();
        return true;
    }

    /** A wake-up is due, and {@code unheard} is for a client that has left. */
    Await awaitWakeUp(Await heard, Await unheard) {
        return client.hasLeft() ? unheard : in.isFull() ? waits.wakeUpUnread : heard;
    }

    /** The head of a request is complete: the state that follows, which is {@code head} again if it is answered. */
    State begin(HttpRequest request, ReadingHead head) throws HttpException {
        out.announce(request, client.receivedBytes() - in.readableBytes());
        Endpoint endpoint = server.endpoint(request);
        if (!request.announcesBody()) {
            return handle(endpoint, request, head);
        }
        BodyDecoder decoder = server.decoder(request, endpoint);
        if (endpoint.is(Endpoint.Runs.WITHOUT_BODY) && !decoder.decode(in, new BodyCollector())) {
            return answerLast(request, PendingAnswer.call(endpoint::call, request), EndReason.BODY_UNREAD);
        }
        if (endpoint.is(Endpoint.Runs.STREAMING) || endpoint.is(Endpoint.Runs.IN_EXECUTOR_WITHOUT_BODY)) {
            Pipe pipe = new Pipe(wakeUp);
            HttpRequest streamed = request.withBody(new RequestBody.Streamed(pipe.input()));
            Answering answering = startAnswering(endpoint, streamed, head);
            if (endpoint.is(Endpoint.Runs.STREAMING)
                    && answering.answer().response().isEmpty()) {
                encodeContinue(request);
            }
            return new Uploading(this, request, decoder, pipe, waits.newPace(), answering);
        }
        encodeContinue(request);
        return new ReadingBody(this, endpoint, request, decoder, new BodyCollector(), waits.newPace(), head).next();
    }

    /** A client that waits for this has sent nothing of the body yet. */
    private void encodeContinue(HttpRequest request) {
        if (request.expectsContinue() && in.isEmpty()) {
            server.encoder().encodeContinue(out.bytes);
        }
    }

    /** Has a request answered: at once if that is possible, else in ANSWERING. */
    State handle(Endpoint endpoint, HttpRequest request, ReadingHead head) {
        if (endpoint instanceof Endpoint.Direct direct && server.runsInPlace(direct.runs())) {
            return answer(request, PendingAnswer.call(direct.handler(), request), head);
        }
        return startAnswering(endpoint, request, head).next();
    }

    private Answering startAnswering(Endpoint endpoint, HttpRequest request, ReadingHead head) {
        PendingAnswer answer = PendingAnswer.start(endpoint, request, server.executor(), wakeUp);
        return new Answering(this, answer, request, head);
    }

    /** Puts a response into the outbox. Returns {@code head} again if that is all, else the state that sends it. */
    State answer(HttpRequest request, HttpResponse response, ReadingHead head) {
        requests++;
        Optional<EndReason> end = server.endAfter(request, response, requests);
        if (end.isPresent()) {
            return answerLast(request, response, end.get());
        }
        out.add(request, response, Persistence.KEEP_ALIVE);
        return out.hasContent() ? new Sending(this, head) : head;
    }

    State answerLast(HttpRequest request, HttpResponse response, EndReason end) {
        out.add(request, response, Persistence.CLOSE);
        return new Sending(this, new Last(this, end));
    }

    Await refuse(HttpException refusal, EndReason why, HttpRequest request) throws IOException {
        return refuse(refusal, why, Optional.of(request), Optional.of(request.method()));
    }

    /** Says why, and closes once the client has had the chance to read it. Of a bad head, only the method is known. */
    Await refuse(HttpException refusal, EndReason why, Optional<HttpRequest> request, Optional<String> method)
            throws IOException {
        server.onRefused(client, request, refusal);
        // The request may have been refused before its version was known.
        out.addRefusal(method.orElse(""), HttpResponse.of(refusal), HttpVersion.HTTP_1_1, Persistence.CLOSE);
        return enter(new Sending(this, new Last(this, why)));
    }
}
