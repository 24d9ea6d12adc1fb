package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loop tells of itself to those who watch it. */
@Tag("inside")
class LoopStatusTest {

    private static final Duration SLOW = Duration.ofNanos(LoopTurn.SLOW_NANOS + 1);

    private final CountDownLatch goOn = new CountDownLatch(1);
    private EventLoopGroup loops;
    private Pipe pipe;

    @BeforeEach
    void start() throws Exception {
        loops = EventLoopGroup.start("watched", 1, failure -> {});
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        loops.shutdownNow();
        pipe.source().close();
        pipe.sink().close();
    }

    @Test
    void aTurnLastsUntilTheLoopLooksAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        long startNanos = System.nanoTime();
        loops.next().execute(() -> {
            begun.countDown();
            await(goOn);
        });
        begun.await();

        Duration first = status().currentTurn();
        Duration second = status().currentTurn();

        assertThat(first).as("the task holds the loop up").isPositive();
        assertThat(second)
                .as("the same turn goes on")
                .isGreaterThan(first)
                .isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    @Test
    void aTurnOfMoreThanASecondShowsWhatBlocksTheLoop() {
        loops.next().execute(() -> await(goOn));

        LoopStatus status = status();
        while (status.stack().isEmpty()) {
            assertThat(status.currentTurn()).as("a turn without a stack").isLessThanOrEqualTo(Duration.ofSeconds(1));
            status = status();
        }

        assertThat(status.currentTurn()).as("a turn with a stack").isGreaterThan(Duration.ofSeconds(1));
        assertThat(status.stack())
                .extracting(StackTraceElement::getMethodName)
                .as("what the loop is doing")
                .contains("await", "turn");
    }

    @Test
    void aSlowTurnIsCountedAndIsTheLongest() throws Exception {
        runATask(() -> spin(SLOW));
        runATask(() -> {});
        runATask(() -> {});

        LoopStatus status = status();

        assertThat(status.slowTurns()).isPositive();
        assertThat(status.longestTurn())
                .as("the longest turn: a slow one, though shorter ones came after it")
                .isGreaterThanOrEqualTo(SLOW)
                .isLessThanOrEqualTo(status.busy());
        assertThat(status.turns()).isPositive();
    }

    @Test
    void aLoopThatHasEndedIsInNoTurn() throws Exception {
        loops.shutdownNow();
        loops.awaitTermination(Duration.ofSeconds(10));

        assertThat(status().ended()).isTrue();
        assertThat(status().currentTurn()).isZero();
        assertThat(loops.look(channels -> 0).get(0)).isCompletedExceptionally();
    }

    @Test
    void aChannelTellsHowLongItHasWaitedAndHowLongItWillWait() throws Exception {
        Duration timeout = Duration.ofMinutes(10);
        Probe handler = new Probe();
        runATask(() -> register(handler, Runnable::run, Await.readable(timeout)));

        ChannelStatus channel = channel();

        assertThat(channel.handler()).isSameAs(handler);
        assertThat(channel.loop()).isEqualTo("watched-1");
        assertThat(channel.isAtWork()).isFalse();
        assertThat(channel.waited().orElseThrow().plus(channel.timeLeft().orElseThrow()))
                .isEqualTo(timeout);
        assertThat(channel.timeLeft().orElseThrow())
                .as("the time left of 10 minutes, compared with the time that it has waited")
                .isGreaterThan(channel.waited().orElseThrow())
                .isLessThanOrEqualTo(timeout);
    }

    @Test
    void aChannelThatIsAtWorkOrHasNoDeadlineWaitsForNoTime() throws Exception {
        Probe handler = new Probe();
        Queue<Runnable> given = new ConcurrentLinkedQueue<>();
        runATask(() -> register(handler, given::add, Await.woken()));

        ChannelStatus waiting = channel();
        handler.wakeUp.run();
        runATask(() -> {});
        ChannelStatus atWork = channel();

        assertThat(waiting)
                .isEqualTo(new ChannelStatus("watched-1", handler, false, Optional.empty(), Optional.empty()));
        assertThat(given).as("events that wait for a thread").hasSize(1);
        assertThat(atWork).isEqualTo(new ChannelStatus("watched-1", handler, true, Optional.empty(), Optional.empty()));
    }

    @Test
    void aChannelThatWasClosedIsNotLookedAt() throws Exception {
        Probe handler = new Probe();
        CompletableFuture<Long> seen = new CompletableFuture<>();
        handler.whenClosed =
                () -> seen.complete(loops.look(Stream::count).get(0).join());
        runATask(() -> register(handler, Runnable::run, Await.woken()));

        handler.wakeUp.run();

        assertThat(Waits.get(seen, "the handler is told that its channel is closed"))
                .as("channels that one sees who looks when the only one has just been closed")
                .isZero();
    }

    @Test
    void aRecordingHasTheSlowTurns(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("recording.jfr");
        Probe handler = new Probe();
        handler.whenReady = () -> {
            spin(SLOW);
            return Await.closed();
        };
        runATask(() -> register(handler, Runnable::run, Await.readable()));
        try (Recording recording = new Recording()) {
            recording.enable("lkg.SlowTurn");
            recording.start();
            pipe.sink().write(ByteBuffer.allocate(1));
            handler.expect("onReady", "there is a byte to read");
            runATask(() -> {});
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);

        assertThat(events).as("slow turns in " + Files.size(file) + " bytes").isNotEmpty();
        assertThat(events.get(0).getDuration("turn")).isGreaterThanOrEqualTo(SLOW);
        assertThat(events)
                .extracting(event -> event.getInt("channels"))
                .as("channels of each turn")
                .contains(1);
        assertThat(events.get(0).getThread("eventThread").getJavaName()).isEqualTo("watched-1");
    }

    private void register(Probe handler, Executor executor, Await first) {
        try {
            loops.next().register(pipe.source(), handler::wokenBy, executor, first);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ChannelStatus channel() throws Exception {
        return loops.look(channels -> channels.toList()).get(0).get().get(0);
    }

    /** Returns when the turn has ended in which the task ran: the loop then waits. */
    private void runATask(Runnable task) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        loops.next().execute(task);
        loops.next().execute(done::countDown);
        done.await();
        long start = System.nanoTime();
        while (!status().currentTurn().isZero()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("how long the turn of a loop still goes on that has nothing to do")
                    .isLessThan(Duration.ofSeconds(5));
            Thread.onSpinWait();
        }
    }

    private LoopStatus status() {
        return loops.status().get(0);
    }

    private static void spin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
