package lkg.timer;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Postpones the deadlines of kept-alive connections, as a loop does: a connection may be idle for 30 s, each request
 * moves its deadline, and hardly ever one passes. After each {@value #REQUESTS_PER_TURN} requests the loop reads the
 * clock, asks for the next deadline and expires. The score is the cost of a request, with its share of the turn's end.
 *
 * <p>All connections are equally busy: no idle one keeps the top of a heap, so our lazy keys have to be put right as
 * often as they ever are. That comes in bursts, which an average does not show.
 *
 * <ul>
 *   <li>{@code lkg}: {@link TimerQueue}. One thread, no lock; a later deadline is only written down.
 *   <li>{@code lkg-remove-insert}: the same queue, but each timer goes out of the heap and back in.
 *   <li>{@code scheduled-executor}: the JDK's heap, whose tasks know their place as ours do. It takes a lock, reads the
 *       clock for each task, and needs a new task each time, as one that was cancelled cannot be used again. Tasks run
 *       on a thread of its own, so the loop has nothing to ask or expire; a real one would have to be woken instead.
 *   <li>{@code delay-queue}: the JDK's heap under a lock, asked by the loop as ours is. Removing is a linear search,
 *       and it stays so for all sizes: to leave the old entry in place until it is due would pile up 30 s of requests,
 *       more than memory holds at the speed of this loop.
 *   <li>{@code hashed-wheel}: Netty's wheel. It takes no lock: a timeout is passed through a queue to the wheel's own
 *       thread, whose work is not in the score if a core is free for it; tasks run there. A cancelled timeout stays
 *       until the next tick, and deadlines are as precise as a tick is long. Here that is 1 ms instead of the default
 *       100: in a tick the wheel takes in 100,000 timeouts at most, and this loop can make more than ten million a
 *       second. It has so many slots that 30 s are less than one round.
 * </ul>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PostponeBenchmark {

    private static final int REQUESTS_PER_TURN = 16;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Param({"lkg", "lkg-remove-insert", "scheduled-executor", "delay-queue", "hashed-wheel"})
    String implementation;

    @Param({"10", "1000", "100000", "1000000"})
    int connections;

    private final SplittableRandom random = new SplittableRandom(42);
    private Deadlines deadlines;
    private int requests;
    private long nowNanos;

    /** In the order of their last requests, connections come in no order: that is how the first ones come here. */
    @Setup
    public void schedule() throws InterruptedException {
        checkThatAPostponedDeadlineIsMet();
        deadlines = deadlines(connections, IDLE_NANOS);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, connections).boxed().toList());
        Collections.shuffle(order, new Random(42));
        for (int connection : order) {
            nowNanos = System.nanoTime();
            deadlines.schedule(connection, nowNanos);
        }
        check(deadlines.pending() == connections, "not all deadlines are pending");
    }

    @TearDown
    public void close() {
        deadlines.close();
    }

    @Benchmark
    public long request() {
        deadlines.postpone(random.nextInt(connections), nowNanos);
        if (++requests % REQUESTS_PER_TURN != 0) {
            return 0;
        }
        nowNanos = System.nanoTime();
        return deadlines.endTurn(nowNanos);
    }

    private void checkThatAPostponedDeadlineIsMet() throws InterruptedException {
        long idleNanos = TimeUnit.MILLISECONDS.toNanos(200);
        try (Deadlines one = deadlines(1, idleNanos)) {
            one.schedule(0, System.nanoTime());
            Thread.sleep(20);
            long postponedNanos = System.nanoTime();
            one.postpone(0, postponedNanos);
            while (!one.met) {
                check(System.nanoTime() - postponedNanos < TimeUnit.SECONDS.toNanos(10), "no deadline is met");
                Thread.sleep(1);
                one.endTurn(System.nanoTime());
            }
            check(one.metNanos - postponedNanos >= idleNanos, "a deadline was met although it had been postponed");
            check(one.pending() == 0, "a deadline was met and is still pending");
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(implementation + ": " + otherwise);
        }
    }

    private Deadlines deadlines(int connections, long idleNanos) {
        return switch (implementation) {
            case "lkg" -> new Lkg(connections, idleNanos);
            case "lkg-remove-insert" -> new LkgRemoveInsert(connections, idleNanos);
            case "scheduled-executor" -> new ScheduledExecutor(connections, idleNanos);
            case "delay-queue" -> new JdkDelayQueue(connections, idleNanos);
            case "hashed-wheel" -> new HashedWheel(connections, idleNanos);
            default -> throw new IllegalArgumentException(implementation);
        };
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "deadlines");
        thread.setDaemon(true);
        return thread;
    }

    /** One deadline for each connection. */
    private abstract static class Deadlines implements AutoCloseable {
        final long idleNanos;
        long metNanos;
        volatile boolean met;

        Deadlines(long idleNanos) {
            this.idleNanos = idleNanos;
        }

        abstract void schedule(int connection, long nowNanos);

        abstract void cancel(int connection);

        void postpone(int connection, long nowNanos) {
            cancel(connection);
            schedule(connection, nowNanos);
        }

        /** Nothing to do where a thread of its own waits for the deadlines. */
        long endTurn(long nowNanos) {
            return nowNanos;
        }

        abstract long pending();

        void deadlineMet() {
            metNanos = System.nanoTime();
            met = true;
        }

        @Override
        public void close() {}
    }

    private static class LkgRemoveInsert extends Deadlines {
        private final TimerQueue queue = new TimerQueue();
        private final Timer[] timers;

        LkgRemoveInsert(int connections, long idleNanos) {
            super(idleNanos);
            timers = new Timer[connections];
            Arrays.setAll(timers, i -> queue.newTimer(this::deadlineMet));
        }

        @Override
        void schedule(int connection, long nowNanos) {
            timers[connection].reschedule(nowNanos + idleNanos);
        }

        @Override
        void cancel(int connection) {
            timers[connection].cancel();
        }

        @Override
        long endTurn(long nowNanos) {
            return queue.nanosUntilNext(nowNanos) + queue.expire(nowNanos);
        }

        @Override
        long pending() {
            return queue.size();
        }
    }

    private static final class Lkg extends LkgRemoveInsert {
        Lkg(int connections, long idleNanos) {
            super(connections, idleNanos);
        }

        @Override
        void postpone(int connection, long nowNanos) {
            schedule(connection, nowNanos);
        }
    }

    private static final class ScheduledExecutor extends Deadlines {
        private final ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(1, PostponeBenchmark::daemon);
        private final Runnable task = this::deadlineMet;
        private final Future<?>[] tasks;

        ScheduledExecutor(int connections, long idleNanos) {
            super(idleNanos);
            executor.setRemoveOnCancelPolicy(true);
            tasks = new Future<?>[connections];
        }

        @Override
        void schedule(int connection, long nowNanos) {
            tasks[connection] = executor.schedule(task, idleNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        void cancel(int connection) {
            tasks[connection].cancel(false);
        }

        @Override
        long pending() {
            return executor.getQueue().size();
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    private static final class JdkDelayQueue extends Deadlines {
        private final DelayQueue<Deadline> queue = new DelayQueue<>();
        private final Deadline[] deadlines;

        JdkDelayQueue(int connections, long idleNanos) {
            super(idleNanos);
            deadlines = new Deadline[connections];
            Arrays.setAll(deadlines, i -> new Deadline());
        }

        @Override
        void schedule(int connection, long nowNanos) {
            deadlines[connection].nanos = nowNanos + idleNanos;
            queue.put(deadlines[connection]);
        }

        @Override
        void cancel(int connection) {
            queue.remove(deadlines[connection]);
        }

        @Override
        long endTurn(long nowNanos) {
            Deadline next = queue.peek();
            while (queue.poll() != null) {
                deadlineMet();
            }
            return next == null ? TimerQueue.NONE : next.getDelay(TimeUnit.NANOSECONDS);
        }

        @Override
        long pending() {
            return queue.size();
        }
    }

    private static final class Deadline implements Delayed {
        private long nanos;

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(nanos - ((Deadline) other).nanos);
        }
    }

    private static final class HashedWheel extends Deadlines {
        private static final int TICK_MILLIS = 1;
        private static final int TICKS = 32 * 1024;

        private final HashedWheelTimer wheel =
                new HashedWheelTimer(PostponeBenchmark::daemon, TICK_MILLIS, TimeUnit.MILLISECONDS, TICKS);
        private final TimerTask task = timeout -> deadlineMet();
        private final Timeout[] timeouts;

        HashedWheel(int connections, long idleNanos) {
            super(idleNanos);
            timeouts = new Timeout[connections];
        }

        @Override
        void schedule(int connection, long nowNanos) {
            timeouts[connection] = wheel.newTimeout(task, idleNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        void cancel(int connection) {
            timeouts[connection].cancel();
        }

        @Override
        long pending() {
            return wheel.pendingTimeouts();
        }

        @Override
        public void close() {
            wheel.stop();
        }
    }
}
