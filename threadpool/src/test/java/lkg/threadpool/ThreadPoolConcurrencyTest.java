package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only goes wrong between threads: a job that is lost, runs twice, or waits although a worker is free. */
class ThreadPoolConcurrencyTest {

    private static final int WORKERS = 4;
    private static final int PRODUCERS = 4;
    private static final int JOBS = 20_000;

    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final List<ThreadPool> pools = new ArrayList<>();

    @AfterEach
    void stop() {
        pools.forEach(Soon::stop);
    }

    // Many workers

    @Test
    @Tag("step-2")
    void everyWorkerTakesUpAJob() throws Exception {
        ThreadPool pool = pool(WORKERS, WORKERS);
        for (int round = 0; round < 500; round++) {
            CountDownLatch allTogether = new CountDownLatch(WORKERS);
            for (int i = 0; i < WORKERS; i++) {
                pool.execute(() -> Soon.meet(allTogether));
            }
            // Each job waits for all the others: with one worker asleep beside a waiting job, nobody gets through.
            Soon.comes(
                    allTogether, "in round " + round + " each of " + WORKERS + " workers takes up one of as many jobs");
        }
    }

    @Test
    @Tag("step-2")
    void aWorkerWhoseJobWasTakenByAnotherGoesOn() throws Exception {
        ThreadPool pool = pool(WORKERS, JOBS);
        for (int i = 0; i < 5; i++) {
            CountDownLatch ran = new CountDownLatch(JOBS);
            // Short jobs: a busy worker often takes the next one before the worker that was signalled for it has woken.
            for (int j = 0; j < JOBS; j++) {
                pool.execute(ran::countDown);
            }
            Soon.comes(ran, "all of the " + JOBS + " short jobs run");
        }

        CountDownLatch allTogether = new CountDownLatch(WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            pool.execute(() -> Soon.meet(allTogether));
        }
        Soon.comes(
                allTogether,
                "all of the " + WORKERS + " workers take up a job; one of them may have ended when it was told of a job"
                        + " that another one had taken");
    }

    @Test
    @Tag("step-2")
    void neverMoreJobsRunThanThereAreWorkers() throws Exception {
        ThreadPool pool = pool(WORKERS, JOBS);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(JOBS);
        for (int i = 0; i < JOBS; i++) {
            pool.execute(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                ran.countDown();
            });
        }
        Soon.comes(ran, "all of the " + JOBS + " jobs run");

        assertThat(most.get())
                .as("jobs that ran at once, on %d workers", WORKERS)
                .isLessThanOrEqualTo(WORKERS);
    }

    @Test
    @Tag("step-2")
    void aSingleJobAtATimeAlwaysWakesAWorker() throws Exception {
        ThreadPool pool = pool(2, 1);
        for (int i = 0; i < JOBS; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            pool.execute(ran::countDown);
            Soon.comes(ran, "job " + i + " is taken up; no worker may sleep through the signal");
        }
    }

    @Test
    @Tag("step-2")
    void whatAProducerWroteIsSeenByItsJob() throws Exception {
        ThreadPool pool = pool(WORKERS, JOBS);
        AtomicInteger stale = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(JOBS);
        for (int i = 1; i <= JOBS; i++) {
            int[] plain = {i};
            int expected = i;
            pool.execute(() -> {
                if (plain[0] != expected) {
                    stale.incrementAndGet();
                }
                ran.countDown();
            });
        }
        Soon.comes(ran, "all of the " + JOBS + " jobs run");

        assertThat(stale.get())
                .as("jobs that saw an old value of what was written before execute")
                .isZero();
    }

    @Test
    @Tag("step-2")
    void aWorkerKnowsWhoseItIs() throws Exception {
        ThreadPool pool = pool(2, 2);
        ThreadPool other = pool(1, 1);

        assertThat(Soon.get(pool.submit(pool::inPool), "a job runs"))
                .as("inPool, asked by a job of the pool")
                .isTrue();
        assertThat(Soon.get(other.submit(pool::inPool), "a job runs"))
                .as("inPool, asked by a job of another pool")
                .isFalse();
        assertThat(pool.inPool()).as("inPool, asked by the test's own thread").isFalse();
    }

    // The end of many

    @Test
    @Tag("step-5")
    void shutdownWakesAllIdleWorkers() throws Exception {
        for (int round = 0; round < 20; round++) {
            ThreadPool pool = pool(WORKERS, 1);
            awaitIdle();

            pool.shutdown();

            Soon.ends(pool, "a pool of " + WORKERS + " idle workers ends at shutdown");
            threads.clear();
        }
    }

    @Test
    @Tag("step-5")
    void whoeverWaitsForTheEndHearsOfIt() throws Exception {
        ThreadPool pool = pool(1, 1);
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> waitForTheEnd(pool), "waiting for the end " + i);
            thread.setDaemon(true);
            thread.start();
            waiting.add(thread);
        }
        Soon.isTrue(
                () -> waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING),
                "four threads wait in awaitTermination");

        pool.shutdown();

        for (Thread thread : waiting) {
            Soon.ends(thread, "each of four threads in awaitTermination returns when the pool ends");
        }
    }

    private static void waitForTheEnd(ThreadPool pool) {
        try {
            pool.awaitTermination(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("step-5")
    void aPoolIsTerminatedWhenItsLastWorkerHasEnded() throws Exception {
        ThreadPool pool = pool(2, 2);
        Gate first = new Gate();
        Gate last = new Gate();
        pool.execute(first);
        pool.execute(last);
        first.awaitEntered();
        last.awaitEntered();
        pool.shutdown();

        first.open();
        Soon.isTrue(() -> threads.stream().filter(Thread::isAlive).count() == 1, "one of two workers ends");
        assertThat(pool.isTerminated())
                .as("terminated, while the other worker runs a job")
                .isFalse();

        last.open();
        Soon.ends(pool, "the pool ends when its last job has run");
    }

    @Test
    @Tag("step-6")
    void shutdownNowInterruptsEachRunningJob() throws Exception {
        ThreadPool pool = pool(WORKERS, WORKERS);
        List<Gate> gates = IntStream.range(0, WORKERS).mapToObj(i -> new Gate()).toList();
        for (Gate gate : gates) {
            pool.execute(gate);
            gate.awaitEntered();
        }

        pool.shutdownNow();

        Soon.ends(pool, "the pool ends, when each of its " + WORKERS + " jobs is interrupted");
        assertThat(gates).as("all gates were interrupted").allMatch(Gate::wasInterrupted);
    }

    // Races

    @Test
    @Tag("step-7")
    void everyAcceptedJobRunsExactlyOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            ThreadPool pool = pool(WORKERS, 100);
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
                if (runs.get(job) != (accepted[job] ? 1 : 0)) {
                    assertThat(runs.get(job))
                            .as("runs of job %s, which was %s", job, accepted[job] ? "accepted" : "refused")
                            .isEqualTo(accepted[job] ? 1 : 0);
                }
            }
        }
    }

    @Test
    @Tag("step-7")
    void d22_inARaceWithShutdownAJobRunsOrIsRefused() throws Exception {
        for (int round = 0; round < 100; round++) {
            Race race = new Race();

            race.pool.shutdown();
            race.end();

            assertThat(race.ran.get())
                    .as("jobs that ran, of %s that were accepted, in round %d", race.accepted, round)
                    .isEqualTo(race.accepted.get());
        }
    }

    @Test
    @Tag("step-7")
    void d22_inARaceWithShutdownNowAJobRunsOrIsGivenBackOrRefused() throws Exception {
        for (int round = 0; round < 100; round++) {
            Race race = new Race();

            int givenBack = race.pool.shutdownNow().size();
            race.end();

            assertThat(race.ran.get() + givenBack)
                    .as(
                            "%s ran and %s were given back, of %s that were accepted, in round %d",
                            race.ran, givenBack, race.accepted, round)
                    .isEqualTo(race.accepted.get());
        }
    }

    /** Producers that go on submitting, and have begun, while the test ends the pool. */
    private final class Race {
        final ThreadPool pool = pool(2, 1000);
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

    // Helpers

    private ThreadPool pool(int workers, int queueCapacity) {
        ThreadPool pool = new ThreadPool("pool", workers, queueCapacity, work -> {
            Thread thread = new Thread(work, "worker");
            threads.add(thread);
            return thread;
        });
        pools.add(pool);
        return pool;
    }

    private void awaitIdle() throws InterruptedException {
        Soon.isTrue(
                () -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING),
                "the workers wait");
    }

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

    private static boolean offer(ThreadPool pool, Runnable job) {
        try {
            pool.execute(job);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void end(ThreadPool pool) throws InterruptedException {
        pool.shutdown();
        Soon.ends(pool, "the pool drains and ends after shutdown");
    }
}
