package lkg.timer;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Tag;

/**
 * The original's {@code TimerManager}, line for line as its text prints it, under the names that it has there. Three
 * things are different: the present is an argument, as nanoseconds, in the place of {@code updateTime()}; nothing is
 * printed on the console; and what would hang or destroy memory in C++ throws here.
 *
 * <p>{@link OriginalTimersTest} runs it, to show what is said about the original, and variants of it, which mend one
 * defect by overriding one method.
 */
@Tag("inside")
class PrintedTimers {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The part of {@code HttpRequest} that has to do with timers. */
    static final class Request {
        Entry timer;
        boolean working;
    }

    /** A {@code Timer} of the original: the heap holds it until it has come to the top. */
    static final class Entry {
        private final long expiredNanos;
        private final Runnable callback;
        private boolean deleted;
        private boolean freed;

        private Entry(long expiredNanos, Runnable callback) {
            this.expiredNanos = expiredNanos;
            this.callback = callback;
        }

        /** Whether the original has called {@code delete} for it: whatever still points to it is dangling. */
        boolean isFreed() {
            return freed;
        }
    }

    /** In C++ this thread would wait for itself, for ever. */
    static final class Deadlock extends IllegalStateException {
        private static final long serialVersionUID = 1;
    }

    /** In C++ this would be memory that belongs to somebody else by now. */
    static final class UseAfterFree extends IllegalStateException {
        private static final long serialVersionUID = 1;
    }

    private final PriorityQueue<Entry> heap =
            new PriorityQueue<>(Comparator.comparingLong((Entry entry) -> entry.expiredNanos));
    private boolean locked;

    int entries() {
        return heap.size();
    }

    void addTimer(Request request, int timeoutMillis, Runnable callback, long nowNanos) {
        lock();
        Entry timer = new Entry(nowNanos + timeoutMillis * NANOS_PER_MILLI, callback);
        heap.add(timer);
        if (request.timer != null) {
            delTimer(request);
        }
        request.timer = timer;
        unlock();
    }

    void delTimer(Request request) {
        if (request.timer == null) {
            return;
        }
        if (request.timer.freed) {
            throw new UseAfterFree();
        }
        request.timer.deleted = true;
        request.timer = null;
    }

    void handleExpiredTimers(long nowNanos) {
        lock();
        while (!heap.isEmpty()) {
            Entry timer = heap.element();
            if (timer.deleted) {
                pop(timer);
                continue;
            }
            if (isEarly(timer.expiredNanos - nowNanos)) {
                break;
            }
            timer.callback.run();
            pop(timer);
        }
        unlock();
    }

    /** How many milliseconds to wait, or -1 for ever. */
    int getNearestExpiredTimer(long nowNanos) {
        lock();
        int wait = -1;
        while (!heap.isEmpty()) {
            Entry timer = heap.element();
            if (timer.deleted) {
                pop(timer);
                continue;
            }
            wait = (int) ((timer.expiredNanos - nowNanos) / NANOS_PER_MILLI);
            wait = wait < 0 ? 0 : wait;
            break;
        }
        unlock();
        return wait;
    }

    /** {@code LkgServer::closeConnection}, as far as timers are concerned. */
    void closeConnection(Request request) {
        if (request.working) {
            return;
        }
        delTimer(request);
    }

    /** {@code duration_cast<MS>(…).count() > 0}: what is cut off does not count. */
    boolean isEarly(long nanosLeft) {
        return nanosLeft / NANOS_PER_MILLI > 0;
    }

    /** A {@code std::mutex}: its owner cannot take it a second time. There is one thread here. */
    void lock() {
        if (locked) {
            throw new Deadlock();
        }
        locked = true;
    }

    void unlock() {
        locked = false;
    }

    /** {@code m_timerQueue.pop(); delete timer;}: pops what is on top now, and deletes what was on top before. */
    private void pop(Entry timer) {
        heap.remove();
        timer.freed = true;
    }
}
