package lkg.timer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Pending timers in the order of their deadlines: an indexed binary min-heap.
 *
 * <p>It runs no thread, reads no clock and takes no lock: an instant is a value of {@link System#nanoTime()}, and the
 * present one is an argument. A queue and its timers have one owner: a single thread calls them, and tasks run on that
 * thread, inside {@link #expire}. A task may schedule, cancel and reschedule any timer, its own included.
 *
 * <p><b>Order.</b> Timers run in the order of their deadlines; those with the same deadline in the order in which they
 * were scheduled, where rescheduling counts as scheduling. Instants are compared by subtraction, since {@code nanoTime}
 * wraps around. So all that meet in a queue have to lie less than 2^63 ns (292 years) apart: the present, the deadlines
 * of the pending timers, and those that they were postponed from.
 *
 * <p><b>Postponing</b> is what happens most: a busy connection does it with each request, and hardly ever lets a
 * deadline pass. Therefore a later deadline is only written down. The heap stays as it is, ordered by the earlier one,
 * the <i>key</i>; and a key is put right when its timer has come to the top. In this heap the timer with key 5 was
 * postponed to 9:
 *
 * <pre>
 *         5 (9)                                     6
 *        /     \       key := 9, sift down        /   \
 *       7       6      -------------------&gt;      7     9
 * </pre>
 *
 * <p>The answer is exact all the same. No key is ever later than its deadline. So once the key on top is right,
 *
 * <pre>
 *   deadline on top  =  key on top  &lt;=  each other key  &lt;=  its deadline
 * </pre>
 *
 * <p>and nothing is due earlier. The same holds among equal deadlines, because keys and deadlines are compared together
 * with the number that a timer draws each time it is scheduled.
 *
 * <p><b>Cost</b> with n timers pending: postponing is O(1); scheduling, cancelling and rescheduling to before the key
 * O(log n). To put a key right is O(log n) too, and pays for each time its timer was postponed since the last time. But
 * this work comes in bursts: the call of {@link #nanosUntilNext} or {@link #expire} that finds the top postponed puts
 * right whatever stands before the earliest deadline, and where all timers are busy that may be most of them. Memory is
 * one array of references that doubles when it is full and never shrinks: it is as long as the busiest moment needed.
 */
public final class TimerQueue {

    /** What {@link #nanosUntilNext} returns if no timer is pending. */
    public static final long NONE = Long.MAX_VALUE;

    /**
     * One pending timer, as it stands in the queue.
     *
     * @param keyNanos what the queue orders it by: never later than the deadline
     */
    public record Node(Timer timer, long keyNanos, long deadlineNanos) {}

    /** The timers are at 0 to size - 1, each one's parent at (index - 1) / 2; null from size on. */
    Timer[] heap = new Timer[16];

    private int size;
    private long nextSequence;
    private boolean expiring;
    private long expiringNanos;

    /**
     * Makes a timer that is not pending yet: {@link Timer#reschedule} gives it its first deadline.
     *
     * @throws NullPointerException if there is no task
     */
    public Timer newTimer(Runnable task) {
        return new Timer(this, Objects.requireNonNull(task, "task"));
    }

    /**
     * Schedules {@code task} to be run by the first {@link #expire} at or after {@code deadlineNanos}.
     *
     * @return the handle to cancel or reschedule it
     * @throws NullPointerException if there is no task
     */
    public Timer schedule(long deadlineNanos, Runnable task) {
        Timer timer = newTimer(task);
        reschedule(timer, deadlineNanos);
        return timer;
    }

    /**
     * Runs each timer that is due at {@code nowNanos}, a deadline equal to it included, in order. A timer has left the
     * queue before its task runs. One that an earlier task of the same call cancels or postpones does not run.
     *
     * <p>What a task schedules or reschedules to {@code nowNanos} or before waits for the next call, so that a task
     * which always reschedules itself cannot hold the caller. Meanwhile {@link #nanosUntilNext} is 0. Such a deadline
     * counts as {@code nowNanos}: a task cannot get ahead of the timers that were due before it.
     *
     * <p>What a task throws comes out of this method. That timer has run, the others that are due stay pending, and the
     * next call goes on with them.
     *
     * @return how many ran
     * @throws IllegalStateException if a task calls this method
     */
    public int expire(long nowNanos) {
        if (expiring) {
            throw new IllegalStateException("a timer's task must not call expire: it runs inside that call");
        }
        long firstForNextCall = nextSequence;
        int ran = 0;
        expiring = true;
        expiringNanos = nowNanos;
        try {
            while (nanosUntilNext(nowNanos) == 0 && heap[0].sequence < firstForNextCall) {
                Timer timer = heap[0];
                remove(timer);
                ran++;
                timer.task.run();
            }
            return ran;
        } finally {
            expiring = false;
        }
    }

    /**
     * Nanoseconds from {@code nowNanos} to the earliest deadline: 0 if it is due, {@link #NONE} if no timer is
     * pending.
     */
    public long nanosUntilNext(long nowNanos) {
        if (isEmpty()) {
            return NONE;
        }
        while (heap[0].keyIsBehind()) {
            heap[0].putKeyRight();
            siftDown(0, heap[0]);
        }
        return Math.max(0, heap[0].deadlineNanos() - nowNanos);
    }

    /** How many timers are pending. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * The pending timers for whoever draws them, at most {@code most}: the first is on top, and those below the one at
     * place i are at 2i + 1 and 2i + 2. No key is later than those below it.
     */
    public List<Node> nodes(int most) {
        List<Node> nodes = new ArrayList<>(Math.min(size, most));
        for (int i = 0; i < size && i < most; i++) {
            nodes.add(new Node(heap[i], heap[i].keyNanos, heap[i].deadlineNanos()));
        }
        return nodes;
    }

    void reschedule(Timer timer, long deadlineNanos) {
        boolean countsAsNow = expiring && deadlineNanos - expiringNanos < 0;
        timer.setDeadline(countsAsNow ? expiringNanos : deadlineNanos, nextSequence++);
        if (!timer.isPending()) {
            add(timer);
        } else if (timer.deadlineNanos() - timer.keyNanos < 0) {
            timer.putKeyRight();
            siftUp(timer.index, timer);
        }
    }

    boolean cancel(Timer timer) {
        boolean wasPending = timer.isPending();
        if (wasPending) {
            remove(timer);
        }
        return wasPending;
    }

    private void add(Timer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        timer.putKeyRight();
        siftUp(size++, timer);
    }

    /** Fills the hole with the last timer, which may belong above it as well as below: it comes from another branch. */
    private void remove(Timer timer) {
        int hole = timer.index;
        Timer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            siftDown(hole, last);
            siftUp(last.index, last);
        }
        timer.index = Timer.NOT_PENDING;
    }

    private void siftUp(int from, Timer timer) {
        int index = from;
        while (index > 0) {
            Timer parent = heap[(index - 1) / 2];
            if (!timer.keyIsBefore(parent)) {
                break;
            }
            put(index, parent);
            index = (index - 1) / 2;
        }
        put(index, timer);
    }

    private void siftDown(int from, Timer timer) {
        int index = from;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && heap[child + 1].keyIsBefore(heap[child])) {
                child++;
            }
            if (!heap[child].keyIsBefore(timer)) {
                break;
            }
            put(index, heap[child]);
            index = child;
        }
        put(index, timer);
    }

    private void put(int index, Timer timer) {
        heap[index] = timer;
        timer.index = index;
    }
}
