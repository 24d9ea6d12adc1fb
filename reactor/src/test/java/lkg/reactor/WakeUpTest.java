package lkg.reactor;

import static lkg.reactor.TestLoop.FULL;
import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler's wake-up, which any thread may run at any time. */
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

        probe.wakeUp.run();

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onReady", "loop"));
    }

    @Test
    void nothingButAWakeUpEndsTheWaitForOne() throws Exception {
        loop.register(probe::wokenBy, INLINE, Await.woken());

        loop.peer.send("more");
        loop.pass(Duration.ofDays(1));

        assertThat(probe.hasBeenCalledAgain()).isFalse();
        probe.wakeUp.run();
        assertThat(probe.next()).isEqualTo("onReady");
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
        assertThat(probe.hasBeenCalledAgain()).as("it has no deadline").isFalse();

        loop.peer.leave();

        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void aWakeUpRunsTheHandlerOnItsExecutor() throws Exception {
        loop.register(probe::wokenBy, loop.onAnotherThread(), Await.woken());

        probe.wakeUp.run();

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onReady", "another"));
    }

    @Test
    void aWakeUpThatMeetsAFullExecutorIsReportedAsRejected() throws Exception {
        loop.register(probe::wokenBy, FULL, Await.woken());

        probe.wakeUp.run();

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onRejected", "loop"));
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void wakeUpsWhileTheHandlerIsAtWorkInAPoolEndItsNextWaitAndNoOtherOne() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, Await.woken());
        for (int i = 0; i < 3; i++) {
            probe.wakeUp.run();
            loop.turns();
        }
        assertThat(probe.hasBeenCalledAgain()).as("one call at a time").isFalse();

        goOn.countDown();

        assertThat(probe.next()).isEqualTo("onReady");
        loop.takesBack();
        assertThat(probe.hasBeenCalledAgain()).as("the wait after that one").isFalse();
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

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).as("woken by itself").isEqualTo("onReady");
        loop.turns();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void manyWakeUpsThatTheLoopHasNotSeenAreOneCall() throws Exception {
        probe.whenReady = Await::woken;
        loop.register(probe::wokenBy, INLINE, Await.woken());
        CountDownLatch goOn = new CountDownLatch(1);
        loop.execute(() -> TestLoop.await(goOn));

        for (int i = 0; i < 1_000; i++) {
            probe.wakeUp.run();
        }
        goOn.countDown();

        assertThat(probe.next()).isEqualTo("onReady");
        loop.turns();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void aWakeUpAfterTheChannelWasClosedDoesNothing() throws Exception {
        loop.register(probe::wokenBy, INLINE, READABLE);
        loop.peer.send("a");
        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");

        probe.wakeUp.run();
        loop.turns();

        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void aWakeUpAfterTheLoopHasEndedDoesNothing() throws Exception {
        loop.register(probe::wokenBy, INLINE, Await.woken());
        loop.shutdownNow();
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.ends()).isTrue();

        probe.wakeUp.run();

        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }
}
