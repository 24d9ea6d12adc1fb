package lkg.server.connection;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lkg.http.HttpRequest;
import lkg.reactor.Acceptor;
import lkg.reactor.ChannelStatus;
import lkg.reactor.EventHandler;
import lkg.server.ConnectionState;
import lkg.server.ConnectionStatus;
import lkg.server.context.Peer;
import lkg.server.context.Preface;
import lkg.server.context.Reports;

/**
 * Describes connections for whoever watches the server. Runs in a task of the loop that a connection belongs to, and
 * asks the connection itself; of one that is at work on another thread it reads only what never changes.
 */
public final class Description {

    private static final Map<Class<? extends State>, ConnectionState> STATES = Map.of(
            Idle.class, ConnectionState.IDLE,
            ReadingHead.class, ConnectionState.HEAD,
            ReadingBody.class, ConnectionState.BODY,
            Uploading.class, ConnectionState.UPLOADING,
            Answering.class, ConnectionState.ANSWERING,
            Sending.class, ConnectionState.SENDING);

    private Description() {}

    /** Empty for the listener. */
    public static Optional<ConnectionState> state(ChannelStatus channel) {
        if (channel.handler() instanceof Acceptor) {
            return Optional.empty();
        }
        return Optional.of(channel.isAtWork() ? ConnectionState.AT_WORK : state(channel.handler()));
    }

    /** Of a handler that is not the listener's, and is not at work on another thread. */
    public static ConnectionState state(EventHandler handler) {
        if (inner(handler) instanceof HttpConnection connection) {
            return STATES.get(connection.state.getClass());
        }
        return handler instanceof Preface ? ConnectionState.HANDSHAKE : ConnectionState.LINGERING;
    }

    /** At the other end of a connection; empty for the listener. */
    public static Optional<Peer> client(EventHandler handler) {
        if (inner(handler) instanceof HttpConnection connection) {
            return Optional.of(connection.client);
        }
        if (handler instanceof Lingering lingering) {
            return Optional.of(lingering.client());
        }
        return handler instanceof Preface preface ? Optional.of(preface.client()) : Optional.empty();
    }

    /** What a connection has done; empty while it lingers, or has not begun. Not while it is at work. */
    public static Optional<ConnectionStatus.Counts> counts(EventHandler handler) {
        return inner(handler) instanceof HttpConnection connection ? Optional.of(counts(connection)) : Optional.empty();
    }

    private static EventHandler inner(EventHandler handler) {
        return handler instanceof Tunnel tunnel ? tunnel.connection() : handler;
    }

    /** Empty for the listener. */
    public static Optional<ConnectionStatus> of(ChannelStatus channel) {
        if (channel.handler() instanceof Lingering lingering) {
            return Optional.of(of(channel, lingering.client(), "the client to close", Optional.empty()));
        }
        if (channel.handler() instanceof Preface preface) {
            return Optional.of(of(channel, preface.client(), "the rest of its handshake", Optional.empty()));
        }
        if (inner(channel.handler()) instanceof HttpConnection connection) {
            return Optional.of(
                    channel.isAtWork()
                            ? of(channel, connection.client, "a worker, or runs on one", Optional.empty())
                            : of(channel, connection.client, waitsFor(connection), Optional.of(connection)));
        }
        return Optional.empty();
    }

    private static ConnectionStatus of(
            ChannelStatus channel, Peer client, String waitsFor, Optional<HttpConnection> connection) {
        Optional<Reports.Current> current =
                connection.flatMap(c -> c.out.reports).flatMap(Reports::current);
        return new ConnectionStatus(
                client.number,
                channel.loop(),
                client.address(),
                state(channel).orElseThrow(),
                waitsFor,
                channel.waited().or(() -> current.map(begun -> since(begun.beginNanos()))),
                channel.timeLeft(),
                since(client.connectedNanos),
                connection.map(Description::counts),
                current.map(begun -> lineOf(begun.request())));
    }

    private static ConnectionStatus.Counts counts(HttpConnection connection) {
        return new ConnectionStatus.Counts(
                connection.requests, connection.client.receivedBytes(), connection.out.writtenBytes());
    }

    private static String lineOf(HttpRequest request) {
        String target = request.target();
        int query = target.indexOf('?');
        return request.method() + " " + (query < 0 ? target : target.substring(0, query));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static String waitsFor(HttpConnection connection) {
        State state = connection.state;
        if (state instanceof Sending) {
            return connection.out.awaitsSource() ? "more of the response" : "the client to take the response";
        }
        if (state instanceof Uploading uploading) {
            return uploading.pipe().isFull() ? "the handler to read the body" : "the request's body";
        }
        if (state instanceof Answering) {
            return "the handler's answer";
        }
        if (state instanceof ReadingBody) {
            return "the request's body";
        }
        return state.hasRequest() ? "the rest of the head" : "a request";
    }
}
