package lkg.reactor;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One turn of an event loop: each channel that is dispatched in it was ready before it began.
 *
 * <p>So whoever answers a request knows a moment before which its first bytes had arrived. What was looked up after that
 * moment, for another request of the same turn, is as fresh as if it had been looked up for this one. Only further
 * requests that arrive on the same connection during the turn are later than that.
 *
 * <p>A turn ends when the selector is asked again. The numbers of all turns are for {@link LoopStatus}: only the loop's
 * thread writes them, so a write is a plain store, and any thread may read them.
 */
public final class LoopTurn {

    /** A longer turn counts as slow. Without blocking code a turn takes far less, even if many channels are ready. */
    static final long SLOW_NANOS = 20_000_000;

    /** For {@link #beganOrNone}: the loop waits for something to do. */
    static final long NONE = Long.MIN_VALUE;

    private static final ThreadLocal<LoopTurn> OF_THREAD = new ThreadLocal<>();

    private long beganNanos;

    /** Channels that were dispatched in the current turn. */
    int channels;

    final AtomicLong beganOrNone = new AtomicLong(NONE);
    final AtomicLong turns = new AtomicLong();
    final AtomicLong slowTurns = new AtomicLong();
    final AtomicLong busyNanos = new AtomicLong();
    final AtomicLong longestNanos = new AtomicLong();

    LoopTurn() {}

    /** The selector has just found what is ready. Loop's thread only. */
    void begin() {
        beganNanos = System.nanoTime();
        beganOrNone.lazySet(beganNanos);
        channels = 0;
        OF_THREAD.set(this);
    }

    /** The loop is about to look again. Loop's thread only. */
    void end() {
        if (beganOrNone.getPlain() == NONE) {
            return;
        }
        long nanos = System.nanoTime() - beganNanos;
        turns.lazySet(turns.getPlain() + 1);
        busyNanos.lazySet(busyNanos.getPlain() + nanos);
        if (nanos > longestNanos.getPlain()) {
            longestNanos.lazySet(nanos);
        }
        if (nanos > SLOW_NANOS) {
            slowTurns.lazySet(slowTurns.getPlain() + 1);
            TurnRecorder.record(nanos, channels);
        }
        // Last: who sees that the loop waits finds the turn in all the numbers.
        beganOrNone.lazySet(NONE);
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
