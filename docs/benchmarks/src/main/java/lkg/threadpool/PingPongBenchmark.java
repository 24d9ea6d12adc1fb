package lkg.threadpool;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
 * Hands one job to an idle pool and sleeps until it has run: the latency of a wake-up. There are two in the score, that
 * of the worker and that of the caller; the second is the same for all pools, and gives the worker the time to fall
 * asleep again.
 *
 * <p>The job itself wakes the caller, and no future does: each pool has its own kind, which would be in the score.
 * {@link Pools} says which pools are compared, and what each does beyond the others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PingPongBenchmark {

    @Param({"lkg", "tpe-linked", "tpe-array", "forkjoin"})
    String implementation;

    @Param({"1", "4"})
    int workers;

    private final Semaphore ran = new Semaphore(0);
    private final Runnable job = ran::release;
    private ExecutorService pool;

    @Setup
    public void start() throws InterruptedException {
        pool = Pools.start(implementation, workers);
        Pools.check(pool, workers);
    }

    @TearDown
    public void end() throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(10, TimeUnit.SECONDS) || ran.availablePermits() != 0) {
            throw new IllegalStateException("a job ran twice, or did not end");
        }
    }

    @Benchmark
    public void pingPong() throws InterruptedException {
        pool.execute(job);
        ran.acquire();
    }
}
