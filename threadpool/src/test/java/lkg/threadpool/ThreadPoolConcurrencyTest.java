package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What only goes wrong between threads: a job that is lost, runs twice, or waits although a worker is free. */
class ThreadPoolConcurrencyTest {

    private static final int WORKERS = 4;
    private static final int PRODUCERS = 4;
    private static final int JOBS = 20_000;

    @Test
    void everyWorkerTakesUpAJob() throws Exception {
        ThreadPool pool = new ThreadPool("pool", WORKERS, WORKERS);
        CyclicBarrier allTogether = new CyclicBarrier(WORKERS + 1);
        for (int round = 0; round < 500; round++) {
            for (int i = 0; i < WORKERS; i++) {
                pool.execute(() -> meet(allTogether));
            }
            // Each job waits for all the others: with one worker asleep beside a waiting job, nobody gets through.
            meet(allTogether);
        }
        end(pool);
    }

    @Test
    void aWorkerWhoseJobWasTakenByAnotherGoesOn() throws Exception {
        ThreadPool pool = new ThreadPool("pool", WORKERS, JOBS);
        CountDownLatch ran = new CountDownLatch(5 * JOBS);
        for (int i = 0; i < 5; i++) {
            // Short jobs: a busy worker often takes the next one before the worker that was signalled for it has woken.
            for (int j = 0; j < JOBS; j++) {
                pool.execute(ran::countDown);
            }
            await().until(() -> pool.queueDepth() == 0);
        }
        assertThat(ran.await(10, TimeUnit.SECONDS)).as("all jobs run").isTrue();

        CyclicBarrier allTogether = new CyclicBarrier(WORKERS + 1);
        for (int i = 0; i < WORKERS; i++) {
            pool.execute(() -> meet(allTogether));
        }
        // If a worker has ended, because it found no job where it was told of one, they are too few to meet.
        meet(allTogether);
        end(pool);
    }

    @Test
    void neverMoreJobsRunThanThereAreWorkers() throws Exception {
        ThreadPool pool = new ThreadPool("pool", WORKERS, JOBS);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < JOBS; i++) {
            pool.execute(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
            });
        }
        end(pool);

        assertThat(most.get()).isLessThanOrEqualTo(WORKERS);
    }

    @Test
    void aSingleJobAtATimeAlwaysWakesAWorker() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 2, 1);
        for (int i = 0; i < JOBS; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            pool.execute(ran::countDown);
            assertThat(ran.await(10, TimeUnit.SECONDS))
                    .as("job %s is taken up; no worker may sleep through the signal", i)
                    .isTrue();
        }
        end(pool);
    }

    @RepeatedTest(value = 5, failureThreshold = 1)
    void everyAcceptedJobRunsExactlyOnce() throws Exception {
        ThreadPool pool = new ThreadPool("pool", WORKERS, 100);
        AtomicIntegerArray runs = new AtomicIntegerArray(JOBS);
        boolean[] accepted = new boolean[JOBS];

        List<Thread> producers = produce(producer -> {
            for (int job = producer; job < JOBS; job += PRODUCERS) {
                int id = job;
                accepted[id] = offer(pool, () -> runs.incrementAndGet(id));
            }
        });
        join(producers);
        end(pool);

        for (int job = 0; job < JOBS; job++) {
            assertThat(runs.get(job))
                    .as("runs of job %s, which was %s", job, accepted[job] ? "accepted" : "refused")
                    .isEqualTo(accepted[job] ? 1 : 0);
        }
    }

    @RepeatedTest(value = 50, failureThreshold = 1)
    void d22_inARaceWithShutdownAJobRunsOrIsRefused() throws Exception {
        Race race = new Race();

        race.pool.shutdown();
        race.end();

        assertThat(race.ran)
                .as("jobs that ran, of %s that were accepted", race.accepted)
                .hasValue(race.accepted.get());
    }

    @RepeatedTest(value = 50, failureThreshold = 1)
    void d22_inARaceWithShutdownNowAJobRunsOrIsGivenBackOrRefused() throws Exception {
        Race race = new Race();

        int givenBack = race.pool.shutdownNow().size();
        race.end();

        assertThat(race.ran.get() + givenBack)
                .as("%s ran and %s were given back, of %s that were accepted", race.ran, givenBack, race.accepted)
                .isEqualTo(race.accepted.get());
    }

    /** Producers that go on submitting, and have begun, while the test ends the pool. */
    private static final class Race {
        final ThreadPool pool = new ThreadPool("pool", 2, 1000);
        final AtomicInteger ran = new AtomicInteger();
        final AtomicInteger accepted = new AtomicInteger();
        private final List<Thread> producers;

        Race() throws InterruptedException {
            CountDownLatch some = new CountDownLatch(20);
            producers = produce(producer -> {
                for (int job = 0; job < 200; job++) {
                    if (offer(pool, ran::incrementAndGet)) {
                        accepted.incrementAndGet();
                    }
                    some.countDown();
                }
            });
            some.await();
        }

        void end() throws InterruptedException {
            join(producers);
            ThreadPoolConcurrencyTest.end(pool);
        }
    }

    @Test
    void aPoolIsTerminatedWhenItsLastWorkerHasEnded() throws Exception {
        ThreadPool pool = new ThreadPool("ending", 2, 2);
        Gate first = new Gate();
        Gate last = new Gate();
        pool.execute(first);
        pool.execute(last);
        first.awaitEntered();
        last.awaitEntered();
        pool.shutdown();

        first.open();
        await("one worker ends").until(() -> liveThreads("ending-") == 1);
        assertThat(pool.isTerminated()).as("terminated while a job is running").isFalse();

        last.open();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatAProducerWroteIsSeenByItsJob() throws Exception {
        ThreadPool pool = new ThreadPool("pool", WORKERS, JOBS);
        AtomicInteger stale = new AtomicInteger();
        for (int i = 1; i <= JOBS; i++) {
            int[] plain = {i};
            int expected = i;
            pool.execute(() -> {
                if (plain[0] != expected) {
                    stale.incrementAndGet();
                }
            });
        }
        end(pool);

        assertThat(stale).hasValue(0);
    }

    // Helpers

    private interface Producer {
        void run(int number);
    }

    private static List<Thread> produce(Producer producer) {
        List<Thread> threads = new ArrayList<>();
        IntStream.range(0, PRODUCERS).forEach(number -> {
            Thread thread = new Thread(() -> producer.run(number), "producer-" + number);
            threads.add(thread);
            thread.start();
        });
        return threads;
    }

    private static long liveThreads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    private static boolean offer(ThreadPool pool, Runnable job) {
        try {
            pool.execute(job);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not all of the workers took up a job, although each had one", e);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void end(ThreadPool pool) throws InterruptedException {
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS))
                .as("the pool drains and ends after shutdown")
                .isTrue();
    }
}
