package lkg.reactor;

import static lkg.reactor.TestLoop.FULL;
import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler's wake-up, which any thread may run at any time. */
@Tag("step-6")
class WakeUpTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    static Stream<Await> waits() {
        return Stream.of(Await.woken(), Await.readable(), READABLE, Await.pause(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void aWakeUpEndsEachWait(Await wait) throws Exception {
        loop.register(probe::wokenBy, INLINE, wait);
        loop.turns();
        probe.expectNothing("nobody has woken it");

        probe.wakeUp.run();

        probe.expectOn("loop", "onReady", "it was woken; it waited to be " + wait);
    }

    @Test
    void nothingButAWakeUpEndsTheWaitForOne() throws Exception {
        loop.register(probe::wokenBy, INLINE, Await.woken());

        loop.peer.send("more");
        loop.pass(Duration.ofDays(1));

        probe.expectNothing("it waits for a wake-up only, neither for input nor for a deadline");
        probe.wakeUp.run();
        probe.expect("onReady", "it was woken");
    }

    @Test
    void aHandlerThatExpectsToBeWokenSeesItsPeerLeave() throws Exception {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        probe.whenReady = () -> {
            read.complete(loop.peer.channel.read(ByteBuffer.allocate(1)));
            return Await.closed();
        };
        loop.register(probe::wokenBy, INLINE, Await.readable());
        loop.pass(Duration.ofDays(1));
        probe.expectNothing("it has no deadline");

        loop.peer.leave();

        assertThat(Waits.get(read, "the handler reads, because its peer has left"))
                .as("what read returns when the peer has left")
                .isEqualTo(-1);
    }

    @Test
    void aWakeUpRunsTheHandlerOnItsExecutor() throws Exception {
        loop.register(probe::wokenBy, loop.onAnotherThread(), Await.woken());

        probe.wakeUp.run();

        probe.expectOn("another", "onReady", "it was woken");
    }

    @Test
    void aWakeUpThatMeetsAFullExecutorIsReportedAsRejected() throws Exception {
        loop.register(probe::wokenBy, FULL, Await.woken());

        probe.wakeUp.run();

        probe.expectOn("loop", "onRejected", "it was woken, and the executor is full");
        probe.expect("onClosed", "it answered closed");
    }

    @Test
    void unchangedAfterAWakeUpWaitsForTheNextOne() throws Exception {
        probe.whenReady = Await::unchanged;
        loop.register(probe::wokenBy, INLINE, Await.woken());
        loop.peer.send("nobody waits for this");

        for (int i = 1; i <= 3; i++) {
            probe.wakeUp.run();
            probe.expect("onReady", "it was woken for time number " + i);
            loop.turns();
            probe.expectNothing("it was not woken again");
        }
    }

    @Test
    void unchangedAfterAPauseThatAWakeUpHasBrokenKeepsTheRestOfIt() throws Exception {
        probe.whenReady = Await::unchanged;
        loop.register(probe::wokenBy, INLINE, Await.pause(Duration.ofSeconds(10)));
        loop.pass(Duration.ofSeconds(6));
        probe.wakeUp.run();
        probe.expect("onReady", "it was woken");

        loop.pass(Duration.ofSeconds(4).minusNanos(1));
        probe.expectNothing("1 ns is left of its pause of 10 s");
        loop.pass(Duration.ofNanos(1));

        probe.expect("onTimeout", "its pause of 10 s has passed");
    }

    @Test
    void wakeUpsWhileTheHandlerIsAtWorkInAPoolEndItsNextWaitAndNoOtherOne() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, Await.woken());
        for (int i = 0; i < 3; i++) {
            probe.wakeUp.run();
            loop.turns();
        }
        probe.expectNothing("it is at work, and is called once at a time");

        goOn.countDown();

        probe.expect("onReady", "it was woken while it was at work");
        loop.takesBack();
        probe.expectNothing("all wake-ups came before its last call");
    }

    @Test
    void aWakeUpWhileTheHandlerIsAtWorkOnTheLoopEndsItsNextWait() throws Exception {
        probe.whenReady = () -> {
            probe.whenReady = Await::woken;
            probe.wakeUp.run();
            return Await.woken();
        };
        loop.register(probe::wokenBy, INLINE, Await.woken());

        probe.wakeUp.run();

        probe.expect("onReady", "it was woken");
        probe.expect("onReady", "it has woken itself, in its call before");
        loop.turns();
        probe.expectNothing("there was no further wake-up");
    }

    @Test
    void aWakeUpWhileTheHandlerIsRejectedIsNotLost() throws Exception {
        probe.whenRejected = () -> {
            probe.whenRejected = Await::woken;
            probe.wakeUp.run();
            return Await.woken();
        };
        loop.register(probe::wokenBy, FULL, Await.woken());

        probe.wakeUp.run();

        probe.expect("onRejected", "it was woken, and the executor is full");
        probe.expect("onRejected", "it has woken itself, in its call before");
    }

    @Test
    void manyWakeUpsThatTheLoopHasNotSeenAreOneCall() throws Exception {
        probe.whenReady = Await::woken;
        loop.register(probe::wokenBy, INLINE, Await.woken());
        CountDownLatch goOn = loop.block();

        for (int i = 0; i < 1_000; i++) {
            probe.wakeUp.run();
        }
        goOn.countDown();

        probe.expect("onReady", "it was woken 1,000 times while the loop was busy");
        loop.turns();
        probe.expectNothing("all wake-ups came before its last call");
    }

    @Test
    void aWakeUpAfterTheChannelWasClosedDoesNothing() throws Exception {
        loop.register(probe::wokenBy, INLINE, READABLE);
        loop.peer.send("a");
        probe.expect("onReady", "a byte has arrived");
        probe.expect("onClosed", "it answered closed");

        probe.wakeUp.run();
        loop.turns();

        probe.expectNothing("it is closed");
    }

    @Test
    void aWakeUpBeforeTheLastAnswerDoesNothing() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, Await.closed());
        probe.wakeUp.run();
        loop.turns();

        goOn.countDown();

        probe.expect("onClosed", "it answered closed");
        loop.turns();
        probe.expectNothing("it is closed, though it was woken before");
    }

    @Test
    void aWakeUpAfterTheLoopHasEndedDoesNothing() throws Exception {
        loop.register(probe::wokenBy, INLINE, Await.woken());
        loop.shutdownNow();
        loop.expectEnd("of shutdownNow");

        probe.wakeUp.run();
    }

    @Test
    void tasksThatBringTasksDoNotHoldUpDeadlinesOrTheEnd() throws Exception {
        Probe endless = new Probe();
        CountDownLatch theEnd = loop.latch();
        endless.whenReady = () -> {
            if (theEnd.getCount() > 0) {
                endless.wakeUp.run();
            }
            return Await.woken();
        };
        probe.whenTimedOut = () -> READABLE;
        loop.register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, endless::wokenBy, INLINE, Await.woken());

            endless.wakeUp.run();
            endless.expect("onReady", "it was woken");
            endless.expect("onReady", "it has woken itself");
            loop.setClockForward(Duration.ofSeconds(10));

            probe.expect("onTimeout", "its 10 s have passed, while another handler wakes itself for ever");
            loop.shutdownNow();
            loop.expectEnd("of shutdownNow, though a handler wakes itself for ever");
        }
    }
}
