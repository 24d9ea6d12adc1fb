package lkg.reactor;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The handle of one parked channel: whoever holds it resumes the channel, exactly once, from any thread.
 */
public final class Parked {

    private final Registration registration;
    private final AtomicBoolean resumed = new AtomicBoolean();

    Parked(Registration registration) {
        this.registration = registration;
    }

    /**
     * Lets the channel go on: the loop's thread runs {@code turn}, which must not block, and carries out its answer.
     * What the caller did before happens-before the turn.
     *
     * @throws IllegalStateException if the channel was already resumed
     * @throws RejectedExecutionException if the loop has ended; the turn will not run, and the caller releases what
     *     the turn would have used
     */
    public void resume(Turn turn) {
        if (!resumed.compareAndSet(false, true)) {
            throw new IllegalStateException("a parked channel is resumed once, but this was the second time");
        }
        registration.resume(turn);
    }
}
