package lkg.timer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Postpones the deadlines of kept-alive connections, as a loop does: each connection sends a request a second on
 * average and may be idle for 30 s, so a request moves its deadline and hardly ever one passes. After each {@value
 * #REQUESTS_PER_TURN} requests the loop asks for the next deadline and expires.
 *
 * <p>All connections are busy: no idle one keeps the top of the heap, so keys have to be put right as often as they
 * ever are. That comes in bursts, which an average does not show. Time is counted, not read.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 3)
public class PostponeBenchmark {

    private static final int REQUESTS_PER_TURN = 16;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What the loops have in common: which connection sends the next request, and when. */
    public abstract static class Requests {
        private final SplittableRandom random = new SplittableRandom(42);
        private int count;
        long now = Long.MAX_VALUE - SECOND;

        /** Moves the clock to the next request and returns the connection that sends it. */
        int next(int connections) {
            now += SECOND / connections;
            return random.nextInt(connections);
        }

        boolean endsTurn() {
            return ++count % REQUESTS_PER_TURN == 0;
        }

        /** When each connection of a server that has run for a while sent its last request: the oldest first. */
        long[] lastRequests(int connections) {
            return random.doubles(connections)
                    .mapToLong(x -> now + (long) (SECOND * Math.log(1 - x)))
                    .toArray();
        }
    }

    /** Our queue. */
    @State(Scope.Thread)
    public static class Timers extends Requests {
        @Param({"10", "10000", "1000000"})
        int connections;

        private final TimerQueue queue = new TimerQueue();
        private Timer[] timers;

        @Setup(Level.Trial)
        public void schedule() {
            timers = new Timer[connections];
            Arrays.setAll(timers, i -> queue.schedule(now, () -> timers[i].reschedule(now + IDLE_NANOS)));
            long[] lastRequests = lastRequests(connections);
            for (int i = 0; i < connections; i++) {
                timers[i].reschedule(lastRequests[i] + IDLE_NANOS);
            }
        }

        Timer next() {
            return timers[next(connections)];
        }

        long endTurn() {
            return endsTurn() ? queue.nanosUntilNext(now) + queue.expire(now) : 0;
        }
    }

    /** The JDK's heap, which has to search a deadline before it can remove it. */
    @State(Scope.Thread)
    public static class JdkHeap extends Requests {
        @Param({"10", "10000"})
        int connections;

        private final PriorityQueue<Deadline> queue = new PriorityQueue<>((a, b) -> Long.signum(a.nanos - b.nanos));
        private final List<Deadline> deadlines = new ArrayList<>();

        @Setup(Level.Trial)
        public void schedule() {
            for (long lastRequest : lastRequests(connections)) {
                Deadline deadline = new Deadline(lastRequest + IDLE_NANOS);
                deadlines.add(deadline);
                queue.add(deadline);
            }
        }

        Deadline next() {
            return deadlines.get(next(connections));
        }

        void postpone(Deadline deadline) {
            queue.remove(deadline);
            deadline.nanos = now + IDLE_NANOS;
            queue.add(deadline);
        }

        long endTurn() {
            if (!endsTurn()) {
                return 0;
            }
            while (queue.element().nanos - now <= 0) {
                postpone(queue.element());
            }
            return queue.element().nanos - now;
        }
    }

    private static final class Deadline {
        private long nanos;

        Deadline(long nanos) {
            this.nanos = nanos;
        }
    }

    /** The later deadline is written down; the key is put right when the timer comes to the top. */
    @Benchmark
    public long lazyKey(Timers timers) {
        timers.next().reschedule(timers.now + IDLE_NANOS);
        return timers.endTurn();
    }

    /** Out of the heap and back in, each time. */
    @Benchmark
    public long removeAndInsert(Timers timers) {
        Timer timer = timers.next();
        timer.cancel();
        timer.reschedule(timers.now + IDLE_NANOS);
        return timers.endTurn();
    }

    @Benchmark
    public long priorityQueue(JdkHeap heap) {
        heap.postpone(heap.next());
        return heap.endTurn();
    }
}
