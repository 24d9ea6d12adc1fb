package lkg.reactor;

import java.io.IOException;

/**
 * What to do when a channel is ready: each method does what can be done now, and returns what it waits for next.
 *
 * <p>The loop calls one method at a time, and only while the channel is armed, so a handler needs no lock, no volatile
 * field and no "working" flag, on whatever thread it runs. An {@link IOException} means that the network failed: the
 * channel is closed quietly. Anything else that is thrown is a bug, and so is {@code null} instead of an {@link Await}:
 * it is logged as an error, and this one channel is closed. A handler that has closed its channel itself counts as
 * closed.
 */
public interface EventHandler {

    /**
     * The channel is ready, or somebody has run the handler's wake-up. The handler is not told which: it tries to go
     * on, and returns {@link Await#unchanged()} if it cannot. Runs on the executor that the channel was registered
     * with. On another thread than the loop's it returns its answer to the loop, which carries it out on its own
     * thread.
     */
    Await onReady() throws IOException;

    /**
     * The deadline has passed and nothing was ready by then, even if the process was paused meanwhile: all that had
     * arrived at any channel is handled first. Sets a new one, or closes: {@link Await#unchanged()} is refused. Runs on
     * the loop's thread: must not block.
     */
    Await onTimeout() throws IOException;

    /**
     * {@link #onReady} is due, but the executor does not take its task: whatever it throws. (Anything but a
     * {@link java.util.concurrent.RejectedExecutionException} is logged, too.) Called instead of it. The answer counts
     * like any other: what is still ready after {@link Await#unchanged()} is offered to the executor again at once, so
     * a handler that wants to give it time returns a {@link Await#pause}. Runs on the loop's thread: must not block.
     */
    default Await onRejected() throws IOException {
        return Await.closed();
    }

    /**
     * The loop is shutting down. Asked once, as soon as the loop owns the channel; the successor of a hand-over is
     * asked again. A handler that has something to finish first returns {@link Await#unchanged()}, and goes on waiting
     * as before; a wake-up that it has not seen yet still ends that wait. Runs on the loop's thread: must not block.
     */
    default Await onShutdown() throws IOException {
        return Await.closed();
    }

    /**
     * The channel has been closed, and no other method will be called: release what the handler holds. Called once.
     * Runs on the loop's thread, or on the executor's if the loop has ended while the handler was at work or while
     * {@link #onReady} was waiting for a thread.
     */
    default void onClosed() {}
}
