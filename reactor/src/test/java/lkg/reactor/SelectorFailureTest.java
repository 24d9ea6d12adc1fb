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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop whose selector fails goes on, or ends and says so. */
class SelectorFailureTest {

    private final Probe probe = new Probe();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private FailingSelector selector;
    private EventLoop loop;
    private Peer peer;

    @BeforeEach
    void start() throws Exception {
        selector = new FailingSelector(Selector.open());
        loop = EventLoop.start("loop", System::nanoTime, selector, failure::complete);
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
        registered.get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws IOException {
        loop.shutdownNow();
        peer.close();
    }

    @Test
    void aFailureThatPassesDoesNotEndTheLoop() throws Exception {
        selector.failsNext(3);
        TestLoop.await(selector.works);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(failure).isNotDone();
    }

    @Test
    void aFailureThatStaysEndsTheLoopVisiblyAndReleasesItsChannels() throws Exception {
        selector.failsNext(Integer.MAX_VALUE);

        assertThat(failure.get(10, TimeUnit.SECONDS))
                .hasMessageContaining("selector failed")
                .hasRootCauseMessage("thrown on purpose");

        assertThat(loop.awaitTermination(Duration.ofSeconds(10)))
                .as("the loop ends")
                .isTrue();
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(peer.seesTheEnd()).isTrue();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aLoopThatWasShutDownHasNotFailed() throws Exception {
        loop.shutdownNow();

        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThat(failure).isNotDone();
    }

    @Test
    void aLoopWhoseThreadCannotBeStartedClosesItsSelector() throws IOException {
        Selector unused = Selector.open();

        // A thread must have a name.
        assertThatThrownBy(() -> EventLoop.start(null, System::nanoTime, unused, failure::complete))
                .isInstanceOf(NullPointerException.class);

        assertThat(unused.isOpen()).isFalse();
    }
}
