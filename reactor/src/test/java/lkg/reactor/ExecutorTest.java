package lkg.reactor;

import static lkg.reactor.TestLoop.FULL;
import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Handlers that run on other threads: who owns a channel meanwhile, and what happens if there is no thread. */
@Tag("step-5")
class ExecutorTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void aReadyChannelIsHandledOnItsExecutor() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.readable();
        };
        loop.register(probe, loop.onAnotherThread(), READABLE);

        for (int i = 1; i <= 3; i++) {
            loop.peer.send("a");
            probe.expectOn("another", "onReady", "byte number " + i + " has arrived");
            loop.takesBack();
        }
    }

    @Test
    void d14_inputThatArrivesWhileAHandlerIsAtWorkDoesNotCallItASecondTime() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);

        loop.peer.send("b");
        loop.turns();

        probe.expectNothing("the handler owns the channel until it returns");
        probe.whenReady = Await::closed;
        goOn.countDown();
        probe.expect("onReady", "input has arrived while it was at work");
    }

    @Test
    void d10_d11_aChannelIsArmedAgainOnlyAfterItsHandlerHasReturned() throws Exception {
        CountDownLatch goOn = loop.latch();
        probe.whenReady = () -> {
            TestLoop.await(goOn);
            return READABLE;
        };
        loop.register(probe, loop.onAnotherThread(), READABLE);
        loop.peer.send("not read by the handler");
        probe.expect("onReady", "input has arrived");
        loop.turns();
        probe.expectNothing("the handler is still at work");

        goOn.countDown();

        probe.expect("onReady", "the channel is armed again, and the input is still unread");
    }

    @Test
    void unchangedArmsTheChannelAgainAfterAnotherThreadsTurn() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.unchanged();
        };
        loop.register(probe, loop.onAnotherThread(), READABLE);

        for (int i = 1; i <= 3; i++) {
            loop.peer.send("a");
            probe.expectOn(
                    "another", "onReady", "byte number " + i + " has arrived, and its last answer was unchanged");
            loop.takesBack();
        }
        loop.pass(Duration.ofSeconds(10));
        probe.expect("onTimeout", "the deadline of its first wait has passed");
    }

    @Test
    void onlyTheLoopCarriesOutAnAnswer() throws Exception {
        CountDownLatch answer = loop.registerAtWork(probe, Await.closed());
        CountDownLatch goOn = loop.block();

        answer.countDown();
        loop.workerEnds();

        assertThat(loop.peer.channel.isOpen())
                .as("whether the channel is open that a handler has closed on another thread, while the loop is busy")
                .isTrue();
        probe.expectNothing("the loop is busy, and nobody else may close its channel");
        goOn.countDown();
        probe.expectOn("loop", "onClosed", "it answered closed");
    }

    // Deadlines

    @Test
    void d07_aTimeoutCannotFireWhileTheHandlerIsAtWork() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);

        loop.pass(Duration.ofSeconds(60));
        probe.expectNothing("its deadline has passed, but the handler owns the channel");
        goOn.countDown();
        loop.takesBack();
        loop.pass(Duration.ofSeconds(9));
        probe.expectNothing("its answer set a new deadline, of which 1 s is left");

        loop.pass(Duration.ofSeconds(1));
        probe.expect("onTimeout", "10 s have passed since its answer");
    }

    @Test
    void aDeadlineCountsFromWhenTheLoopCarriesTheAnswerOut() throws Exception {
        CountDownLatch answer = loop.registerAtWork(probe, READABLE);
        CountDownLatch goOn = loop.block();
        answer.countDown();
        loop.workerEnds();
        loop.setClockForward(Duration.ofSeconds(10));
        goOn.countDown();
        loop.turns();

        probe.expectNothing("10 s have passed since it answered, but none since the loop has seen the answer");
        loop.pass(Duration.ofSeconds(10));
        probe.expect("onTimeout", "10 s have passed since the loop has seen its answer");
    }

    @Test
    void d07_aDeadlineThatIsKeptFiresAfterTheHandlerHasReturned() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, Await.unchanged());
        loop.pass(Duration.ofSeconds(60));

        goOn.countDown();

        probe.expect("onTimeout", "its deadline passed while it was at work, and its answer was unchanged");
    }

    @Test
    void whatArrivedWhileItWasAtWorkIsHandledBeforeADeadlineThatPassedMeanwhile() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, Await.unchanged());
        loop.peer.send("b");
        loop.pass(Duration.ofSeconds(60));
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return READABLE;
        };

        goOn.countDown();

        probe.expect("onReady", "input has arrived while it was at work");
        loop.takesBack();
        probe.expectNothing("its last answer set a new deadline");
    }

    @Test
    void aNewDeadlineIsNotOverdueBecauseTheOneBeforeWas() throws Exception {
        CountDownLatch first = loop.registerAtWork(probe, Await.unchanged());
        loop.peer.send("b");
        loop.pass(Duration.ofSeconds(60));
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return READABLE;
        };
        first.countDown();
        probe.expect("onReady", "input has arrived while it was at work, and before its deadline has passed");
        loop.takesBack();

        CountDownLatch hasRead = loop.latch();
        CountDownLatch goOn = loop.latch();
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            hasRead.countDown();
            TestLoop.await(goOn);
            return Await.unchanged();
        };
        loop.peer.send("c");
        probe.expect("onReady", "a byte has arrived; its last answer set a new deadline");
        Waits.latch(hasRead, "the handler reads");
        loop.peer.send("d");
        loop.pass(Duration.ofSeconds(60));
        probe.whenReady = Await::closed;
        goOn.countDown();

        probe.expect("onReady", "input has arrived while it was at work, and the new deadline has passed only once");
    }

    @Test
    void aKeptDeadlineIsEnforcedOnAChannelThatIsReadyAllTheTime() throws Exception {
        probe.whenReady = Await::unchanged;
        loop.register(probe, loop.onAnotherThread(), READABLE);
        loop.peer.send("nobody reads this");
        loop.setClockForward(Duration.ofSeconds(10));

        String call = probe.next();
        for (int i = 0; i < 500 && call.equals("onReady"); i++) {
            call = probe.next();
        }

        assertThat(call)
                .as("the last of 500 calls of a handler whose deadline has passed, and that answers unchanged")
                .isEqualTo("onTimeout");
    }

    // No thread

    @Test
    void aHandlerWhoseExecutorIsFullIsToldOnTheLoop() throws Exception {
        loop.register(probe, FULL, READABLE);

        loop.peer.send("a");

        probe.expectOn("loop", "onRejected", "a byte has arrived, and the executor is full");
        probe.expect("onClosed", "it answered closed");
    }

    @Test
    void anExecutorThatFailsCountsAsFull() throws Exception {
        Executor failing = task -> {
            throw new OutOfMemoryError("unable to create native thread, on purpose");
        };
        loop.register(probe, failing, READABLE);

        loop.peer.send("a");

        probe.expectOn("loop", "onRejected", "a byte has arrived, and the executor has failed");
        probe.expect("onClosed", "it answered closed");
    }

    @Test
    void aHandlerThatWasRejectedMayPause() throws Exception {
        probe.whenRejected = () -> Await.pause(Duration.ofSeconds(10));
        loop.register(probe, FULL, READABLE);
        loop.peer.send("a");
        probe.expect("onRejected", "a byte has arrived, and the executor is full");
        loop.turns();
        probe.expectNothing("it pauses, although there is input");

        loop.pass(Duration.ofSeconds(10));

        probe.expect("onTimeout", "its pause of 10 s has passed");
    }

    @Test
    void unchangedAfterARejectionTriesAgain() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        Executor busyAtFirst = task -> (full.get() ? FULL : INLINE).execute(task);
        probe.whenRejected = () -> {
            full.set(false);
            return Await.unchanged();
        };
        loop.register(probe, busyAtFirst, READABLE);

        loop.peer.send("a");

        probe.expect("onRejected", "a byte has arrived, and the executor is full");
        probe.expect("onReady", "the byte is still there, and the executor is free now");
    }

    @Test
    void aHandlerThatDoesNotCareIsClosedWhenItIsRejected() throws Exception {
        EventHandler careless = new EventHandler() {
            @Override
            public Await onReady() {
                return READABLE;
            }

            @Override
            public Await onTimeout() {
                return Await.closed();
            }
        };
        assertThat(careless.onRejected())
                .as("the answer of onRejected, if a handler has none of its own")
                .isEqualTo(Await.closed());
        loop.register(careless, FULL, READABLE);

        loop.peer.send("a");

        assertThat(loop.peer.seesTheEnd())
                .as("whether the far end sees that the channel was closed")
                .isTrue();
    }

    @Test
    void whatAHandlerThrowsWhenItIsClosedIsNoRejection() throws Exception {
        probe.whenClosed = () -> {
            throw new RejectedExecutionException("what it wanted to do at last was rejected");
        };
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        probe.expect("onReady", "a byte has arrived");
        probe.expect("onClosed", "it answered closed");
        loop.turns();
        probe.expectNothing("it is closed: the executor has not rejected anything");
    }
}
