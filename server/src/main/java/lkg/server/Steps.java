package lkg.server;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.EventLoopGroup;

/**
 * Is told of each single step on a connection's way through the server, for a picture of the server at work. An
 * {@link Observer} that wants the steps returns this from {@link Observer#steps}.
 *
 * <p>The thread that takes a step calls it, in the middle of what it does. So its methods must be quick and must not
 * throw. Without an observer that wants steps they cost nothing that can be measured.
 */
public interface Steps {

    /** What the tasks of an executor are. */
    enum Purpose {
        /** Events of connections: only with {@link Wiring#EVENTS_IN_POOL}. */
        EVENTS,
        /** Handlers that may block. */
        HANDLERS
    }

    /** Nobody wants to know. */
    Steps NONE = new Steps() {};

    /** Starts the event loops of the server, with observers of their own if it has any. */
    default EventLoopGroup startLoops(String name, int count, Consumer<Throwable> onFailure) throws IOException {
        return EventLoopGroup.start(name, count, onFailure);
    }

    /** An executor that runs its tasks in {@code executor}, which is the pool for {@code purpose}. */
    default Executor around(Executor executor, Purpose purpose) {
        return executor;
    }

    /** The listener has accepted a connection, and {@code open} of them are open. */
    default void onAccepted(int open) {}

    /** A read returned {@code bytes}: -1 if the client has closed its side. */
    default void onReceived(Client client, int bytes) {}

    /** The head of a request is complete: it ends at the byte {@code end} of all that was received. */
    default void onRequest(HttpRequest request, long end) {}

    /** The response is known, and its head waits to be sent. */
    default void onResponse(HttpRequest request, HttpResponse response) {}

    /**
     * The connection has written until nothing was left or the socket took no more.
     *
     * @param bytes that were sent, maybe none
     * @param writes calls that this took. The last one may have sent nothing
     * @param left whether there is more to send now
     */
    default void onSent(Client client, long bytes, int writes, boolean left) {}
}
