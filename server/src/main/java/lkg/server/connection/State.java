package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;

/**
 * What a connection does now, with all that it needs for it and nothing else: entering a state makes it, leaving it
 * drops it.
 */
interface State {

    /** Does what can be done at once. The connection is in this state already. */
    Await enter() throws IOException;

    Await onReady() throws IOException;

    /** For states that set a deadline. */
    default Await onTimeout() throws IOException {
        throw new IllegalStateException(this + " has no deadline");
    }

    /** The executor takes no more: does what can be done without a handler. */
    Await onRejected() throws IOException;

    /** The server is shutting down: a connection that has begun something finishes it first. */
    default Await onShutdown() {
        return Await.unchanged();
    }

    /** The connection ends in this state. */
    default void onClosed() {}
}
