package lkg.timer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A timer queue whose timers are numbered in the order of their creation, and whose instants count from a base. The
 * model and the real queue are driven through it by the same script.
 */
interface ScriptedQueue {

    void schedule(long deadline);

    void reschedule(int timer, long deadline);

    boolean cancel(int timer);

    int expire(long now);

    long untilNext(long now);

    int size();

    boolean isPending(int timer);

    long deadline(int timer);

    /** The real one: through its public API, at {@code base} of {@code System.nanoTime()}. */
    final class Real implements ScriptedQueue {

        private final TimerQueue queue = new TimerQueue();
        private final List<Timer> timers = new ArrayList<>();
        private final long base;
        private final IntConsumer task;

        Real(long base, IntConsumer task) {
            this.base = base;
            this.task = task;
        }

        @Override
        public void schedule(long deadline) {
            int number = timers.size();
            timers.add(queue.schedule(base + deadline, () -> task.accept(number)));
        }

        @Override
        public void reschedule(int timer, long deadline) {
            timers.get(timer).reschedule(base + deadline);
        }

        @Override
        public boolean cancel(int timer) {
            return timers.get(timer).cancel();
        }

        @Override
        public int expire(long now) {
            return queue.expire(base + now);
        }

        @Override
        public long untilNext(long now) {
            return queue.nanosUntilNext(base + now);
        }

        @Override
        public int size() {
            return queue.size();
        }

        @Override
        public boolean isPending(int timer) {
            return timers.get(timer).isPending();
        }

        @Override
        public long deadline(int timer) {
            return timers.get(timer).deadlineNanos() - base;
        }
    }
}
