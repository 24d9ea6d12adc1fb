package lkg.reactor;

/**
 * One turn of an event loop: each channel that is dispatched in it was ready before it began.
 *
 * <p>So whoever answers a request knows a moment before which its first bytes had arrived. What was looked up after that
 * moment, for another request of the same turn, is as fresh as if it had been looked up for this one. Only further
 * requests that arrive on the same connection during the turn are later than that.
 */
public final class LoopTurn {

    private static final ThreadLocal<LoopTurn> OF_THREAD = new ThreadLocal<>();

    private long beganNanos;

    LoopTurn() {}

    /** The selector has just found what is ready. Loop's thread only. */
    void begin() {
        beganNanos = System.nanoTime();
        OF_THREAD.set(this);
    }

    /**
     * When the current turn of the caller's loop began, as an instant of {@link System#nanoTime}. On a thread that is
     * no loop's, now. From any thread.
     */
    public static long beganNanos() {
        LoopTurn turn = OF_THREAD.get();
        return turn == null ? System.nanoTime() : turn.beganNanos;
    }
}
