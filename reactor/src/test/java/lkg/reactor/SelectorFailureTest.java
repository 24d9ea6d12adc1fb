package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A loop whose selector fails goes on, or ends and says so. */
@Tag("inside")
class SelectorFailureTest {

    private final Probe probe = new Probe();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private FailingSelector selector;
    private EventLoop loop;
    private Peer peer;

    @BeforeEach
    void start() throws Exception {
        selector = new FailingSelector(Selector.open());
        loop = EventLoop.start("loop", System::nanoTime, selector, Unobserved.INSTANCE, failure::complete);
        peer = new Peer();
        CompletableFuture<Void> registered = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                loop.register(peer.channel, wakeUp -> probe, INLINE, READABLE);
                registered.complete(null);
            } catch (IOException e) {
                registered.completeExceptionally(e);
            }
        });
        Waits.get(registered, "the loop runs a task");
    }

    @AfterEach
    void close() throws IOException {
        loop.shutdownNow();
        peer.close();
    }

    @Test
    void aFailureThatPassesDoesNotEndTheLoop() throws Exception {
        selector.failsNext(3);
        Waits.latch(selector.works, "the selector is used");

        peer.send("a");

        probe.expect("onReady", "a byte has arrived");
        assertThat(failure).as("what onFailure was told").isNotDone();
    }

    @Test
    void oneFailureIsLogged() throws Exception {
        selector.failsNext(1);

        TestLog.expect(selector.reason, "the selector has failed once");
    }

    @Test
    void aSelectorThatCannotBeClosedDoesNotKeepTheLoopFromEnding() throws Exception {
        selector.failsToClose = true;

        loop.shutdownNow();

        assertThat(loop.awaitTermination(Duration.ofSeconds(10)))
                .as("whether the loop has ended")
                .isTrue();
        TestLog.expect(selector.reason, "the selector could not be closed");
    }

    @Test
    void theLoopTriesForAWhile() throws Exception {
        selector.failsNext(5);
        Waits.latch(selector.works, "the selector is used");
        long start = System.nanoTime();
        selector.failsNext(Integer.MAX_VALUE);

        Waits.get(failure, "onFailure is told why the loop ends");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the loop has tried, with a selector that always fails")
                .isGreaterThan(Duration.ofMillis(500));
        assertThat(selector.failuresInARow.get())
                .as("how often the loop has tried; the 5 failures before were over, and count no more")
                .isGreaterThanOrEqualTo(20);
    }

    @Test
    void aFailureThatStaysEndsTheLoopVisiblyAndReleasesItsChannels() throws Exception {
        AtomicBoolean toldBefore = new AtomicBoolean();
        probe.whenClosed = () -> toldBefore.set(failure.isDone());
        selector.failsNext(Integer.MAX_VALUE);

        assertThat(Waits.get(failure, "onFailure is told why the loop ends"))
                .as("what onFailure is told")
                .hasMessageContaining("selector failed")
                .hasRootCauseMessage(selector.reason);

        assertThat(loop.awaitTermination(Duration.ofSeconds(10)))
                .as("whether the loop has ended")
                .isTrue();
        assertThat(selector.isOpen()).as("whether the selector is open").isFalse();
        probe.expect("onClosed", "the loop has ended");
        assertThat(toldBefore)
                .as("whether onFailure was told before the channels were closed")
                .isTrue();
        assertThat(peer.seesTheEnd())
                .as("whether the far end sees that the channel was closed")
                .isTrue();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aLoopThatWasShutDownHasNotFailed() throws Exception {
        loop.shutdownNow();

        assertThat(loop.awaitTermination(Duration.ofSeconds(10)))
                .as("whether the loop has ended")
                .isTrue();
        assertThat(selector.isOpen()).as("whether the selector is open").isFalse();
        assertThat(failure).as("what onFailure was told").isNotDone();
    }

    @Test
    void aLoopWhoseThreadCannotBeStartedClosesItsSelector() throws IOException {
        Selector unused = Selector.open();

        // A thread must have a name.
        assertThatThrownBy(
                        () -> EventLoop.start(null, System::nanoTime, unused, Unobserved.INSTANCE, failure::complete))
                .isInstanceOf(NullPointerException.class);

        assertThat(unused.isOpen()).as("whether the selector is open").isFalse();
    }
}
