package lkg.timer;

/**
 * One deadline and what to do when it passes: the handle that a user keeps, and at the same time a node of its
 * {@link TimerQueue}'s heap.
 *
 * <p>The node knows its own place in the heap, so cancelling needs no search, and a cancelled timer leaves nothing
 * behind. A timer may be used again and again: one for each connection is enough, however many requests it serves.
 *
 * <p>Belongs to the one thread that owns the queue.
 */
public final class Timer {

    static final int NOT_PENDING = -1;

    private final TimerQueue queue;
    final Runnable task;

    /** Where it is in the heap, or {@link #NOT_PENDING}. */
    int index = NOT_PENDING;

    /** What the user asked for: the deadline, and the how-manieth request of this queue it was. */
    long deadlineNanos;

    long sequence;

    /** What the heap is ordered by. It may lag behind what the user asked for, but is never ahead of it. */
    long keyNanos;

    long keySequence;

    Timer(TimerQueue queue, Runnable task) {
        this.queue = queue;
        this.task = task;
    }

    /**
     * Lets the timer expire at {@code deadlineNanos}, whether it is pending now, was cancelled or has expired. Among
     * equal deadlines it counts as scheduled now.
     *
     * <p>Putting a pending timer off until later costs a few assignments, whatever the size of the queue.
     *
     * @param deadlineNanos an instant of {@link System#nanoTime()}
     */
    public void reschedule(long deadlineNanos) {
        queue.reschedule(this, deadlineNanos);
    }

    /**
     * Takes the timer out of its queue, at once.
     *
     * @return whether it was pending
     */
    public boolean cancel() {
        return queue.cancel(this);
    }

    /** Whether it will expire: it is scheduled, and has neither expired nor been cancelled since. */
    public boolean isPending() {
        return index != NOT_PENDING;
    }

    /** The deadline that it was last given, pending or not. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Whether the heap has the timer where the user wants it. */
    boolean isInPlace() {
        return keyNanos == deadlineNanos && keySequence == sequence;
    }

    void takePlace() {
        keyNanos = deadlineNanos;
        keySequence = sequence;
    }

    /** Deadlines are compared by their difference, which is right across the wrap-around of {@code nanoTime}. */
    boolean isBefore(Timer other) {
        long difference = keyNanos - other.keyNanos;
        return difference < 0 || (difference == 0 && keySequence < other.keySequence);
    }
}
