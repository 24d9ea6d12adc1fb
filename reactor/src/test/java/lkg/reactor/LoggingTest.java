package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is logged, seen from outside: in the log. Each test looks for words of its own. */
@Tag("step-8")
class LoggingTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Ends each text: the log may hold lines of tests that ran before. */
    private final String run = " " + UUID.randomUUID();

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
        log.error("an error in Ghent" + run, new IllegalStateException("a reason in Bruges" + run));

        TestLog.expect("an error in Ghent" + run, "that was given to LoopLog.error");
        TestLog.expect("IllegalStateException: a reason in Bruges" + run, "that was the failure");
        TestLog.expect("LoggingTest.anErrorIsLoggedWithItsStackTrace", "an error has its stack trace");
        TestLog.expect("lkg.reactor.LoggingTest", "the log was made for this class");
    }

    @Test
    void aWarningEndsWithItsReason() throws Exception {
        log.warn("a warning in Namur" + run, new IllegalStateException("a reason in Mons" + run));
        log.warn("a warning in Dinant" + run);

        TestLog.expect("a warning in Namur" + run, "that was given to LoopLog.warn");
        TestLog.expect("a reason in Mons" + run, "that was the reason");
        TestLog.expect("a warning in Dinant" + run, "that was given to LoopLog.warn");
        assertThat(TestLog.contains("LoggingTest.aWarningEndsWithItsReason"))
                .as("whether the log contains a stack trace of the warning")
                .isFalse();
    }

    @Test
    void whatIsNotEnabledIsNotLogged() throws Exception {
        log.info("an information in Ypres" + run);
        log.debug("a detail in Ypres" + run, new IllegalStateException("a reason in Ypres" + run));
        assertThat(LoopLog.flush(LIMIT)).as("flush").isTrue();

        assertThat(TestLog.contains("Ypres" + run))
                .as("whether the log contains lines of the levels info and debug")
                .isFalse();
    }

    @Test
    void flushWaitsUntilAllIsWritten() throws Exception {
        for (int i = 0; i < 100; i++) {
            log.warn("line " + i + " in Leuven" + run);
        }

        assertThat(LoopLog.flush(LIMIT)).as("flush").isTrue();

        assertThat(TestLog.contains("line 99 in Leuven" + run))
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
        log.error("an error in Aalst" + run, new Unprintable());
        log.warn("a warning in Aalst" + run, new Unprintable());

        TestLog.expect("an error in Aalst" + run, "that was given to LoopLog.error");
        TestLog.expect("a warning in Aalst" + run, "that was given to LoopLog.warn");
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
            throw new IllegalStateException("thrown in Arlon" + run);
        });

        TestLog.expect("thrown in Arlon" + run, "a task threw this");
    }

    @Test
    void aBugOfAHandlerIsLoggedAndAFailureOfTheNetworkIsNot() throws Exception {
        probe.whenReady = () -> {
            throw new IOException("connection reset in Huy" + run);
        };
        loop.register(probe, INLINE, READABLE);
        loop.peer.send("a");
        probe.expect("onReady", "a byte has arrived");
        probe.expect("onClosed", "it threw an IOException");
        Probe other = new Probe();
        other.whenReady = () -> {
            throw new IllegalStateException("a bug in Huy" + run);
        };
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, other, INLINE, READABLE);
            otherPeer.send("a");
            other.expect("onReady", "a byte has arrived");
        }

        TestLog.expect("a bug in Huy" + run, "a handler threw this");
        assertThat(TestLog.contains("connection reset in Huy" + run))
                .as("whether the log contains the IOException of a handler")
                .isFalse();
    }

    @Test
    void anExecutorThatFailsIsLoggedAndOneThatIsFullIsNot() throws Exception {
        probe.whenRejected = () -> Await.pause(LIMIT);
        loop.register(
                probe,
                task -> {
                    throw new RejectedExecutionException("full in Spa" + run);
                },
                READABLE);
        loop.peer.send("a");
        probe.expect("onRejected", "the executor is full");
        Probe other = new Probe();
        try (Peer otherPeer = new Peer()) {
            Executor failing = task -> {
                throw new IllegalStateException("failed in Spa" + run);
            };
            loop.register(otherPeer.channel, other, failing, READABLE);
            otherPeer.send("a");
            other.expect("onRejected", "the executor has failed");
        }

        TestLog.expect("failed in Spa" + run, "an executor threw this");
        assertThat(TestLog.contains("full in Spa" + run))
                .as("whether the log contains that an executor is full")
                .isFalse();
    }

    @Test
    void whatAnAcceptorLosesAtItsEndIsLogged() throws Exception {
        FailingListener failing = FailingListener.saying("the last one was lost in Eupen" + run);
        new Acceptor(failing, 1, channel -> {}).stop();
        FailingListener open = FailingListener.saying("cannot be closed in Eupen" + run);
        open.outOfDescriptors = false;
        open.cannotBeClosed = true;
        open.bind(null, 1);
        open.configureBlocking(false);
        new Acceptor(open, 1, channel -> {}).stop();

        TestLog.expect("the last one was lost in Eupen" + run, "accepting failed with this");
        TestLog.expect("cannot be closed in Eupen" + run, "closing the listener failed with this");
    }

    @Test
    void anAcceptorThatFailsSaysSoOnce() throws Exception {
        Acceptor acceptor =
                new Acceptor(FailingListener.saying("too many open files in Liege" + run), 1, channel -> {});

        acceptor.onReady();

        TestLog.expect("too many open files in Liege" + run, "accepting failed with this");
        acceptor.onReady();
        log.warn("the next line in Liege" + run);
        TestLog.expect("the next line in Liege" + run, "that was given to LoopLog.warn");
        assertThat(TestLog.count("too many open files in Liege" + run))
                .as("lines that say so, after two failures in a row")
                .isEqualTo(1);
    }

    @Test
    void anAcceptorThatFailsAgainLaterSaysSoAgain() throws Exception {
        FailingListener failing = FailingListener.saying("too many open files in Spy" + run);
        failing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        failing.configureBlocking(false);
        Acceptor acceptor = new Acceptor(failing, 9, channel -> failing.outOfDescriptors = true);
        acceptor.onReady();
        failing.outOfDescriptors = false;
        try (SocketChannel client = SocketChannel.open(failing.getLocalAddress())) {
            assertThat(client.isConnected())
                    .as("whether the client is connected")
                    .isTrue();
            // Accepts the client; then nothing works any more, as the owner says.
            acceptor.onReady();
        } finally {
            failing.close();
        }

        assertThat(LoopLog.flush(LIMIT)).as("flush").isTrue();
        assertThat(TestLog.count("too many open files in Spy" + run))
                .as("lines that say so: accepting failed, then a connection was accepted, then it failed again")
                .isEqualTo(2);
    }
}
