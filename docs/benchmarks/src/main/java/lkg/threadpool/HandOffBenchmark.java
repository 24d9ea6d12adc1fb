package lkg.threadpool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Hands many small jobs to a pool, as loops do with the requests they read: {@value #JOBS} of them, from several
 * threads at once and as fast as the pool takes them. A producer that is refused lets others run and tries again. The
 * score is the time from the start to the end of the last job, divided by the number of jobs.
 *
 * <p>A job is some dozens of nanoseconds of work and a count that all jobs share, so that most of the score is the
 * pool's. {@link Pools} says which pools are compared, and what each does beyond the others.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class HandOffBenchmark {

    /** Several times what may wait, and each number of producers divides it. */
    private static final int JOBS = 8 * Pools.QUEUE_CAPACITY;

    private static final int WORK = 20;

    @Param({"lkg", "tpe-linked", "tpe-array", "forkjoin"})
    String implementation;

    @Param({"1", "2", "4"})
    int producers;

    @Param({"1", "2", "4"})
    int workers;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger jobsLeft = new AtomicInteger();
    private final Semaphore lastJobRan = new Semaphore(0);
    private final Runnable job = this::work;
    private CyclicBarrier start;
    private ExecutorService pool;

    @Setup
    public void start() throws InterruptedException {
        pool = Pools.start(implementation, workers);
        Pools.check(pool, workers);
        start = new CyclicBarrier(producers + 1);
        for (int i = 0; i < producers; i++) {
            threads.add(new Thread(this::produce, "producer"));
        }
        threads.forEach(Thread::start);
    }

    @TearDown
    public void end() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        pool.shutdown();
        if (!pool.awaitTermination(10, TimeUnit.SECONDS) || jobsLeft.get() != 0) {
            throw new IllegalStateException("a job ran twice, or did not end");
        }
    }

    @Benchmark
    @OperationsPerInvocation(JOBS)
    public void handOff() throws InterruptedException, BrokenBarrierException {
        jobsLeft.set(JOBS);
        start.await();
        if (!lastJobRan.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("jobs that did not run: " + jobsLeft);
        }
    }

    private void produce() {
        try {
            while (true) {
                start.await();
                for (int i = 0; i < JOBS / producers; i++) {
                    submit();
                }
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            // That was the last batch.
        }
    }

    private void submit() {
        while (true) {
            try {
                pool.execute(job);
                return;
            } catch (RejectedExecutionException e) {
                Thread.yield();
            }
        }
    }

    private void work() {
        Blackhole.consumeCPU(WORK);
        if (jobsLeft.decrementAndGet() == 0) {
            lastJobRan.release();
        }
    }
}
