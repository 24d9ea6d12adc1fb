package lkg.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import lkg.buffer.Buffer;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.HttpVersion;
import lkg.http.Persistence;
import lkg.http.RequestParser;
import lkg.http.ResponseEncoder;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.Parked;

/**
 * One client's connection: reads requests, has them answered in order, and writes the responses.
 *
 * <pre>
 *                     a request, and the handler may block
 *         +---------+ ------------------------------------&gt; +----------+
 *      +--| READING |                                       | HANDLING |  parked
 *      |  +---------+ &lt;-----------------+                   +----------+
 *      |    |     ^                     |                     |      ^
 *      |    |     | all sent            | all sent   response |      | the next one
 *      |    |     |                     |                     v      |
 *      |    |   +---------+ &lt;-----------+---------------------+------+
 *      |    +-&gt; | WRITING |   what did not fit at once
 *      |        +---------+
 *      | refused,    |
 *      | and all     | the last response was sent, and the client may still be sending
 *      | sent        v
 *      |       +-----------+
 *      +-----&gt; | LINGERING |  reads and drops, so that closing does not reset the connection under the response
 *              +-----------+
 * </pre>
 *
 * <p>It closes from READING, WRITING and LINGERING, when the client or the network has, or at a deadline; and after the
 * last response if the client has said that it sends no more.
 *
 * <p>Each method does what can be done now and returns what the connection waits for. It is never called on two threads
 * at once, so it holds no lock, on whichever thread it runs.
 */
final class HttpConnection implements EventHandler {

    private enum State {
        READING,
        HANDLING,
        WRITING,
        LINGERING
    }

    /** What follows the responses that are in {@link #out}. */
    private enum Ending {
        NEXT_REQUEST,
        CLOSE,
        LINGER
    }

    /** Pipelined requests answered in one turn, before the loop's other connections have theirs. */
    private static final int REQUESTS_PER_TURN = 64;

    private final SocketChannel channel;
    private final Service service;
    private final Waits waits;
    private final Buffer in;
    private final Output out = new Output();
    private RequestParser parser; // null once settled

    private State state = State.READING;
    private Ending ending = Ending.NEXT_REQUEST;
    private RequestParser.Phase awaited = RequestParser.Phase.IDLE;
    private boolean continueSent;
    private int requests;

    HttpConnection(SocketChannel channel, Service service) {
        this.channel = channel;
        this.service = service;
        this.waits = service.waits;
        this.parser = new RequestParser(service.limits);
        this.in = new Buffer(Math.max(Buffer.MAX_TRANSFER_BYTES, service.limits.requiredBufferBytes()));
    }

    @Override
    public Await onReady(int readyOps) throws IOException {
        return switch (state) {
            case READING -> read();
            case WRITING -> write();
            case LINGERING -> discardInput();
            case HANDLING -> throw new IllegalStateException("a parked connection is not ready for anything");
        };
    }

    /**
     * The time is up. For a response it may not be: a socket is called writable only when a good part of its buffer is
     * free, which takes a slow client long, so one more write tells whether there was progress after all.
     */
    @Override
    public Await onTimeout() throws IOException {
        return switch (state) {
            case READING ->
                switch (phase()) {
                    case IDLE -> isSettled() || service.isDraining() ? Await.closed() : settle();
                    case HEAD, BODY -> refuse(new HttpException(408, "the request took too long to arrive"));
                };
            case WRITING -> out.writeTo(channel) > 0 ? waits.room : Await.closed();
            case LINGERING -> Await.closed();
            case HANDLING -> throw new IllegalStateException("a parked connection has no deadline");
        };
    }

    /** The workers are saturated: says so at once, without one. */
    @Override
    public Await onRejected() throws IOException {
        return switch (state) {
            case READING -> refuse(overloaded());
            case WRITING -> writeWithoutHandling();
            case LINGERING -> discardInput();
            case HANDLING -> throw new IllegalStateException("a parked connection is not ready for anything");
        };
    }

    /**
     * An idle connection closes, unless a request has arrived that was not read yet; one that has begun something
     * finishes it, and says that it will close.
     */
    @Override
    public Await onShutdown() {
        boolean idle = state == State.READING && phase() == RequestParser.Phase.IDLE;
        return idle ? waits.lastRequest : Await.unchanged();
    }

    @Override
    public void onClosed() {
        out.close();
        if (state == State.LINGERING) {
            service.lingering.decrementAndGet();
        }
        service.onConnectionClosed();
    }

    /** Bytes of memory that this connection holds for what it reads and writes. */
    int storageBytes() {
        return in.capacity() + out.bytes.capacity();
    }

    private Await read() throws IOException {
        if (isSettled()) {
            parser = new RequestParser(service.limits);
        }
        return in.readFrom(channel) == -1 ? Await.closed() : serve();
    }

    private Await write() throws IOException {
        boolean progress = out.writeTo(channel) > 0;
        if (out.isEmpty()) {
            return serve();
        }
        return progress ? waits.room : Await.unchanged();
    }

    private Await writeWithoutHandling() throws IOException {
        boolean progress = out.writeTo(channel) > 0;
        if (!out.isEmpty()) {
            return progress ? waits.room : Await.unchanged();
        }
        if (ending != Ending.NEXT_REQUEST) {
            return end();
        }
        return in.isEmpty() ? readMore() : refuse(overloaded());
    }

    /**
     * Answers the requests that are in the buffer already, since no readiness would announce them again. Ends when the
     * next one is incomplete or goes to the pool, or when this connection has had its share of the turn.
     */
    private Await serve() throws IOException {
        for (int i = 0; i < REQUESTS_PER_TURN && ending == Ending.NEXT_REQUEST && out.hasRoom(); i++) {
            Optional<HttpRequest> request;
            try {
                request = parser.parse(in);
            } catch (HttpException e) {
                return refuse(e);
            }
            if (request.isEmpty()) {
                continueIfExpected();
                return flushed() ? readMore() : awaitRoom();
            }
            awaited = RequestParser.Phase.IDLE;
            continueSent = false;
            if (service.handlersInPool()) {
                return handleInPool(request.get());
            }
            add(request.get(), service.handle(request.get()));
        }
        return flushed() ? end() : awaitRoom();
    }

    private Await handleInPool(HttpRequest request) {
        state = State.HANDLING;
        return Await.parked(parked -> {
            try {
                service.execute(() -> handle(request, parked));
            } catch (RejectedExecutionException e) {
                parked.resume(() -> answer(request, service.responseTo(overloaded())));
            }
        });
    }

    /** Runs in the pool, and touches nothing of the connection, which is parked. */
    private void handle(HttpRequest request, Parked parked) {
        HttpResponse response;
        try {
            response = service.handle(request);
        } catch (Throwable t) {
            // Not even the failure could be logged; but nobody else would ever resume the connection.
            parked.resume(Await::closed);
            throw t;
        }
        try {
            parked.resume(() -> answer(request, response));
        } catch (RejectedExecutionException e) {
            Output.discard(response.body());
        }
    }

    private Await answer(HttpRequest request, HttpResponse response) throws IOException {
        add(request, response);
        return flushed() ? serve() : awaitRoom();
    }

    private void add(HttpRequest request, HttpResponse response) throws IOException {
        requests++;
        boolean keepAlive =
                request.isKeepAlive() && requests < service.maxRequestsPerConnection && !service.isDraining();
        if (!keepAlive) {
            // A client that did not ask for the end may have sent another request, and closing with that unread would
            // reset the connection under the response.
            ending = !request.isKeepAlive() && in.isEmpty() ? Ending.CLOSE : Ending.LINGER;
        }
        Persistence persistence = keepAlive ? Persistence.KEEP_ALIVE : Persistence.CLOSE;
        try {
            service.encoder.encodeHead(response, request.version(), persistence, out.bytes);
        } catch (RuntimeException e) {
            Output.discard(response.body());
            throw e;
        }
        if (ResponseEncoder.hasBody(request.method(), response.status())) {
            out.addBody(response.body());
        } else {
            Output.discard(response.body());
        }
    }

    /** Says why, and closes once the client has had the chance to read it. */
    private Await refuse(HttpException reason) throws IOException {
        HttpResponse response = service.responseTo(reason);
        service.encoder.encodeHead(response, HttpVersion.HTTP_1_1, Persistence.CLOSE, out.bytes);
        out.addBody(response.body());
        ending = Ending.LINGER;
        return flushed() ? end() : awaitRoom();
    }

    private static HttpException overloaded() {
        return new HttpException(503, "the server has more to do than it can, try again later");
    }

    private void continueIfExpected() {
        if (parser.expectsContinue() && !continueSent) {
            continueSent = true;
            service.encoder.encodeContinue(out.bytes);
        }
    }

    private boolean flushed() throws IOException {
        out.writeTo(channel);
        return out.isEmpty();
    }

    private Await awaitRoom() {
        state = State.WRITING;
        return waits.room;
    }

    private Await readMore() {
        state = State.READING;
        RequestParser.Phase phase = phase();
        boolean entered = phase != awaited;
        awaited = phase;
        return switch (phase) {
            case IDLE -> service.isDraining() ? waits.lastRequest : waits.settling;
            // The deadline counts from the first byte: further bytes do not extend it.
            case HEAD -> entered ? waits.head : Await.unchanged();
            case BODY -> waits.body;
        };
    }

    private boolean isSettled() {
        return parser == null;
    }

    private RequestParser.Phase phase() {
        return isSettled() ? RequestParser.Phase.IDLE : parser.phase();
    }

    /** The connection seems to be idle: it keeps nothing that a request needs for the rest of its idle time. */
    private Await settle() {
        parser = null;
        in.release();
        out.release();
        return waits.idle;
    }

    /** All has been sent. */
    private Await end() throws IOException {
        return switch (ending) {
            // There is room at once, so this connection goes on after the loop's others.
            case NEXT_REQUEST -> awaitRoom();
            case CLOSE -> Await.closed();
            case LINGER -> linger();
        };
    }

    private Await linger() throws IOException {
        state = State.LINGERING;
        service.lingering.incrementAndGet();
        channel.shutdownOutput();
        in.clear();
        return waits.linger;
    }

    private Await discardInput() throws IOException {
        int count = in.readFrom(channel);
        in.clear();
        return count == -1 ? Await.closed() : Await.unchanged();
    }
}
