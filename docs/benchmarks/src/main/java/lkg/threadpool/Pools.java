package lkg.threadpool;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The pools that are compared: a fixed number of workers, {@value #QUEUE_CAPACITY} jobs may wait, more are refused.
 *
 * <ul>
 *   <li>{@code lkg}: {@link ThreadPool}. One lock for both ends of one array.
 *   <li>{@code tpe-linked}: the JDK's {@link ThreadPoolExecutor} over a linked queue, which has a lock for each end and
 *       makes a node for each job. It can also grow, shrink and let idle workers go, none of which is used here; for
 *       that it counts its workers in an atomic variable, which it reads for each job, and has a lock for each worker,
 *       which it takes while a job runs.
 *   <li>{@code tpe-array}: the same over a queue like ours, one lock and one array.
 *   <li>{@code forkjoin}: {@link ForkJoinPool}, first in, first out. Submitters are spread over several queues, so jobs
 *       start in no common order, and workers look for work for a moment before they sleep. It has no bound of its own:
 *       here it gets one by a look at how many jobs are waiting, which is an estimate, and several submitters at once
 *       may exceed it by a few.
 * </ul>
 *
 * <p>All refuse by an exception; {@code ThreadPoolExecutor} takes a lock to write its state into the message.
 */
final class Pools {

    static final int QUEUE_CAPACITY = 1024;

    private Pools() {}

    /** Starts a pool, all its workers included. */
    static ExecutorService start(String implementation, int workers) {
        return switch (implementation) {
            case "lkg" -> new ThreadPool("bench", workers, QUEUE_CAPACITY);
            case "tpe-linked" -> threadPoolExecutor(workers, new LinkedBlockingQueue<>(QUEUE_CAPACITY));
            case "tpe-array" -> threadPoolExecutor(workers, new ArrayBlockingQueue<>(QUEUE_CAPACITY));
            case "forkjoin" -> new BoundedForkJoinPool(workers);
            default -> throw new IllegalArgumentException(implementation);
        };
    }

    private static ExecutorService threadPoolExecutor(int workers, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, queue);
        pool.prestartAllCoreThreads();
        return pool;
    }

    /** Keeps all workers busy and fills the queue: the next job must be refused, and all others must run. */
    static void check(ExecutorService pool, int workers) throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(workers);
        CountDownLatch goOn = new CountDownLatch(1);
        for (int i = 0; i < workers; i++) {
            pool.execute(() -> {
                busy.countDown();
                await(goOn);
            });
        }
        check(busy.await(10, TimeUnit.SECONDS), "not all workers work at once");
        CountDownLatch ran = new CountDownLatch(QUEUE_CAPACITY);
        for (int i = 0; i < QUEUE_CAPACITY; i++) {
            pool.execute(ran::countDown);
        }
        check(refuses(pool), "the queue is full and takes another job");
        goOn.countDown();
        check(ran.await(10, TimeUnit.SECONDS), "not all jobs run");
    }

    private static boolean refuses(ExecutorService pool) {
        try {
            pool.execute(() -> {});
            return false;
        } catch (RejectedExecutionException e) {
            return true;
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class BoundedForkJoinPool extends ForkJoinPool {

        BoundedForkJoinPool(int workers) {
            super(workers, defaultForkJoinWorkerThreadFactory, null, true);
        }

        @Override
        public void execute(Runnable job) {
            if (getQueuedSubmissionCount() >= QUEUE_CAPACITY) {
                throw new RejectedExecutionException("as many jobs are waiting as may wait");
            }
            super.execute(job);
        }
    }
}
