package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a loop with channels ends, and what its handlers learn of that. */
@Tag("step-7")
class ShutdownTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();
    private final Probe next = new Probe();

    @Test
    void shutdownAsksEachHandlerOnceAndEndsWithTheLastChannel() throws Exception {
        probe.whenShutDown = Await::unchanged;
        probe.whenReady = Await::closed;
        loop.register(probe, INLINE, READABLE);

        loop.shutdown();
        probe.expectOn("loop", "onShutdown", "the loop is shutting down");
        loop.shutdown();
        loop.turns();
        probe.expectNothing("it was asked before");
        loop.run(() -> {}); // A task is taken: the loop has not ended.

        loop.peer.send("the last byte");
        probe.expect("onReady", "a byte has arrived");
        probe.expect("onClosed", "it answered closed");
        loop.expectEnd("it was shut down, and its last channel is closed");
    }

    @Test
    void unchangedAtShutdownKeepsTheDeadline() throws Exception {
        probe.whenShutDown = Await::unchanged;
        loop.register(probe, INLINE, READABLE);
        loop.shutdown();
        probe.expect("onShutdown", "the loop is shutting down");

        loop.pass(Duration.ofSeconds(10).minusNanos(1));
        probe.expectNothing("1 ns is left of its 10 s");
        loop.setClockForward(Duration.ofNanos(1));
        loop.wake();

        probe.expect("onTimeout", "its 10 s have passed");
        probe.expect("onClosed", "it answered closed");
        loop.expectEnd("it was shut down, and its last channel is closed");
    }

    @Test
    void aHandlerThatWaitsToBeWokenIsAskedToo() throws Exception {
        loop.register(probe, INLINE, Await.woken());

        loop.shutdown();

        probe.expect("onShutdown", "the loop is shutting down");
        probe.expect("onClosed", "it answered closed");
        loop.expectEnd("it was shut down, and its last channel is closed");
    }

    @Test
    void aHandlerThatWaitsToBeWokenMayGoOnWaiting() throws Exception {
        probe.whenShutDown = Await::unchanged;
        loop.register(probe::wokenBy, INLINE, Await.woken());

        loop.shutdown();
        probe.expect("onShutdown", "the loop is shutting down");
        loop.peer.send("more");
        loop.turns();
        probe.expectNothing("it waits for a wake-up only: unchanged means as before");
        probe.wakeUp.run();

        probe.expect("onReady", "it was woken");
    }

    @Test
    void aHandlerThatDoesNotCareIsClosed() throws Exception {
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
        assertThat(careless.onShutdown())
                .as("the answer of onShutdown, if a handler has none of its own")
                .isEqualTo(Await.closed());
        loop.register(careless, INLINE, READABLE);

        loop.shutdown();

        assertThat(loop.peer.seesTheEnd())
                .as("whether the far end sees that the channel was closed")
                .isTrue();
        loop.expectEnd("it was shut down, and its only channel is closed");
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

            probe.expect("onShutdown", "the loop is shutting down");
            other.expect("onShutdown", "the loop is shutting down, though another handler threw when it was closed");
            loop.expectEnd("it was shut down, and both its channels are closed");
        }
    }

    private static void fail() {
        throw new IllegalStateException("thrown on purpose");
    }

    @Test
    void shutdownAsksAHandlerThatIsAtWorkWhenItReturns() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);

        loop.shutdown();
        loop.turns();
        probe.expectNothing("it is at work: the loop does not own the channel");
        goOn.countDown();

        probe.expectOn("loop", "onShutdown", "it has returned, and the loop is shutting down");
        probe.expect("onClosed", "it answered closed");
        loop.expectEnd("it was shut down, and its last channel is closed");
    }

    @Test
    void aWakeUpThatItHasNotSeenIsNotLostWhenItIsAskedToShutDown() throws Exception {
        probe.whenShutDown = Await::unchanged;
        CountDownLatch goOn = loop.registerAtWork(probe, Await.woken());
        probe.wakeUp.run();
        loop.shutdown();
        loop.turns();
        probe.whenReady = Await::closed;
        goOn.countDown();

        probe.expect("onShutdown", "it has returned, and the loop is shutting down");
        probe.expect("onReady", "it was woken while it was at work");
        probe.expect("onClosed", "it answered closed");
    }

    @Test
    void whoComesWhileTheLoopIsShuttingDownIsAskedAtOnce() throws Exception {
        probe.whenShutDown = Await::unchanged;
        loop.register(probe::wokenBy, INLINE, Await.woken());
        loop.shutdown();
        probe.expect("onShutdown", "the loop is shutting down");
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, next, INLINE, READABLE);

            next.expect("onShutdown", "it was registered while the loop is shutting down");
            next.expect("onClosed", "it answered closed");
        }
        probe.whenReady = Await::closed;
        probe.wakeUp.run();
        loop.expectEnd("it was shut down, and its last channel is closed");
    }

    @Test
    void whoIsRegisteredByATaskThatCameBeforeTheEndIsServed() throws Exception {
        probe.whenShutDown = Await::unchanged;
        CountDownLatch goOn = loop.block();
        loop.shutdown();
        for (int i = 0; i < 1_000; i++) {
            loop.execute(() -> {});
        }
        CompletableFuture<Void> registered = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                loop.register(probe, INLINE, READABLE);
                registered.complete(null);
            } catch (Exception e) {
                registered.completeExceptionally(e);
            }
        });
        goOn.countDown();
        Waits.get(registered, "the loop runs a task that came behind 1,000 others and shutdown");
        probe.expect("onShutdown", "it was registered while the loop is shutting down");
        loop.run(() -> {}); // A task is taken: the loop has not ended.

        loop.peer.send("a");

        probe.expect("onReady", "a byte has arrived");
        probe.expect("onClosed", "it answered closed");
        loop.expectEnd("it was shut down, and its last channel is closed");
    }

    // By force

    @Test
    void shutdownNowClosesEachChannel() throws Exception {
        loop.register(probe, INLINE, READABLE);

        loop.shutdownNow();

        probe.expectOn("loop", "onClosed", "of shutdownNow");
        assertThat(loop.peer.seesTheEnd())
                .as("whether the far end sees that the channel was closed")
                .isTrue();
        loop.expectEnd("of shutdownNow");
        probe.expectNothing("it is closed");
    }

    /** Six of each kind: a loop that fails at the first of the wrong ones has hardly closed all others by then. */
    @Test
    void channelsThatCouldNotBeRegisteredDoNotKeepTheLoopFromClosingTheOthers() throws Exception {
        List<Peer> refused = new ArrayList<>();
        List<Peer> peers = new ArrayList<>();
        List<Probe> probes = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                Peer wrong = new Peer();
                refused.add(wrong);
                loop.registerInVain(wrong.channel);
                Peer peer = new Peer();
                peers.add(peer);
                Probe each = new Probe();
                probes.add(each);
                loop.register(peer.channel, each, INLINE, READABLE);
            }

            loop.shutdownNow();

            for (Probe each : probes) {
                each.expectOn("loop", "onClosed", "the loop ends, and closes each of 6 channels that are registered");
            }
            loop.expectEnd("of shutdownNow");
            assertThat(peers).as("registered channels").noneMatch(peer -> peer.channel.isOpen());
            assertThat(refused)
                    .as("channels that could not be registered; they are the caller's, and still open")
                    .allMatch(peer -> peer.channel.isOpen());
        } finally {
            for (Peer peer : refused) {
                peer.close();
            }
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void aHandlerThatFailsToCloseDoesNotKeepTheOthersOpen() throws Exception {
        Probe other = new Probe();
        probe.whenClosed = ShutdownTest::fail;
        other.whenClosed = ShutdownTest::fail;
        loop.register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, other, INLINE, READABLE);

            loop.shutdownNow();

            probe.expect("onClosed", "of shutdownNow");
            other.expect("onClosed", "of shutdownNow, though another handler threw when it was closed");
        }
    }

    @Test
    void aHandlerThatOutlivesTheLoopIsTheOneToLearnThatItsChannelIsClosed() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);

        loop.shutdownNow();
        loop.expectEnd("of shutdownNow; it does not wait for a handler at work");
        assertThat(loop.peer.channel.isOpen()).as("whether the channel is open").isFalse();
        probe.expectNothing("it is at work");
        goOn.countDown();

        probe.expectOn("another", "onClosed", "the loop has ended while it was at work");
        loop.workerEnds();
        probe.expectNothing("it is closed");
    }

    @Test
    void anEventThatIsStillQueuedWhenTheLoopEndsOnlyReportsTheEnd() throws Exception {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        loop.register(probe, queue::add, READABLE);
        loop.peer.send("a");
        Runnable event = Waits.next(queue, "the loop gives the executor a task, because a byte has arrived");

        loop.shutdownNow();
        loop.expectEnd("of shutdownNow");
        probe.expectNothing("its call waits for a thread");
        event.run();

        probe.expect("onClosed", "the loop has ended before its call had a thread");
        probe.expectNothing("it is closed");
    }

    @Test
    void whatHadArrivedBeforeTheForcedEndIsRead() throws Exception {
        loop.register(probe, INLINE, READABLE);
        CountDownLatch goOn = loop.block();
        loop.peer.send("a");

        loop.shutdownNow();
        goOn.countDown();

        probe.expect("onReady", "a byte had arrived before shutdownNow");
        probe.expect("onClosed", "it answered closed");
        loop.expectEnd("of shutdownNow");
        probe.expectNothing("it is closed");
    }

    // With a successor

    @Test
    void theSuccessorIsAskedToShutDownAlthoughTheOldHandlerWasAskedBefore() throws Exception {
        probe.whenShutDown = Await::unchanged;
        probe.whenReady = () -> Await.handOver(next, READABLE);
        loop.register(probe, INLINE, READABLE);
        loop.shutdown();
        probe.expect("onShutdown", "the loop is shutting down");

        loop.peer.send("a");

        probe.expect("onReady", "a byte has arrived");
        next.expect("onShutdown", "it has taken over the channel, and the loop is shutting down");
        next.expect("onClosed", "it answered closed");
        loop.expectEnd("it was shut down, and its last channel is closed");
        probe.expectNothing("it has handed over its channel");
    }

    @Test
    void theSuccessorIsToldThatTheChannelIsClosedAndTheOldHandlerIsNot() throws Exception {
        probe.whenReady = () -> Await.handOver(next, Await.woken());
        loop.register(probe, INLINE, READABLE);
        loop.peer.send("a");
        probe.expect("onReady", "a byte has arrived");
        loop.turns();

        loop.shutdownNow();

        next.expect("onClosed", "it has taken over the channel, which shutdownNow closes");
        loop.expectEnd("of shutdownNow");
        next.expectNothing("it is closed");
        probe.expectNothing("it has handed over its channel");
    }

    @Test
    void ifTheLoopEndsWhileTheOldHandlerIsAtWorkTheSuccessorIsToldByItsThread() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, Await.handOver(next, READABLE));
        loop.shutdownNow();
        loop.expectEnd("of shutdownNow");

        goOn.countDown();

        next.expectOn("another", "onClosed", "it was to take over the channel, but the loop has ended");
        loop.workerEnds();
        probe.expectNothing("it has handed over its channel");
    }

    @Test
    void aHandOverThatTheEndingLoopStillCarriesOutIsFollowedByTheSuccessorsClosing() throws Exception {
        CountDownLatch handOver = loop.registerAtWork(probe, Await.handOver(next, READABLE));
        CountDownLatch goOn = loop.block();
        handOver.countDown();
        loop.workerEnds();

        loop.shutdownNow();
        goOn.countDown();

        next.expectOn("loop", "onClosed", "it has taken over the channel, which shutdownNow closes");
        loop.expectEnd("of shutdownNow");
        probe.expectNothing("it has handed over its channel");
    }
}
