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

/** What is logged, seen from outside: in the log. Each test looks for words of its own. */
@Tag("step-8")
class LoggingTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final LoopLog log = LoopLog.of(LoggingTest.class);
    private final Probe probe = new Probe();

    @AfterEach
    void forgetTheHandler() {
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Test
    void anErrorIsLoggedWithItsStackTrace() throws Exception {
        log.error("an error in Ghent", new IllegalStateException("a reason in Bruges"));

        TestLog.expect("an error in Ghent", "that was given to LoopLog.error");
        TestLog.expect("IllegalStateException: a reason in Bruges", "that was the failure");
        TestLog.expect("LoggingTest.anErrorIsLoggedWithItsStackTrace", "an error has its stack trace");
        TestLog.expect("lkg.reactor.LoggingTest", "the log was made for this class");
    }

    @Test
    void aWarningEndsWithItsReason() throws Exception {
        log.warn("a warning in Namur", new IllegalStateException("a reason in Mons"));
        log.warn("a warning in Dinant");

        TestLog.expect("a warning in Namur", "that was given to LoopLog.warn");
        TestLog.expect("a reason in Mons", "that was the reason");
        TestLog.expect("a warning in Dinant", "that was given to LoopLog.warn");
        assertThat(TestLog.contains("LoggingTest.aWarningEndsWithItsReason"))
                .as("whether the log contains a stack trace of the warning")
                .isFalse();
    }

    @Test
    void whatIsNotEnabledIsNotLogged() throws Exception {
        log.info("an information in Ypres");
        log.debug("a detail in Ypres", new IllegalStateException("a reason in Ypres"));
        assertThat(LoopLog.flush(LIMIT)).as("flush").isTrue();

        assertThat(TestLog.contains("Ypres"))
                .as("whether the log contains lines of the levels info and debug")
                .isFalse();
    }

    @Test
    void flushWaitsUntilAllIsWritten() throws Exception {
        for (int i = 0; i < 100; i++) {
            log.warn("line " + i + " in Leuven");
        }

        assertThat(LoopLog.flush(LIMIT)).as("flush").isTrue();

        assertThat(TestLog.contains("line 99 in Leuven"))
                .as("whether the log contains the last of 100 lines, when flush has returned")
                .isTrue();
    }

    @Test
    void anInterruptEndsAFlush() {
        Thread.currentThread().interrupt();

        boolean flushed = LoopLog.flush(LIMIT);

        assertThat(Thread.interrupted())
                .as("whether the thread is still interrupted")
                .isTrue();
        assertThat(flushed).as("what flush returns on an interrupted thread").isFalse();
    }

    @Test
    void aFailureThatCannotBePrintedIsNoFailureOfTheLog() throws Exception {
        log.error("an error in Aalst", new Unprintable());
        log.warn("a warning in Aalst", new Unprintable());

        TestLog.expect("an error in Aalst", "that was given to LoopLog.error");
        TestLog.expect("a warning in Aalst", "that was given to LoopLog.warn");
    }

    @Test
    void anOutOfMemoryErrorIsAlsoGivenToTheHandlerOfTheProgram() {
        List<Throwable> given = new CopyOnWriteArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            given.add(failure);
            throw new IllegalStateException("the handler of the program fails, too");
        });
        OutOfMemoryError failure = new OutOfMemoryError("made on purpose");

        log.error("an error", failure);
        log.warn("a warning", failure);
        log.error("another error", new StackOverflowError());

        assertThat(given)
                .as("what the handler of the program was given, of two OutOfMemoryErrors and one of another kind")
                .containsExactly(failure, failure);
    }

    // What a loop logs

    @Test
    void whatATaskThrowsIsLogged() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("thrown in Arlon");
        });

        TestLog.expect("thrown in Arlon", "a task threw this");
    }

    @Test
    void aBugOfAHandlerIsLoggedAndAFailureOfTheNetworkIsNot() throws Exception {
        probe.whenReady = () -> {
            throw new IOException("connection reset in Huy");
        };
        loop.register(probe, INLINE, READABLE);
        loop.peer.send("a");
        probe.expect("onReady", "a byte has arrived");
        probe.expect("onClosed", "it threw an IOException");
        Probe other = new Probe();
        other.whenReady = () -> {
            throw new IllegalStateException("a bug in Huy");
        };
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, other, INLINE, READABLE);
            otherPeer.send("a");
            other.expect("onReady", "a byte has arrived");
        }

        TestLog.expect("a bug in Huy", "a handler threw this");
        assertThat(TestLog.contains("connection reset in Huy"))
                .as("whether the log contains the IOException of a handler")
                .isFalse();
    }

    @Test
    void anAcceptorThatFailsSaysSo() throws Exception {
        Acceptor acceptor = new Acceptor(FailingListener.saying("too many open files in Liege"), 1, channel -> {});

        acceptor.onReady();

        TestLog.expect("too many open files in Liege", "accepting failed with this");
    }
}
