package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
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
    private final CountDownLatch due = new CountDownLatch(1);
    private final CountDownLatch waitsForEver = new CountDownLatch(1);
    private final CountDownLatch waitsForADay = new CountDownLatch(1);
    private final Probe probe = new Probe();
    private volatile Runnable whenQueued = () -> {};
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
    void aHandlerIsCalledAfterItWasTakenAndBeforeItsChannelIsArmed() throws Exception {
        probe.whenReady = () -> {
            steps.add("called");
            probe.whenReady = Await::closed;
            return Await.woken();
        };
        register(Runnable::run, Await.woken());
        probe.wakeUp.run();
        probe.expect("onReady", "it was woken");
        probe.wakeUp.run();
        Waits.latch(closed, "the handler is woken, and answers closed");

        assertThat(steps.stream().filter(step -> step.matches("(armed|taken|called).*")))
                .as("steps of a handler that is woken twice, the first time with the call itself")
                .containsExactly(
                        "armed woken, timer not in the queue",
                        "taken",
                        "called",
                        "armed woken, timer not in the queue",
                        "taken");
    }

    /** Its wake-up ends its next wait, which the observer hears of first. */
    @Test
    void aWakeUpOfAHandlerAtWorkIsTold() throws Exception {
        BlockingQueue<Runnable> atWork = new LinkedBlockingQueue<>();
        probe.whenReady = () -> {
            probe.whenReady = Await::closed;
            return Await.woken();
        };
        register(atWork::add, Await.readable());
        pipe.sink().write(ByteBuffer.allocate(1));
        Runnable job = Waits.next(atWork, "the handler is given to its executor");
        probe.wakeUp.run();
        runATask();
        job.run();
        Waits.next(atWork, "the handler is given to its executor again, because it was woken")
                .run();
        Waits.latch(closed, "the handler answers closed");

        assertThat(ofTheChannel())
                .as("steps of a handler that is woken while it is at work")
                .containsExactly(
                        "armed readable, timer not in the queue",
                        "taken",
                        "woken",
                        "armed woken, timer not in the queue",
                        "taken",
                        "closed, timer not in the queue");
    }

    @Test
    void aDeadlineThatPassesWhileItsHandlerIsAtWorkIsTold() throws Exception {
        register(task -> {}, Await.readable(Duration.ofMillis(50)));
        pipe.sink().write(ByteBuffer.allocate(1));

        Waits.latch(due, "the observer hears of the deadline");
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

    @Test
    void aTaskIsToldBeforeItRuns() throws Exception {
        loops.next().execute(() -> steps.add("runs"));
        runATask();

        assertThat(steps)
                .as("steps of a loop that runs two tasks, the first of which says that it runs")
                .containsSubsequence("task", "runs", "task");
    }

    /** What the observer queues while it is told of a task is before that task. */
    @Test
    void aTaskIsToldBeforeItIsQueued() throws Exception {
        whenQueued = () -> {
            whenQueued = () -> {};
            loops.next().execute(() -> steps.add("runs first"));
        };

        loops.next().execute(() -> steps.add("runs second"));
        runATask();

        assertThat(steps)
                .as("steps of two tasks, of which the observer queued the first when it was told of the second")
                .containsSubsequence("runs first", "runs second");
    }

    @Test
    void aWaitIsToldWithItsLimit() throws Exception {
        Waits.latch(waitsForEver, "a loop without timers and tasks waits without a limit, and says so");

        register(Runnable::run, Await.pause(Duration.ofDays(1)));

        Waits.latch(waitsForADay, "a loop whose first deadline is in a day waits for so long, and says so");
    }

    /** A turn may have several channels, or none. */
    @Test
    void waitsAndTurnsTakeTurns() throws Exception {
        Pipe other = Pipe.open();
        other.source().configureBlocking(false);
        try (Pipe.SinkChannel sink = other.sink()) {
            register(Runnable::run, Await.readable());
            CountDownLatch bothHaveArrived = new CountDownLatch(1);
            loops.next().execute(() -> {
                register(other, new Probe(), Runnable::run, Await.readable());
                Waits.latch(bothHaveArrived, "the test goes on");
            });
            pipe.sink().write(ByteBuffer.allocate(1));
            sink.write(ByteBuffer.allocate(1));
            bothHaveArrived.countDown();
            Waits.latch(closed, "the handler is called, and answers closed");
            runATask();
        }

        assertThat(steps.stream().filter(step -> step.matches("taken")))
                .as("channels that were ready, both in one turn")
                .hasSize(2);
        String waitsAndTurns =
                steps.stream().filter(step -> step.matches("wait|turn")).collect(Collectors.joining(" "));
        assertThat(waitsAndTurns)
                .as("waits and turns: each wait is followed by one turn")
                .matches("(wait turn ?)+(wait)?");
    }

    private void runATask() throws Exception {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        loops.next().execute(() -> ran.complete(null));
        Waits.get(ran, "the loop runs a task");
    }

    private void register(Executor executor, Await first) throws Exception {
        CompletableFuture<Void> registered = new CompletableFuture<>();
        loops.next().execute(() -> {
            register(pipe, probe, executor, first);
            registered.complete(null);
        });
        Waits.get(registered, "the loop runs a task");
    }

    private void register(Pipe channel, Probe handler, Executor executor, Await first) {
        try {
            loops.next().register(channel.source(), handler::wokenBy, executor, first);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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
            if (nanos == TimerQueue.NONE) {
                waitsForEver.countDown();
            } else if (Duration.ofNanos(nanos).toHours() == 23) {
                waitsForADay.countDown();
            }
        }

        @Override
        public void onTurn() {
            steps.add("turn");
        }

        @Override
        public void onTaskQueued() {
            steps.add("a task is handed in by " + Thread.currentThread().getName());
            whenQueued.run();
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
            due.countDown();
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
