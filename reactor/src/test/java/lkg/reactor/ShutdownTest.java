package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a loop ends, and what its handlers learn of that. */
class ShutdownTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void shutdownAsksEachHandlerOnceAndEndsWithTheLastChannel() throws Exception {
        probe.whenShutDown = Await::unchanged;
        probe.whenReady = Await::closed;
        loop.register(probe, INLINE, READABLE);

        loop.shutdown();
        assertThat(probe.next()).isEqualTo("onShutdown");
        loop.shutdown();
        loop.turns();
        assertThat(probe.hasBeenCalledAgain()).isFalse();

        loop.peer.send("the last byte");
        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.ends()).isTrue();
    }

    @Test
    void aHandlerThatWaitsToBeWokenIsAskedToo() throws Exception {
        loop.register(probe, INLINE, Await.woken());

        loop.shutdown();

        assertThat(probe.next()).isEqualTo("onShutdown");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.ends()).isTrue();
    }

    @Test
    void aHandlerThatWaitsToBeWokenMayGoOnWaiting() throws Exception {
        probe.whenShutDown = Await::unchanged;
        loop.register(probe::wokenBy, INLINE, Await.woken());

        loop.shutdown();
        assertThat(probe.next()).isEqualTo("onShutdown");
        loop.peer.send("more");
        loop.turns();
        assertThat(probe.hasBeenCalledAgain())
                .as("it has neither interest nor deadline until it is woken")
                .isFalse();
        probe.wakeUp.run();

        assertThat(probe.next()).as("asked once").isEqualTo("onReady");
    }

    @Test
    void aHandlerThatFailsToShutDownDoesNotKeepTheOthersFromBeingAsked() throws Exception {
        // Whichever is asked first fails, and in the one way that nothing catches on its way to the loop.
        Probe other = new Probe();
        probe.whenClosed = ShutdownTest::fail;
        other.whenClosed = ShutdownTest::fail;
        loop.register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, other, INLINE, READABLE);

            loop.shutdown();

            assertThat(probe.next()).isEqualTo("onShutdown");
            assertThat(other.next()).isEqualTo("onShutdown");
            assertThat(loop.ends()).isTrue();
        }
    }

    @Test
    void shutdownAsksAHandlerThatIsAtWorkWhenItReturns() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);

        loop.shutdown();
        loop.turns();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        goOn.countDown();

        assertThat(probe.next()).isEqualTo("onShutdown");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.ends()).isTrue();
    }

    @Test
    void aLoopWithoutChannelsEndsAtShutdown() throws Exception {
        loop.shutdown();

        assertThat(loop.ends()).isTrue();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shutdownNowClosesEachChannel() throws Exception {
        loop.register(probe, INLINE, READABLE);

        loop.shutdownNow();

        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.peer.seesTheEnd()).isTrue();
        assertThat(loop.ends()).isTrue();
    }

    @Test
    void aHandlerThatOutlivesTheLoopIsTheOneToLearnThatItsChannelIsClosed() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);

        loop.shutdownNow();
        assertThat(loop.ends()).isTrue();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        goOn.countDown();

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onClosed", "another"));
    }

    @Test
    void anEventThatIsStillQueuedWhenTheLoopEndsOnlyReportsTheEnd() throws Exception {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        loop.register(probe, queue::add, READABLE);
        loop.peer.send("a");
        Runnable event = queue.poll(10, TimeUnit.SECONDS);

        loop.shutdownNow();
        assertThat(loop.ends()).isTrue();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        event.run();

        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    private static void fail() {
        throw new IllegalStateException("thrown on purpose");
    }

    @Test
    void whatHadArrivedBeforeTheForcedEndIsRead() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        loop.register(probe, INLINE, READABLE);
        loop.execute(() -> {
            atWork.countDown();
            TestLoop.await(goOn);
        });
        TestLoop.await(atWork);
        loop.peer.send("a");

        loop.shutdownNow();
        goOn.countDown();

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.ends()).isTrue();
    }
}
