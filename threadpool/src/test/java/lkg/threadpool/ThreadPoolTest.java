package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One worker, one idea at a time. What takes several threads to go wrong is in {@link ThreadPoolConcurrencyTest}. */
class ThreadPoolTest {

    private static final Runnable NOTHING = () -> {};

    private final Gate gate = new Gate();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final ThreadPool pool = new ThreadPool("pool", 1, 3);

    @AfterEach
    void end() throws InterruptedException {
        gate.open();
        pool.shutdownNow();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS))
                .as("the pool ends after shutdownNow")
                .isTrue();
    }

    // Running

    @Test
    void aJobRunsOnAWorker() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();

        pool.execute(() -> thread.complete(Thread.currentThread().getName()));

        assertThat(thread.get(10, TimeUnit.SECONDS)).isEqualTo("pool-1");
    }

    @Test
    void jobsRunInTheOrderInWhichTheyCame() throws Exception {
        occupyTheWorker();
        pool.execute(() -> ran.add("a"));
        pool.execute(() -> ran.add("b"));
        pool.execute(() -> ran.add("c"));

        gate.open();
        drain();

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void aJobMustNotBeNull() {
        assertThatThrownBy(() -> pool.execute(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aPoolNeedsAWorkerAndRoomForAJob() {
        assertThatThrownBy(() -> new ThreadPool("pool", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ThreadPool("pool", 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void submittedCallablesGiveTheirResults() throws Exception {
        Future<Integer> answer = pool.submit(() -> 6 * 7);

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(42);
    }

    @Test
    void invokeAllRunsAll() throws Exception {
        List<Callable<String>> jobs = List.of(() -> "a", () -> "b", () -> "c");

        assertThat(pool.invokeAll(jobs)).extracting(Future::get).containsExactly("a", "b", "c");
    }

    @Test
    void aSubmittedJobThatThrowsGivesItsExceptionToWhoeverAsksForTheResult() {
        Future<?> failed = pool.submit(() -> {
            throw new IllegalStateException("on purpose");
        });

        assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("on purpose");
    }

    // The bound

    @Test
    void d20_aJobBeyondTheQueuesCapacityIsRefusedAtOnce() throws Exception {
        occupyTheWorker();
        pool.execute(NOTHING);
        pool.execute(NOTHING);
        assertThatCode(() -> pool.execute(NOTHING))
                .as("the third of three that may wait")
                .doesNotThrowAnyException();

        assertThatThrownBy(() -> pool.execute(NOTHING))
                .as("the fourth")
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("3");
        assertThat(pool.queueDepth()).isEqualTo(3);
    }

    @Test
    void thereIsRoomAgainAfterAJobHasBeenTakenUp() throws Exception {
        occupyTheWorker();
        Gate second = new Gate();
        pool.execute(second);
        pool.execute(NOTHING);
        pool.execute(NOTHING);

        gate.open();
        second.awaitEntered();

        assertThat(pool.queueDepth()).isEqualTo(2);
        assertThatCode(() -> pool.execute(NOTHING)).doesNotThrowAnyException();
        second.open();
    }

    @Test
    void thePoolGoesOnAfterARefusal() throws Exception {
        occupyTheWorker();
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> ran.add("job"));
        }
        assertThatThrownBy(() -> pool.execute(NOTHING)).isInstanceOf(RejectedExecutionException.class);

        gate.open();
        drain();

        assertThat(ran).hasSize(3);
    }

    // Failing jobs

    @Test
    void d21_aJobThatThrowsDoesNotEndItsWorker() throws Exception {
        pool.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        pool.execute(() -> {
            throw new StackOverflowError("on purpose");
        });
        CompletableFuture<String> thread = new CompletableFuture<>();
        pool.execute(() -> thread.complete(Thread.currentThread().getName()));

        assertThat(thread.get(10, TimeUnit.SECONDS))
                .as("the one worker of this pool is still there")
                .isEqualTo("pool-1");
    }

    @Test
    void d21_neitherDoesAJobWhoseExceptionCannotBeLogged() throws Exception {
        pool.execute(() -> {
            throw new IllegalStateException() {
                @Override
                public String toString() {
                    throw this;
                }
            };
        });
        CompletableFuture<String> thread = new CompletableFuture<>();
        pool.execute(() -> thread.complete(Thread.currentThread().getName()));

        assertThat(thread.get(10, TimeUnit.SECONDS))
                .as("the one worker of this pool is still there")
                .isEqualTo("pool-1");
    }

    @Test
    void aWorkerKnowsWhoseItIs() throws Exception {
        CompletableFuture<Boolean> inPool = new CompletableFuture<>();
        pool.execute(() -> inPool.complete(pool.inPool()));

        assertThat(inPool.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.inPool()).as("the test's own thread").isFalse();
    }

    @Test
    void ifAThreadCannotBeStartedThoseBeforeItEnd() throws Exception {
        List<Thread> started = new ArrayList<>();
        BiFunction<Runnable, String, Thread> threads = (work, name) -> new Thread(work, name) {
            @Override
            public synchronized void start() {
                if (started.size() == 2) {
                    throw new OutOfMemoryError("unable to create native thread, on purpose");
                }
                super.start();
                started.add(this);
            }
        };

        assertThatThrownBy(() -> new ThreadPool("short", 3, 1, threads)).hasMessageContaining("on purpose");

        for (Thread thread : started) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void anInterruptThatAJobLeavesBehindDoesNotReachTheNextOne() throws Exception {
        pool.execute(() -> Thread.currentThread().interrupt());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        pool.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void anIdleWorkerKeepsNothingOfItsLastJobAlive() throws Exception {
        WeakReference<Runnable> job = runAndForget();

        await("the garbage collector finds the job").until(() -> {
            System.gc();
            return job.get() == null;
        });
    }

    /** In a method of its own, so that nothing of the test's stack refers to the job afterwards. */
    private WeakReference<Runnable> runAndForget() throws InterruptedException {
        Gate job = new Gate();
        pool.execute(job);
        job.awaitEntered();
        job.open();
        return new WeakReference<>(job);
    }

    // Ending

    @Test
    void d22_shutdownStillRunsWhatWasAccepted() throws Exception {
        occupyTheWorker();
        pool.execute(() -> ran.add("a"));
        pool.execute(() -> ran.add("b"));

        pool.shutdown();
        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated())
                .as("terminated before the jobs have run")
                .isFalse();
        gate.open();

        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).containsExactly("a", "b");
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void d22_aJobAfterShutdownIsRefusedAndNotLostInSilence() {
        pool.shutdown();

        assertThatThrownBy(() -> pool.execute(NOTHING))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("shut down");
    }

    @Test
    void anIdlePoolEndsAtShutdown() throws Exception {
        pool.shutdown();

        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS))
                .as("the idle worker hears of the end")
                .isTrue();
    }

    @Test
    void d22_shutdownNowGivesBackWhatNeverRan() throws Exception {
        occupyTheWorker();
        Runnable first = () -> ran.add("a");
        Runnable second = () -> ran.add("b");
        pool.execute(first);
        pool.execute(second);

        List<Runnable> neverRan = pool.shutdownNow();

        assertThat(neverRan).containsExactly(first, second);
        assertThat(pool.queueDepth()).isZero();
        gate.open();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).as("what was given back").isEmpty();
    }

    @Test
    void shutdownNowInterruptsTheJobThatIsRunning() throws Exception {
        occupyTheWorker();

        pool.shutdownNow();

        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.wasInterrupted()).isTrue();
    }

    @Test
    void shutdownNowAfterShutdownStopsTheDraining() throws Exception {
        occupyTheWorker();
        Runnable waiting = () -> ran.add("a");
        pool.execute(waiting);
        pool.shutdown();

        assertThat(pool.shutdownNow()).containsExactly(waiting);

        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isEmpty();
    }

    @Test
    void shutdownAfterShutdownNowDoesNotGoBack() throws Exception {
        occupyTheWorker();
        pool.shutdownNow();

        pool.shutdown();

        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> pool.execute(NOTHING)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void awaitTerminationTellsWhenItsTimeIsUp() throws Exception {
        occupyTheWorker();
        pool.shutdown();

        assertThat(pool.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void awaitTerminationCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pool.awaitTermination(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    // Helpers

    private void occupyTheWorker() throws InterruptedException {
        pool.execute(gate);
        gate.awaitEntered();
    }

    private void drain() throws InterruptedException {
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
