package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("inside")
class LoopLogTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final int CAPACITY = 100;

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final RecordingLogger backend = new RecordingLogger();
    private final LogQueue queue = new LogQueue(CAPACITY, backend);
    private final LoopLog log = new LoopLog(backend, queue);
    private final List<Throwable> givenToProgram = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        backend.unblock();
    }

    @Test
    void linesReachTheBackendInOrderAndOnAnotherThread() throws Exception {
        log.error("a", new IOException("b"));
        log.warn("c", new IOException("d"));
        log.warn("e {}");
        log.info("f");
        log.debug("not enabled", new IOException("g"));
        backend.debugIsEnabled = true;
        log.debug("h", new IOException("i"));

        assertThat(queue.flush(LONG)).isTrue();
        assertThat(backend.lines)
                .containsExactly(
                        "ERROR a | java.io.IOException: b",
                        "WARN c: java.io.IOException: d",
                        "WARN e {}",
                        "INFO f",
                        "DEBUG h: java.io.IOException: i");
        assertThat(backend.writer).isNotSameAs(Thread.currentThread());
        assertThat(backend.writer.isDaemon()).isTrue();
    }

    @Test
    void aLoopWhoseHandlersFailGoesOnWhileTheBackendIsBlocked() throws Exception {
        backend.block();
        new LoopLog(backend, LoopLog.SHARED).warn("blocks the thread of all logs");
        Waits.latch(backend.blocked, "the backend is given a line");
        HandlerCall failing = () -> {
            throw new IllegalStateException("thrown on purpose");
        };
        for (int i = 0; i < 5000; i++) {
            loop.execute(failing::result);
        }
        Probe probe = new Probe();
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        probe.expect("onReady", "a byte has arrived: the loop still answers");
        assertThat(LoopLog.flush(SHORT)).as("the backend is blocked").isFalse();
        backend.unblock();
        assertThat(LoopLog.flush(LONG)).isTrue();
    }

    @Test
    void linesBeyondTheCapacityAreDroppedAndCounted() throws Exception {
        backend.block();
        log.warn("written when the backend is unblocked");
        Waits.latch(backend.blocked, "the backend is given a line");
        for (int i = 0; i < 5000; i++) {
            log.warn("line " + i);
        }

        backend.unblock();

        assertThat(queue.flush(LONG)).isTrue();
        assertThat(backend.lines)
                .hasSize(1 + CAPACITY + 1)
                .contains("WARN line 0", "WARN line 99")
                .endsWith("WARN log lines that were dropped, because the log could not take them in time: 4900");
        log.warn("there is room again");
        assertThat(queue.flush(LONG)).isTrue();
        assertThat(backend.lines).endsWith("WARN there is room again");
    }

    @Test
    void linesThatWereDroppedAreCountedWithoutAnotherLineOrAFlush() throws Exception {
        LogQueue small = new LogQueue(1, backend);
        backend.block();
        small.add(() -> backend.info("written when the backend is unblocked"));
        Waits.latch(backend.blocked, "the backend is given a line");
        small.add(() -> backend.info("waits"));
        small.add(() -> backend.info("dropped"));

        backend.unblock();
        backend.writer.join(LONG.toMillis());

        assertThat(backend.lines)
                .hasSize(3)
                .endsWith("WARN log lines that were dropped, because the log could not take them in time: 1");
    }

    @Test
    void aFlushWaitsNoLongerThanItMayAndSaysWhatWasDroppedBefore() throws Exception {
        backend.block();
        log.warn("written when the backend is unblocked");
        Waits.latch(backend.blocked, "the backend is given a line");
        queue.drop();

        assertThat(queue.flush(SHORT)).as("flush while the backend is blocked").isFalse();
        backend.unblock();

        assertThat(queue.flush(LONG)).as("flush when the backend is free").isTrue();
        assertThat(backend.lines)
                .contains("WARN log lines that were dropped, because the log could not take them in time: 1");
    }

    @Test
    void aLineThatCannotBeQueuedCountsAsDropped() throws Exception {
        backend.failsWhenAsked = true;
        log.error("lost", new IOException("lost, too"));

        assertThat(queue.flush(LONG)).isTrue();

        assertThat(backend.lines)
                .containsExactly("WARN log lines that were dropped, because the log could not take them in time: 1");
    }

    @Test
    void aClosedQueueDropsWhatComes() throws Exception {
        queue.close();

        log.warn("too late");

        assertThat(queue.flush(Duration.ofMillis(200)))
                .as("flush of a closed queue")
                .isFalse();
        assertThat(backend.lines).isEmpty();
    }

    @Test
    void aFailureThatCannotBePrintedIsNamed() throws Exception {
        log.error("a handler failed", new Unprintable());
        log.warn("the peer failed", new Unprintable());

        assertThat(queue.flush(LONG)).isTrue();
        assertThat(backend.lines)
                .containsExactly(
                        "ERROR a handler failed (lkg.reactor.Unprintable, which cannot be printed)",
                        "WARN the peer failed (lkg.reactor.Unprintable, which cannot be printed)");
    }

    @Test
    void aBackendThatFailsFailsNobodyElse() throws Exception {
        backend.fail(() -> {
            throw new IllegalStateException("the disk is full");
        });
        log.error("lost", new IOException("lost, too"));
        assertThat(queue.flush(LONG)).isTrue();
        backend.recover();

        log.warn("the next line");

        assertThat(queue.flush(LONG)).isTrue();
        assertThat(backend.lines).containsExactly("WARN the next line");
    }

    @Test
    void itsThreadEndsWhenIdleAndAnotherOneFollows() throws Exception {
        log.warn("a");
        assertThat(queue.flush(LONG)).isTrue();
        Thread first = backend.writer;
        first.join(LONG.toMillis());
        assertThat(first.isAlive()).isFalse();

        assertThat(queue.flush(LONG)).as("a flush of nothing").isTrue();
        log.warn("b");

        assertThat(queue.flush(LONG)).isTrue();
        assertThat(backend.lines).containsExactly("WARN a", "WARN b");
    }

    @Test
    void anInterruptEndsAFlush() {
        Thread.currentThread().interrupt();

        assertThat(LoopLog.flush(LONG)).isFalse();

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }

    // Memory

    @Test
    void anOutOfMemoryErrorIsAlsoGivenToTheHandlerOfTheProgram() throws Exception {
        OutOfMemoryError failure = new OutOfMemoryError("made on purpose");
        Thread.setDefaultUncaughtExceptionHandler((thread, given) -> {
            givenToProgram.add(given);
            throw new IllegalStateException("the handler of the program fails, too");
        });

        loop.run(() -> log.error("a handler failed", failure));
        log.warn("cannot accept", failure);
        log.error("another failure", new StackOverflowError());

        assertThat(givenToProgram).containsExactly(failure, failure);
        assertThat(queue.flush(LONG)).isTrue();
        assertThat(backend.lines).hasSize(3);
    }

    @Test
    void soIsOneOfTheBackend() throws Exception {
        OutOfMemoryError failure = new OutOfMemoryError("made on purpose");
        Thread.setDefaultUncaughtExceptionHandler((thread, given) -> givenToProgram.add(given));
        backend.fail(() -> {
            throw failure;
        });

        log.warn("a line");

        assertThat(queue.flush(LONG)).isTrue();
        assertThat(givenToProgram).containsExactly(failure);
    }

    @Test
    void withoutSuchAHandlerItIsOnlyLogged() throws Exception {
        log.error("a handler failed", new OutOfMemoryError("made on purpose"));

        assertThat(queue.flush(LONG)).isTrue();
        assertThat(backend.lines)
                .containsExactly("ERROR a handler failed | java.lang.OutOfMemoryError: made on purpose");
    }
}
