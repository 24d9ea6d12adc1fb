package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One worker, one idea at a time. What takes several threads to go wrong is in {@link ThreadPoolConcurrencyTest}. */
class ThreadPoolTest {

    private static final Runnable NOTHING = () -> {};

    private final Gate gate = new Gate();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final ThreadPool pool = new ThreadPool("pool", 1, 3, this::remembered);

    @AfterEach
    void end() {
        gate.open();
        Soon.stop(pool);
    }

    private Thread remembered(Runnable work) {
        Thread thread = new Thread(work, "worker " + (threads.size() + 1));
        threads.add(thread);
        return thread;
    }

    // Running

    @Test
    @Tag("step-1")
    void aJobRunsOnAWorker() throws Exception {
        assertThat(Soon.get(nameOfItsThread(pool), "a job runs"))
                .as("the thread of a job: that which the factory has made")
                .isEqualTo("worker 1");
    }

    @Test
    @Tag("step-1")
    void withoutAFactoryThreadsAreCalledLikeThePool() throws Exception {
        ThreadPool named = new ThreadPool("named", 1, 1);

        assertThat(Soon.get(nameOfItsThread(named), "a job runs"))
                .as("the thread of a job, in a pool that is called 'named'")
                .isEqualTo("named-1");
        Soon.stop(named);
    }

    @Test
    @Tag("step-1")
    void executeDoesNotWaitForTheJob() throws Exception {
        occupyTheWorker();
        Thread caller = new Thread(() -> pool.execute(NOTHING), "caller of execute");
        caller.setDaemon(true);

        caller.start();

        Soon.ends(caller, "execute returns while another job is running");
        gate.open();
        gate.awaitLeft();
    }

    @Test
    @Tag("step-1")
    void jobsRunInTheOrderInWhichTheyCame() throws Exception {
        occupyTheWorker();
        pool.execute(() -> ran.add("a"));
        pool.execute(() -> ran.add("b"));
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        pool.execute(() -> last.complete(ran.add("c")));

        gate.open();

        Soon.get(last, "the last of three jobs runs that have waited for the worker");
        assertThat(ran).as("jobs that ran, in this order").containsExactly("a", "b", "c");
    }

    @Test
    @Tag("step-1")
    void aJobMustNotBeNull() {
        assertThatThrownBy(() -> pool.execute(null), "execute(null)").isInstanceOf(NullPointerException.class);
    }

    /** A worker that looks for jobs again and again, or wakes from time to time, never waits like that. */
    @Test
    @Tag("step-1")
    void anIdleWorkerWaitsWithoutALimit() throws Exception {
        Thread worker = threads.get(0);
        Soon.isTrue(
                () -> worker.getState() == Thread.State.WAITING,
                "a worker without a job waits without a limit of time (WAITING); it is " + worker.getState());

        Soon.get(nameOfItsThread(pool), "a job runs");

        Soon.isTrue(
                () -> worker.getState() == Thread.State.WAITING,
                "a worker waits again when its job has run (WAITING); it is " + worker.getState());
    }

    // The bound

    @Test
    @Tag("step-3")
    void aPoolNeedsAWorkerAndRoomForAJob() {
        assertThatThrownBy(() -> new ThreadPool("pool", 0, 1), "a pool without a worker")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ThreadPool("pool", 1, 0), "a pool without room for a job")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("step-3")
    void d20_aJobBeyondTheQueuesCapacityIsRefusedAtOnce() throws Exception {
        occupyTheWorker();
        assertThat(pool.queueDepth()).as("jobs that wait, when one is running").isZero();
        assertThat(pool.busyWorkers())
                .as("workers at work, when one is running")
                .isEqualTo(1);
        pool.execute(NOTHING);
        pool.execute(NOTHING);
        assertThatCode(() -> pool.execute(NOTHING))
                .as("the third of three that may wait")
                .doesNotThrowAnyException();

        assertThatThrownBy(() -> pool.execute(NOTHING), "the fourth of three that may wait")
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.queueDepth()).as("jobs that wait").isEqualTo(3);
    }

    @Test
    @Tag("step-3")
    void aWorkerWithoutAJobIsNotBusy() throws Exception {
        ThreadPool two = new ThreadPool("two", 2, 1);
        try {
            Gate job = new Gate();
            two.execute(job);
            job.awaitEntered();
            Soon.isTrue(() -> two.busyWorkers() == 1, "one of two workers is busy, with the only job");
            job.open();
            Soon.isTrue(() -> two.busyWorkers() == 0, "no worker is busy when the only job has run");
        } finally {
            Soon.stop(two);
        }
    }

    @Test
    @Tag("step-3")
    void thereIsRoomAgainAfterAJobHasBeenTakenUp() throws Exception {
        occupyTheWorker();
        Gate second = new Gate();
        pool.execute(second);
        pool.execute(NOTHING);
        pool.execute(NOTHING);

        gate.open();
        second.awaitEntered();

        assertThat(pool.queueDepth())
                .as("jobs that wait, when one of three was taken up")
                .isEqualTo(2);
        assertThatCode(() -> pool.execute(NOTHING))
                .as("a job, when one of three was taken up")
                .doesNotThrowAnyException();
        second.open();
    }

    @Test
    @Tag("step-3")
    void aRefusedJobNeverRunsAndThePoolGoesOn() throws Exception {
        occupyTheWorker();
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> ran.add("accepted"));
        }
        assertThatThrownBy(() -> pool.execute(() -> ran.add("refused")), "the fourth of three that may wait")
                .isInstanceOf(RejectedExecutionException.class);

        gate.open();

        Soon.isTrue(() -> ran.size() >= 3, "the three jobs run that were accepted");
        Soon.get(nameOfItsThread(pool), "another job runs after the refusal");
        assertThat(ran).as("jobs that ran").containsExactly("accepted", "accepted", "accepted");
    }

    // Failing jobs

    @Test
    @Tag("step-4")
    void d21_aJobThatThrowsDoesNotEndItsWorker() throws Exception {
        pool.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        pool.execute(() -> {
            throw new StackOverflowError("on purpose");
        });

        assertThat(Soon.get(nameOfItsThread(pool), "a job runs after one that threw an exception and one an error"))
                .as("the thread of that job: the one worker of this pool")
                .isEqualTo("worker 1");
    }

    @Test
    @Tag("step-4")
    void d21_neitherDoesAJobWhoseExceptionCannotBeLogged() throws Exception {
        pool.execute(() -> {
            throw new IllegalStateException() {
                @Override
                public String toString() {
                    throw this;
                }
            };
        });

        assertThat(Soon.get(nameOfItsThread(pool), "a job runs after one whose exception throws when it is printed"))
                .as("the thread of that job: the one worker of this pool")
                .isEqualTo("worker 1");
    }

    @Test
    @Tag("step-4")
    void aSubmittedJobGivesItsResultOrItsException() throws Exception {
        Future<Integer> answer = pool.submit(() -> 6 * 7);
        assertThat(Soon.get(answer, "a submitted job gives its result"))
                .as("the result of a submitted job")
                .isEqualTo(42);

        IllegalStateException failure = new IllegalStateException("on purpose");
        Future<?> failed = pool.submit(() -> {
            throw failure;
        });
        assertThatThrownBy(
                        () -> Soon.get(failed, "a submitted job gives its exception"),
                        "the result of a job that throws")
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
    }

    @Test
    @Tag("step-4")
    void invokeAllRunsAll() throws Exception {
        List<Callable<String>> jobs = List.of(() -> "a", () -> "b", () -> "c");

        assertThat(pool.invokeAll(jobs, 8, TimeUnit.SECONDS))
                .as("the results of three jobs for one worker")
                .extracting(Future::get)
                .containsExactly("a", "b", "c");
    }

    @Test
    @Tag("step-4")
    void anInterruptThatAJobLeavesBehindDoesNotReachTheNextOne() throws Exception {
        pool.execute(() -> Thread.currentThread().interrupt());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        pool.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));

        assertThat(Soon.get(interrupted, "a job runs after one that interrupted its thread"))
                .as("it is interrupted, because the job before it interrupted its thread")
                .isFalse();
    }

    @Test
    @Tag("step-4")
    void anInterruptOfAnIdleWorkerNeitherEndsItNorReachesAJob() throws Exception {
        Thread worker = threads.get(0);
        Soon.isTrue(() -> worker.getState() == Thread.State.WAITING, "the worker is idle");
        worker.interrupt();
        Soon.isTrue(
                () -> !worker.isAlive() || worker.getState() == Thread.State.WAITING && !worker.isInterrupted(),
                "an idle worker that was interrupted waits again");

        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        pool.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));

        assertThat(Soon.get(interrupted, "a job runs on a worker that was interrupted when it was idle"))
                .as("the job is interrupted, because somebody interrupted its worker before")
                .isFalse();
    }

    @Test
    @Tag("step-4")
    void anIdleWorkerKeepsNothingOfItsLastJobAlive() throws Exception {
        WeakReference<Runnable> job = runAndForget();
        Thread worker = threads.get(0);
        Soon.isTrue(() -> worker.getState() == Thread.State.WAITING, "the worker is idle");

        // Many collectors need one collection, none needs as many as this allows.
        for (int i = 0; i < 20 && job.get() != null; i++) {
            System.gc();
        }

        assertThat(job.get())
                .as("what the pool still refers to, while its worker is idle: the last job that it ran")
                .isNull();
    }

    /** In a method of its own, so that nothing of the test's stack refers to the job afterwards. */
    private WeakReference<Runnable> runAndForget() throws InterruptedException {
        Gate job = new Gate();
        pool.execute(job);
        job.awaitEntered();
        job.open();
        job.awaitLeft();
        return new WeakReference<>(job);
    }

    // An orderly end

    @Test
    @Tag("step-5")
    void d22_shutdownStillRunsWhatWasAccepted() throws Exception {
        occupyTheWorker();
        pool.execute(() -> ran.add("a"));
        pool.execute(() -> ran.add("b"));
        assertThat(pool.isShutdown()).as("shut down, before shutdown").isFalse();

        pool.shutdown();
        assertThat(pool.isShutdown()).as("shut down, after shutdown").isTrue();
        assertThat(pool.isTerminated())
                .as("terminated, before the jobs have run")
                .isFalse();
        gate.open();

        Soon.ends(pool, "the pool ends after shutdown, when its jobs have run");
        assertThat(ran).as("jobs that had been accepted, and ran").containsExactly("a", "b");
        assertThat(pool.isTerminated()).as("terminated, when it has ended").isTrue();
        assertThat(gate.wasInterrupted())
                .as("the running job was interrupted by shutdown")
                .isFalse();
    }

    @Test
    @Tag("step-5")
    void d22_aJobAfterShutdownIsRefusedAndNotLostInSilence() throws Exception {
        occupyTheWorker();
        pool.shutdown();

        assertThatThrownBy(() -> pool.execute(NOTHING), "a job after shutdown")
                .isInstanceOf(RejectedExecutionException.class);
        gate.open();
        Soon.ends(pool, "the pool ends after shutdown");
        assertThatThrownBy(() -> pool.execute(NOTHING), "a job after the end")
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    @Tag("step-5")
    void anIdlePoolEndsAtShutdown() throws Exception {
        Soon.isTrue(() -> threads.get(0).getState() == Thread.State.WAITING, "the worker is idle");

        pool.shutdown();

        Soon.ends(pool, "a pool ends at shutdown, although its worker is idle");
        Soon.ends(threads.get(0), "the thread of the worker ends");
    }

    @Test
    @Tag("step-5")
    void anInterruptThatAJobLeavesBehindDoesNotReachTheNextOneAfterShutdownEither() throws Exception {
        occupyTheWorker();
        pool.execute(() -> Thread.currentThread().interrupt());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        pool.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));

        pool.shutdown();
        gate.open();

        assertThat(Soon.get(interrupted, "a job that was accepted before shutdown runs"))
                .as("it is interrupted, because the job before it interrupted its thread")
                .isFalse();
    }

    @Test
    @Tag("step-5")
    void aWorkerThatHasEndedIsNotBusy() throws Exception {
        pool.shutdown();
        Soon.ends(pool, "an idle pool ends at shutdown");

        assertThat(pool.busyWorkers())
                .as("workers at work, when the pool has ended")
                .isZero();
    }

    @Test
    @Tag("step-5")
    void awaitTerminationTellsWhenItsTimeIsUp() throws Exception {
        occupyTheWorker();
        pool.shutdown();

        assertThat(pool.awaitTermination(1, TimeUnit.MILLISECONDS))
                .as("awaitTermination(1 ms), while a job is running")
                .isFalse();
        assertThat(pool.awaitTermination(0, TimeUnit.MILLISECONDS))
                .as("awaitTermination(0), while a job is running")
                .isFalse();
    }

    @Test
    @Tag("step-5")
    void awaitTerminationHeedsTheUnitOfItsTime() throws Exception {
        FutureTask<Boolean> wait = new FutureTask<>(() -> pool.awaitTermination(1_000_000, TimeUnit.NANOSECONDS));
        Thread waiting = new Thread(wait);
        waiting.setDaemon(true);
        waiting.start();

        assertThat(Soon.get(wait, "awaitTermination(1,000,000 ns) returns, since its time is up"))
                .as("awaitTermination(1,000,000 ns), while the pool goes on")
                .isFalse();
    }

    @Test
    @Tag("step-5")
    void awaitTerminationCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () -> pool.awaitTermination(8, TimeUnit.SECONDS),
                        "awaitTermination of a thread that is interrupted")
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    @Tag("step-5")
    void awaitTerminationCanBeInterruptedWhileItWaits() throws Exception {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                outcome.complete("returned " + pool.awaitTermination(1, TimeUnit.DAYS));
            } catch (InterruptedException e) {
                outcome.complete("was interrupted");
            }
        });
        waiting.start();
        Soon.isTrue(
                () -> waiting.getState() == Thread.State.TIMED_WAITING || outcome.isDone(),
                "awaitTermination(1 day) waits, since the pool was not shut down");

        waiting.interrupt();

        assertThat(Soon.get(outcome, "awaitTermination of a thread that is interrupted comes to its end"))
                .as("what became of awaitTermination(1 day), which was interrupted while it waited")
                .isEqualTo("was interrupted");
    }

    @Test
    @Tag("step-5")
    void aPoolThatHasEndedStaysSo() throws Exception {
        pool.shutdown();
        Soon.ends(pool, "the pool ends after shutdown");

        pool.shutdown();

        assertThat(pool.isTerminated())
                .as("terminated, after a second shutdown")
                .isTrue();
        assertThat(pool.awaitTermination(0, TimeUnit.SECONDS))
                .as("awaitTermination(0), after a second shutdown")
                .isTrue();
    }

    // An abrupt end

    @Test
    @Tag("step-6")
    void d22_shutdownNowGivesBackWhatNeverRan() throws Exception {
        occupyTheWorker();
        Runnable first = () -> ran.add("a");
        Runnable second = () -> ran.add("b");
        pool.execute(first);
        pool.execute(second);

        List<Runnable> neverRan = pool.shutdownNow();

        assertThat(neverRan).as("the two jobs that waited, in order").containsExactly(first, second);
        assertThat(pool.queueDepth())
                .as("jobs that wait, when they were given back")
                .isZero();
        assertThat(pool.shutdownNow()).as("given back by a second call").isEmpty();
        assertThat(pool.isShutdown()).as("shut down").isTrue();
        Soon.ends(pool, "the pool ends after shutdownNow");
        assertThat(ran).as("jobs that ran, of those that were given back").isEmpty();
    }

    @Test
    @Tag("step-6")
    void shutdownNowInterruptsTheJobThatIsRunning() throws Exception {
        occupyTheWorker();

        pool.shutdownNow();

        Soon.ends(pool, "the pool ends after shutdownNow, although its job waits for ever unless it is interrupted");
        assertThat(gate.wasInterrupted()).as("the running job was interrupted").isTrue();
    }

    @Test
    @Tag("step-6")
    void shutdownNowWaitsForAJobThatDoesNotHeed() throws Exception {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        CompletableFuture<Boolean> goOn = new CompletableFuture<>();
        pool.execute(() -> {
            gate.run();
            seen.complete(gate.wasInterrupted());
            goOn.join();
        });
        gate.awaitEntered();

        pool.shutdownNow();

        Soon.get(seen, "the running job is interrupted");
        assertThat(pool.isTerminated())
                .as("terminated, while the job is still running")
                .isFalse();
        assertThat(pool.awaitTermination(1, TimeUnit.MILLISECONDS))
                .as("awaitTermination(1 ms), while the job is still running")
                .isFalse();
        goOn.complete(true);
        Soon.ends(pool, "the pool ends when its last job has run");
    }

    @Test
    @Tag("step-6")
    void shutdownNowAfterShutdownStopsTheDraining() throws Exception {
        occupyTheWorker();
        Runnable waiting = () -> ran.add("a");
        pool.execute(waiting);
        pool.shutdown();

        assertThat(pool.shutdownNow()).as("given back: the job that waited").containsExactly(waiting);

        Soon.ends(pool, "the pool ends after shutdown and shutdownNow");
        assertThat(ran).as("jobs that ran, of those that were given back").isEmpty();
    }

    @Test
    @Tag("step-6")
    void shutdownAfterShutdownNowDoesNotGoBack() throws Exception {
        occupyTheWorker();
        pool.shutdownNow();
        pool.shutdown();
        assertThatThrownBy(() -> pool.execute(NOTHING), "a job after both")
                .isInstanceOf(RejectedExecutionException.class);
        Soon.ends(pool, "the pool ends after shutdownNow and shutdown");

        pool.shutdown();
        assertThat(pool.isTerminated()).as("terminated, after another shutdown").isTrue();
        assertThat(pool.shutdownNow()).as("given back by a pool that has ended").isEmpty();
        assertThat(pool.isTerminated())
                .as("terminated, after another shutdownNow")
                .isTrue();
    }

    @Test
    @Tag("step-6")
    void ifAThreadCannotBeStartedThoseBeforeItEnd() throws Exception {
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread, on purpose");
        List<Thread> started = new ArrayList<>();
        ThreadFactory twoStart = work -> new Thread(work, "started " + (started.size() + 1)) {
            @Override
            public synchronized void start() {
                if (started.size() == 2) {
                    throw noThread;
                }
                super.start();
                started.add(this);
            }
        };

        assertThatThrownBy(() -> new ThreadPool("short", 3, 1, twoStart), "a pool whose third thread cannot be started")
                .isSameAs(noThread);

        assertThat(started).as("threads that were started").hasSize(2);
        for (Thread thread : started) {
            Soon.ends(thread, thread.getName() + " ends, because the pool was not made");
        }
    }

    // Helpers

    private void occupyTheWorker() throws InterruptedException {
        pool.execute(gate);
        gate.awaitEntered();
    }

    private static CompletableFuture<String> nameOfItsThread(ThreadPool pool) {
        CompletableFuture<String> name = new CompletableFuture<>();
        pool.execute(() -> name.complete(Thread.currentThread().getName()));
        return name;
    }
}
