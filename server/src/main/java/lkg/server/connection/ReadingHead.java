package lkg.server.connection;

import java.io.IOException;
import java.util.Optional;
import lkg.http.HeadParser;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.context.Failures;
import lkg.server.context.Waits;

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

    @Override
    public Await onReady() throws IOException {
        return connection.read() ? enter() : connection.close(EndReason.CLIENT_CLOSED);
    }

    /**
     * Answers the requests that are in the buffer already, since no readiness would announce them again. Ends when the
     * next one is incomplete or is answered later, or when this connection has had its share of the turn.
     */
    @Override
    public Await enter() throws IOException {
        for (int i = 0; i < REQUESTS_PER_TURN && connection.out.hasRoom(); i++) {
            Optional<HttpRequest> request = Optional.empty();
            State next;
            try {
                request = parser.parse(connection.in);
                if (request.isEmpty()) {
                    return awaitMore();
                }
                deadlineSet = false;
                next = connection.begin(request.get(), this);
            } catch (HttpException e) {
                return request.isPresent()
                        ? connection.refuse(e, EndReason.REFUSED, request.get())
                        : connection.refuse(e, EndReason.REFUSED, parser.method(connection.in));
            }
            if (next != this) {
                return connection.enter(next);
            }
        }
        return connection.enter(new Sending(connection, this));
    }

    private Await awaitMore() throws IOException {
        connection.out.writeTo(connection.channel);
        if (!connection.out.isEmpty()) {
            return connection.become(new Sending(connection, this)).onReady();
        }
        Waits waits = connection.server.waits();
        if (!parser.hasBegun(connection.in)) {
            return connection.server.isDraining() ? waits.lastRequest : waits.settling;
        }
        if (deadlineSet) {
            return Await.unchanged();
        }
        deadlineSet = true;
        return waits.head;
    }

    @Override
    public Await onTimeout() throws IOException {
        if (parser.hasBegun(connection.in)) {
            HttpException tooSlow = new HttpException(408, "the request took too long to arrive");
            return connection.refuse(tooSlow, EndReason.REQUEST_TIMEOUT, parser.method(connection.in));
        }
        return connection.server.isDraining()
                ? connection.close(EndReason.SHUTDOWN)
                : connection.enter(new Idle(connection));
    }

    @Override
    public Await onRejected() throws IOException {
        if (!parser.hasBegun(connection.in) && !connection.read()) {
            return connection.close(EndReason.CLIENT_CLOSED);
        }
        // Nothing has arrived if a wake-up came late.
        return parser.hasBegun(connection.in)
                ? connection.refuse(Failures.OVERLOADED, EndReason.REFUSED, parser.method(connection.in))
                : connection.server.waits().settling;
    }

    /** Closes unless a request has arrived that was not read yet. */
    @Override
    public Await onShutdown() {
        return parser.hasBegun(connection.in) ? Await.unchanged() : connection.server.waits().lastRequest;
    }
}
