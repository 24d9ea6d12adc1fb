package lkg.server.context;

import lkg.reactor.Await;

/**
 * Whether a client is fast enough. In each period a number of bytes has to move: then the next period begins. Fewer
 * bytes do not extend the deadline, so a client that sends or takes one byte now and then is not waited for.
 *
 * <p>One for each transfer, with one owner at a time.
 */
public final class Pace {

    private final long bytesInPeriod;
    private boolean running;
    private long goal;

    /** Counts from the first call of {@link #await}. */
    public Pace(long bytesInPeriod) {
        this.bytesInPeriod = bytesInPeriod;
    }

    /**
     * Returns {@code period} if a new one begins, and else what is left of the current one.
     *
     * @param bytes that have moved in all
     */
    public Await await(long bytes, Await period) {
        if (running && bytes < goal) {
            return Await.unchanged();
        }
        running = true;
        goal = bytes + bytesInPeriod;
        return period;
    }

    /** The transfer waits for this side: the next period begins when it goes on. */
    public void pause() {
        running = false;
    }
}
