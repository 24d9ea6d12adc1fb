package lkg.reactor;

import java.io.IOException;

/**
 * What to do when a channel is ready: each method does what can be done now, and returns what it waits for next.
 *
 * <p>The loop calls one method at a time, and only while the channel is armed, so a handler needs no lock, no volatile
 * field and no "working" flag, on whatever thread it runs. An {@link IOException} means that the network failed: the
 * channel is closed quietly. Any other exception is a bug: it is logged, and this one channel is closed.
 */
public interface EventHandler {

    /**
     * The channel is ready, or somebody has run the handler's wake-up. The handler is not told which: it tries to go
     * on, and returns {@link Await#unchanged()} if it cannot. Runs on the executor that the channel was registered
     * with.
     */
    Await onReady() throws IOException;

    /**
     * The deadline has passed and nothing was ready. Sets a new one, or closes: {@link Await#unchanged()} is refused.
     * Runs on the loop's thread: must not block.
     */
    Await onTimeout() throws IOException;

    /**
     * {@link #onReady} is due, but the executor does not take its task. Called instead of it. Runs on the loop's
     * thread: must not block.
     */
    default Await onRejected() throws IOException {
        return Await.closed();
    }

    /**
     * The loop is shutting down. Asked once, as soon as the loop owns the channel; a handler that has something to
     * finish first returns {@link Await#unchanged()}. Runs on the loop's thread: must not block.
     */
    default Await onShutdown() throws IOException {
        return Await.closed();
    }

    /**
     * The channel has been closed, and no other method will be called: release what the handler holds. Runs on the
     * loop's thread, or on the executor's if the loop has ended while the handler was at work.
     */
    default void onClosed() {}
}
