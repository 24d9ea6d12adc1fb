package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;

/**
 * What a connection does now, with all that it needs for it and nothing else: entering a state makes it, leaving it
 * drops it.
 */
interface State {

    /** One of the events below, whatever the state. */
    @FunctionalInterface
    interface Event {
        Await happensTo(State state) throws IOException;
    }

    /** Does what can be done at once. The connection is in this state already. */
    Await enter() throws IOException;

    default Await onReady() throws IOException {
        return enter();
    }

    /** For states that set a deadline. */
    default Await onTimeout() throws IOException {
        throw new IllegalStateException(this + " has no deadline");
    }

    /** The executor takes no more: does what can be done without a handler. */
    default Await onRejected() throws IOException {
        return onReady();
    }

    /** The server is shutting down: a connection that has begun something finishes it first. */
    default Await onShutdown() {
        return Await.unchanged();
    }

    /** The connection ends in this state. */
    default void onClosed() {}

    /** Whether a request has begun to arrive, and has not been answered to its end. */
    default boolean hasRequest() {
        return true;
    }

    /** Bytes of requests that this state holds in memory. */
    default long heldBytes() {
        return 0;
    }
}
