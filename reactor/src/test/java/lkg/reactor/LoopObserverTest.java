package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lkg.timer.Timer;
import lkg.timer.TimerQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a loop tells its observer, and in which order. */
@Tag("inside")
class LoopObserverTest {

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Probe probe = new Probe();
    private EventLoopGroup loops;
    private Pipe pipe;

    @BeforeEach
    void start() throws IOException {
        loops = EventLoopGroup.start("observed", 1, Recorder::new, failure -> {});
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        probe.whenClosed = closed::countDown;
    }

    @AfterEach
    void stop() throws IOException {
        loops.shutdownNow();
        pipe.sink().close();
    }

    @Test
    void aChannelIsArmedTakenAndClosed() throws Exception {
        register(Runnable::run, Await.readable(Duration.ofSeconds(10)));
        pipe.sink().write(ByteBuffer.allocate(1));
        closed.await();

        assertThat(ofTheChannel())
                .containsExactly(
                        "armed readable within PT10S, timer in the queue", "taken", "closed, timer not in the queue");
    }

    @Test
    void aDeadlineIsDueBeforeItsHandlerIsCalled() throws Exception {
        register(Runnable::run, Await.pause(Duration.ofMillis(1)));
        closed.await();

        assertThat(ofTheChannel()).containsSubsequence("due", "closed, timer not in the queue");
    }

    @Test
    void aWorkerHandsItsAnswerInAndWakesTheLoop() throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker"));
        register(worker, Await.readable());
        pipe.sink().write(ByteBuffer.allocate(1));
        closed.await();
        worker.shutdown();

        assertThat(steps)
                .containsSubsequence(
                        "taken",
                        "a task is handed in by worker",
                        "woken up by worker",
                        "task",
                        "closed, timer not in the queue");
    }

    @Test
    void aWakeUpIsToldBeforeTheHandlerIsTaken() throws Exception {
        register(Runnable::run, Await.woken());
        probe.wakeUp.run();
        closed.await();

        assertThat(ofTheChannel())
                .containsExactly(
                        "armed woken, timer not in the queue", "woken", "taken", "closed, timer not in the queue");
    }

    /** Its handler hears of it later, on its own thread. */
    @Test
    void aChannelWhoseHandlerIsAtWorkWhenTheLoopEndsIsClosed() throws Exception {
        List<Runnable> atWork = new CopyOnWriteArrayList<>();
        register(atWork::add, Await.readable());
        pipe.sink().write(ByteBuffer.allocate(1));
        while (atWork.isEmpty()) {
            Thread.onSpinWait();
        }

        loops.shutdownNow();
        loops.awaitTermination(Duration.ofSeconds(10));

        assertThat(ofTheChannel())
                .containsExactly("armed readable, timer not in the queue", "taken", "closed, timer not in the queue");
    }

    /** Another thread may hand in a task before the loop's own thread has done anything. */
    @Test
    void theNameOfTheLoopIsKnownBeforeAnybodyHasTheLoop() {
        assertThat(steps)
                .first()
                .isEqualTo(
                        "observed-1 begins, told by " + Thread.currentThread().getName());
    }

    @Test
    void eachTurnBeginsAfterAWait() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        loops.next().execute(ran::countDown);
        ran.await();

        List<String> turns =
                steps.stream().filter(step -> step.matches("wait|turn|task")).toList();

        assertThat(turns).startsWith("wait", "turn", "task");
    }

    private void register(java.util.concurrent.Executor executor, Await first) throws InterruptedException {
        CountDownLatch registered = new CountDownLatch(1);
        loops.next().execute(() -> {
            try {
                loops.next().register(pipe.source(), probe::wokenBy, executor, first);
                registered.countDown();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        registered.await();
    }

    private List<String> ofTheChannel() {
        return steps.stream()
                .filter(step -> step.matches("(armed|taken|woken$|due|closed).*"))
                .filter(step -> !step.startsWith("woken up"))
                .toList();
    }

    private final class Recorder implements LoopObserver {

        private TimerQueue timers = new TimerQueue();

        @Override
        public void onStart(String loop, TimerQueue queue) {
            timers = queue;
            steps.add(loop + " begins, told by " + Thread.currentThread().getName());
        }

        @Override
        public void onWait(long nanos) {
            steps.add("wait");
        }

        @Override
        public void onTurn() {
            steps.add("turn");
        }

        @Override
        public void onTaskQueued() {
            steps.add("a task is handed in by " + Thread.currentThread().getName());
        }

        @Override
        public void onWakeUp() {
            steps.add("woken up by " + Thread.currentThread().getName());
        }

        @Override
        public void onTask() {
            steps.add("task");
        }

        @Override
        public void onWoken(EventHandler handler) {
            steps.add("woken");
        }

        @Override
        public void onTaken(EventHandler handler) {
            steps.add("taken");
        }

        @Override
        public void onDue(EventHandler handler) {
            steps.add("due");
        }

        @Override
        public void onArmed(EventHandler handler, Await waitsFor, Timer deadline) {
            steps.add("armed " + waitsFor + ", timer " + place(deadline));
        }

        @Override
        public void onClosed(EventHandler handler, Timer deadline) {
            steps.add("closed, timer " + place(deadline));
        }

        private String place(Timer deadline) {
            boolean isIn = timers.nodes(10).stream().anyMatch(node -> node.timer() == deadline);
            return isIn ? "in the queue" : "not in the queue";
        }
    }
}
