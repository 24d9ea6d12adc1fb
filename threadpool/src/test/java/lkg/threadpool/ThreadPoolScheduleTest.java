package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.schedule.Schedules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The races of the pool, each in many schedules: see docs/schedules.md. */
@Tag("step-7")
@ExtendWith(Schedules.class)
class ThreadPoolScheduleTest {

    private static final Runnable NOTHING = () -> {};

    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();

    @Test
    void aJobIsTakenUpHoweverItMeetsAWorkerThatGoesToSleep() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 1, 1);
        CountDownLatch taken = new CountDownLatch(1);

        pool.execute(taken::countDown);

        taken.await();
        pool.shutdown();
        assertEnds(pool);
    }

    @Test
    void d22_executeAgainstShutdownAJobRunsOrIsRefused() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 1, 1);
        Thread producer = start("producer", () -> submit(pool, ran::incrementAndGet));

        pool.shutdown();

        producer.join();
        assertEnds(pool);
        assertThat(ran.get()).as("jobs that ran, of those that were accepted").isEqualTo(accepted.get());
    }

    @Test
    void d22_executeAgainstShutdownNowAJobRunsOrIsGivenBackOrRefused() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 1, 2);
        Thread producer = start("producer", () -> {
            submit(pool, ran::incrementAndGet);
            submit(pool, ran::incrementAndGet);
        });

        int givenBack = pool.shutdownNow().size();

        producer.join();
        assertEnds(pool);
        assertThat(ran.get() + givenBack)
                .as("%s jobs ran and %s were given back, of those that were accepted", ran, givenBack)
                .isEqualTo(accepted.get());
    }

    @Test
    void twoThreadsThatShutDownNowGetEachJobOnce() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 1, 3);
        for (int i = 0; i < 3; i++) {
            submit(pool, ran::incrementAndGet);
        }
        List<Runnable> toOther = new ArrayList<>();
        Thread other = start("other", () -> toOther.addAll(pool.shutdownNow()));

        int givenBack = pool.shutdownNow().size();

        other.join();
        assertEnds(pool);
        assertThat(ran.get() + givenBack + toOther.size())
                .as("%s of 3 jobs ran; %s and %s were given back", ran, givenBack, toOther.size())
                .isEqualTo(3);
    }

    @Test
    void twoWorkersTakeUpTwoJobs() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 2, 2);
        CountDownLatch both = new CountDownLatch(2);
        Thread producer = start("producer", () -> submit(pool, () -> meet(both)));

        submit(pool, () -> meet(both));

        producer.join();
        both.await();
        pool.shutdown();
        assertEnds(pool);
    }

    /** Two workers that wait, one of which is told of a job that somebody else takes. */
    @Test
    void aWorkerWhoseJobWasTakenByAnotherGoesOn() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 2, 3);
        submit(pool, NOTHING);
        submit(pool, NOTHING);
        submit(pool, NOTHING);
        while (pool.queueDepth() > 0) {
            Thread.yield();
        }
        CountDownLatch both = new CountDownLatch(2);

        submit(pool, () -> meet(both));
        submit(pool, () -> meet(both));

        both.await();
        pool.shutdown();
        assertEnds(pool);
    }

    @Test
    void everybodyWhoWaitsForTheEndIsTold() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 2, 1);
        Thread other = start("other", () -> assertEnds(pool));

        pool.shutdown();

        assertEnds(pool);
        other.join();
    }

    @Test
    void aPoolHasNotTerminatedWhileAJobRuns() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 2, 2);
        for (int i = 0; i < 2; i++) {
            submit(pool, () -> {
                Thread.yield();
                ran.incrementAndGet();
            });
        }
        pool.shutdown();

        assertEnds(pool);
        assertThat(ran.get()).as("jobs that ran before the pool had terminated").isEqualTo(2);
    }

    /** A job that waits for what never comes: only the interrupt of shutdownNow can end it. */
    @Test
    void aJobThatIsNotGivenBackIsInterruptedHoweverShortlyBeforeItWasTaken() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 1, 1);
        submit(pool, () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ran.incrementAndGet();
            }
        });

        int givenBack = pool.shutdownNow().size();

        assertEnds(pool);
        assertThat(ran.get() + givenBack)
                .as("the job was interrupted %s times and given back %s times", ran, givenBack)
                .isEqualTo(1);
    }

    @Test
    void neverMoreJobsWaitThanMay() throws Exception {
        ThreadPool pool = new ThreadPool("pool", 1, 1);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        submit(pool, () -> {
            started.countDown();
            await(goOn);
        });
        await(started);
        Thread producer = start("producer", () -> submit(pool, NOTHING));

        submit(pool, NOTHING);

        producer.join();
        int waiting = pool.queueDepth();
        goOn.countDown();
        pool.shutdown();
        assertEnds(pool);
        assertThat(waiting).as("jobs that wait for the one busy worker").isEqualTo(1);
        assertThat(accepted.get())
                .as("jobs that were accepted, with the one that runs")
                .isEqualTo(2);
    }

    private void submit(ThreadPool pool, Runnable job) {
        try {
            pool.execute(job);
            accepted.incrementAndGet();
        } catch (RejectedExecutionException e) {
            // Then it does not count.
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.start();
        return thread;
    }

    private static void meet(CountDownLatch all) {
        all.countDown();
        await(all);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end. The day is that of the schedule: it passes at once, when nobody can go on. */
    private static void assertEnds(ThreadPool pool) {
        try {
            assertThat(pool.awaitTermination(1, TimeUnit.DAYS))
                    .as("the pool ends")
                    .isTrue();
            assertThat(System.nanoTime())
                    .as("nanoseconds until the end was noticed: whoever waits for it must be told")
                    .isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
