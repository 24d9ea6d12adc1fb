package lkg.server.connection;

import java.io.IOException;
import java.util.Optional;
import lkg.http.HeadParser;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.context.Failures;

/** HEAD: reads the heads of requests, and answers at once whatever can be answered at once. */
final class ReadingHead implements State {

    /** Pipelined requests answered in one turn, before the loop's other connections have theirs. */
    private static final int REQUESTS_PER_TURN = 64;

    private final HttpConnection connection;
    private final HeadParser parser;

    /** Whether the deadline of the head is set: it counts from the first byte, and no further byte extends it. */
    private boolean deadlineSet;

    ReadingHead(HttpConnection connection) {
        this.connection = connection;
        this.parser = new HeadParser(connection.server.limits(), connection.client);
    }

    /** Reads once. Without memory for a request, it is refused with 503 and stays unread. */
    @Override
    public Await onReady() throws IOException {
        if (!connection.server.memory().hasRoom()) {
            return connection.refuse(Failures.OVERLOADED, EndReason.REFUSED, Optional.empty(), method());
        }
        return connection.read() ? enter() : connection.close(EndReason.CLIENT_CLOSED);
    }

    /**
     * Answers the requests that are in the buffer already, since no readiness would announce them again. Ends when the
     * next one is incomplete or is answered later, or when this connection has had its share of the turn.
     *
     * <p>The responses leave together. The head that comes next has its deadline from its first byte.
     */
    @Override
    public Await enter() throws IOException {
        for (int i = 0; i < REQUESTS_PER_TURN && connection.out.hasRoom(); i++) {
            Optional<HttpRequest> request = Optional.empty();
            State next;
            try {
                request = parser.parse(connection.in).map(connection.server::seenThroughProxies);
                if (request.isEmpty()) {
                    return awaitMore();
                }
                deadlineSet = false;
                next = connection.begin(request.get(), this);
            } catch (HttpException e) {
                Optional<String> method = request.map(HttpRequest::method).or(this::method);
                return connection.refuse(e, EndReason.REFUSED, request, method);
            }
            if (next != this) {
                return connection.enter(next);
            }
        }
        return connection.enter(new Sending(connection, this));
    }

    private Await awaitMore() throws IOException {
        if (!connection.flush()) {
            return connection.become(new Sending(connection, this)).onReady();
        }
        if (!hasBegun()) {
            return connection.server.isDraining() ? awaitLastRequest() : connection.waits.settling;
        }
        boolean first = !deadlineSet;
        deadlineSet = true;
        return first ? connection.waits.head : Await.unchanged();
    }

    /** A head that has begun is refused with 408. Without one the connection is idle, or ends if the server stops. */
    @Override
    public Await onTimeout() throws IOException {
        if (hasBegun()) {
            return connection.refuse(Failures.TOO_SLOW, EndReason.REQUEST_TIMEOUT, Optional.empty(), method());
        }
        return connection.server.isDraining()
                ? connection.close(EndReason.SHUTDOWN)
                : connection.enter(new Idle(connection));
    }

    /** Refuses with 503 what has arrived: a handler may not run here. */
    @Override
    public Await onRejected() throws IOException {
        if (!hasBegun() && !connection.read()) {
            return connection.close(EndReason.CLIENT_CLOSED);
        }
        // Nothing has arrived if a wake-up came late.
        return hasBegun()
                ? connection.refuse(Failures.OVERLOADED, EndReason.REFUSED, Optional.empty(), method())
                : connection.waits.settling;
    }

    /** Waits a moment for a last request, unless one has begun. */
    @Override
    public Await onShutdown() {
        return hasBegun() ? Await.unchanged() : awaitLastRequest();
    }

    /** The first request of a connection is surely on its way; a further one may be. */
    private Await awaitLastRequest() {
        return connection.requests == 0 ? connection.waits.onlyRequest : connection.waits.lastRequest;
    }

    @Override
    public boolean hasRequest() {
        return hasBegun();
    }

    private boolean hasBegun() {
        return parser.hasBegun(connection.in);
    }

    private Optional<String> method() {
        return parser.method(connection.in);
    }
}
