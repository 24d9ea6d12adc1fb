package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A handler gives its channel to another one. */
class HandOverTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe old = new Probe();
    private final Probe next = new Probe();

    @Test
    void theNewHandlerGetsTheNextEventAndTheOldOneNone() throws Exception {
        handOver(READABLE);

        loop.peer.send("b");

        assertThat(next.next()).isEqualTo("onReady");
        assertThat(old.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void theNewHandlerIsToldThatTheChannelIsClosedAndTheOldOneIsNot() throws Exception {
        handOver(READABLE);

        loop.shutdownNow();
        assertThat(loop.ends()).isTrue();

        assertThat(next.next()).isEqualTo("onClosed");
        assertThat(next.hasBeenCalledAgain()).isFalse();
        assertThat(old.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void theOldHandlersWakeUpWakesTheNewOne() throws Exception {
        handOver(Await.woken());

        old.wakeUp.run();

        assertThat(next.next()).isEqualTo("onReady");
        assertThat(old.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void theNewHandlerIsAskedToShutDownAlthoughTheOldOneWasAskedBefore() throws Exception {
        old.whenShutDown = Await::unchanged;
        old.whenReady = () -> Await.handOver(next, READABLE);
        loop.register(old, INLINE, READABLE);
        loop.shutdown();
        assertThat(old.next()).isEqualTo("onShutdown");

        loop.peer.send("a");

        assertThat(old.next()).isEqualTo("onReady");
        assertThat(next.next()).isEqualTo("onShutdown");
        assertThat(next.next()).isEqualTo("onClosed");
        assertThat(loop.ends()).isTrue();
    }

    @Test
    void unchangedAfterAHandOverKeepsTheNewDeadline() throws Exception {
        next.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.unchanged();
        };
        handOver(Await.readable(Duration.ofSeconds(30)));
        loop.pass(Duration.ofSeconds(20));
        loop.peer.send("b");
        assertThat(next.next()).isEqualTo("onReady");

        loop.pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(next.hasBeenCalledAgain()).isFalse();
        loop.pass(Duration.ofNanos(1));

        assertThat(next.next()).isEqualTo("onTimeout");
    }

    @Test
    void ifTheLoopEndsWhileTheOldHandlerIsAtWorkTheNewOneIsToldByItsThread() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(old, Await.handOver(next, READABLE));
        loop.shutdownNow();
        assertThat(loop.ends()).isTrue();

        goOn.countDown();

        assertThat(next.nextCall()).isEqualTo(new Probe.Call("onClosed", "another"));
        assertThat(old.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void aHandOverThatTheEndingLoopStillCarriesOutIsFollowedByTheNewHandlersClosing() throws Exception {
        CountDownLatch handOver = loop.registerAtWork(old, Await.handOver(next, READABLE));
        CountDownLatch goOn = new CountDownLatch(1);
        loop.execute(() -> TestLoop.await(goOn));
        handOver.countDown();
        loop.workerEnds();

        loop.shutdownNow();
        goOn.countDown();

        assertThat(next.nextCall()).isEqualTo(new Probe.Call("onClosed", "loop"));
        assertThat(loop.ends()).isTrue();
        assertThat(old.hasBeenCalledAgain()).isFalse();
    }

    /** The old handler reads a byte and hands over; the new one waits for {@code first}. */
    private void handOver(Await first) throws Exception {
        old.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.handOver(next, first);
        };
        loop.register(old::wokenBy, INLINE, READABLE);
        loop.peer.send("a");
        assertThat(old.next()).isEqualTo("onReady");
        loop.turns();
    }
}
