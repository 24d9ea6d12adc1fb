package lkg.timer;

/**
 * A task with a deadline: the handle that a {@link TimerQueue} returns, and a node of its heap, in one.
 *
 * <p>It knows its place in the heap, so that cancelling and rescheduling need no search. It belongs to the one thread
 * that owns its queue. A handle may be used again as often as its owner likes:
 *
 * <pre>
 *               schedule                                            newTimer
 *                  |                                                   |
 *                  v        cancel, or its task is about to run        v
 *       +----> [ pending ] -------------------------------------> [ not pending ]
 *       |        |    ^                                                 |
 *       |        +----+ reschedule                                      |
 *       +---------------------------------------------------------------+ reschedule
 * </pre>
 *
 * <p>A timer that is not pending is not referenced by the queue. It still holds its task, which it may have to run
 * again.
 */
public final class Timer {

    static final int NOT_PENDING = -1;

    final Runnable task;
    private final TimerQueue queue;

    /** Position in the heap, or {@link #NOT_PENDING}. */
    int index = NOT_PENDING;

    // Where the timer belongs: its deadline, and the number drawn when it was scheduled for it.
    private long deadlineNanos;
    long sequence;

    // What the heap is ordered by: where the timer belonged before it was postponed. Never later than the above.
    long keyNanos;
    private long keySequence;

    Timer(TimerQueue queue, Runnable task) {
        this.queue = queue;
        this.task = task;
    }

    /**
     * Takes the timer out of the queue, which holds no trace of it afterwards.
     *
     * @return whether the timer was pending; if not, nothing changes
     */
    public boolean cancel() {
        return queue.cancel(this);
    }

    /**
     * Makes the timer pending at a new deadline, earlier or later, whether it is pending, ran or was cancelled. It
     * counts as scheduled now: among timers with the same deadline it comes last, even if that was its deadline
     * before.
     */
    public void reschedule(long deadlineNanos) {
        queue.reschedule(this, deadlineNanos);
    }

    public boolean isPending() {
        return index != NOT_PENDING;
    }

    /**
     * The last deadline given, pending or not; or the present at that time, where {@link TimerQueue#expire} says that
     * it counts as that.
     */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    void setDeadline(long deadlineNanos, long sequence) {
        this.deadlineNanos = deadlineNanos;
        this.sequence = sequence;
    }

    /** Whether the heap orders the timer by less than it should. No number is drawn twice, so the number tells. */
    boolean keyIsBehind() {
        return keySequence != sequence;
    }

    void putKeyRight() {
        keyNanos = deadlineNanos;
        keySequence = sequence;
    }

    boolean keyIsBefore(Timer other) {
        long difference = keyNanos - other.keyNanos;
        return difference != 0 ? difference < 0 : keySequence < other.keySequence;
    }
}
