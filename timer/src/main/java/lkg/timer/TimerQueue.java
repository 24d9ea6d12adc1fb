package lkg.timer;

import java.util.Arrays;
import java.util.Objects;

/**
 * Timers in order of their deadlines: an indexed binary min-heap.
 *
 * <p>It runs no thread, reads no clock and takes no lock. The current time is an argument, so that a test can be in
 * charge of it, and whoever owns the queue decides when timers expire. It belongs to one thread; an event loop owns one.
 *
 * <pre>
 *            5 (0)               A parent is never after its children; the next timer is at index 0.
 *           /     \\              The children of index i are at 2i + 1 and 2i + 2.
 *       7 (1)      6 (2)         A timer knows its index, so it is cancelled without a search.
 *      /    \\
 *   9 (3)    8 (4)
 * </pre>
 *
 * <p><b>Putting off is cheap.</b> A busy connection moves its deadline at each request, and hardly ever lets it pass.
 * So a timer that is put off stays where it is: only its deadline is noted. Its place in the heap is then too early, and
 * never too late, and that is enough: no timer is overlooked. When it comes to the top it is put in its true place.
 * That happens once in its old time-out, instead of at each request.
 *
 * <pre>
 *   put off the 5 until 20:   5&rarr;20        the next look at the top:    6
 *                            /    \\                                  / \\
 *                           7      6                                7   20
 * </pre>
 *
 * <p>All pending deadlines and the current time must lie within 2^63 nanoseconds (292 years) of each other.
 */
public final class TimerQueue {

    /** What {@link #nanosUntilNext} returns when no timer is pending. */
    public static final long NONE = Long.MAX_VALUE;

    private Timer[] heap = new Timer[16];
    private int size;
    private long sequence;

    /** Makes a timer that is not pending: {@link Timer#reschedule} gives it its first deadline. */
    public Timer newTimer(Runnable task) {
        return new Timer(this, Objects.requireNonNull(task));
    }

    /**
     * Schedules {@code task} to run when the time is {@code deadlineNanos}.
     *
     * @param deadlineNanos an instant of {@link System#nanoTime()}
     * @return the handle to cancel it or to give it another deadline
     */
    public Timer schedule(long deadlineNanos, Runnable task) {
        Timer timer = newTimer(task);
        timer.reschedule(deadlineNanos);
        return timer;
    }

    /**
     * Runs the task of each timer whose deadline is not after {@code nowNanos}: in order of their deadlines, and of
     * their scheduling where deadlines are equal.
     *
     * <p>A timer leaves the queue before its task runs. A task may schedule, reschedule and cancel any timer, its own
     * included. Not more timers expire than were pending at the start, so that tasks which schedule something for now
     * cannot keep this call busy for ever; the rest is due at the next one. If a task throws, the exception goes to the
     * caller, and the timers behind it stay pending.
     *
     * @return how many timers expired
     */
    public int expire(long nowNanos) {
        int most = size;
        int expired = 0;
        while (expired < most && nanosUntilNext(nowNanos) == 0) {
            Timer next = heap[0];
            remove(next);
            expired++;
            next.task.run();
        }
        return expired;
    }

    /**
     * Returns how long nothing will expire from {@code nowNanos} on, in nanoseconds: 0 if a timer is due, {@link #NONE}
     * if none is pending.
     */
    public long nanosUntilNext(long nowNanos) {
        if (size == 0) {
            return NONE;
        }
        putTopInPlace();
        return Math.max(0, heap[0].keyNanos - nowNanos);
    }

    /** How many timers are pending; one that was cancelled is not counted, because it is not there any more. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    void reschedule(Timer timer, long deadlineNanos) {
        timer.deadlineNanos = deadlineNanos;
        timer.sequence = sequence++;
        if (!timer.isPending()) {
            timer.takePlace();
            add(timer);
        } else if (deadlineNanos - timer.keyNanos < 0) {
            timer.takePlace();
            siftUp(timer, timer.index);
        }
        // Else it was put off, and its place is put right when it comes to the top.
    }

    boolean cancel(Timer timer) {
        if (!timer.isPending()) {
            return false;
        }
        remove(timer);
        return true;
    }

    /** Afterwards the timer at the top is in its true place, and so it is the next to expire. */
    private void putTopInPlace() {
        while (!heap[0].isInPlace()) {
            heap[0].takePlace();
            siftDown(heap[0], 0);
        }
    }

    private void add(Timer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        siftUp(timer, size++);
    }

    private void remove(Timer timer) {
        int hole = timer.index;
        Timer last = heap[--size];
        heap[size] = null;
        if (timer != last) {
            siftDown(last, hole);
            if (last.index == hole) {
                siftUp(last, hole);
            }
        }
        timer.index = Timer.NOT_PENDING;
    }

    /** Puts {@code timer} at {@code index} or further up. */
    private void siftUp(Timer timer, int index) {
        while (index > 0) {
            int parent = (index - 1) / 2;
            if (!timer.isBefore(heap[parent])) {
                break;
            }
            put(heap[parent], index);
            index = parent;
        }
        put(timer, index);
    }

    /** Puts {@code timer} at {@code index} or further down. */
    private void siftDown(Timer timer, int index) {
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(timer)) {
                break;
            }
            put(heap[child], index);
            index = child;
        }
        put(timer, index);
    }

    private void put(Timer timer, int index) {
        heap[index] = timer;
        timer.index = index;
    }
}
