package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel that the loop gives back. */
@Tag("step-7")
class DeregisterTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void aChannelThatWasGivenBackIsOpenAndForgotten() throws Exception {
        loop.register(probe::wokenBy, INLINE, READABLE);
        loop.run(() -> {
            loop.eventLoop.deregister(loop.peer.channel);
            assertThat(loop.peer.channel.isRegistered())
                    .as("whether the channel is registered: closing it would leave its descriptor open for now")
                    .isFalse();
        });

        loop.peer.send("a");
        probe.wakeUp.run();
        loop.pass(Duration.ofSeconds(10));

        probe.expectNothing("its channel was given back: neither input nor a wake-up nor a deadline calls it");
        assertThat(Peer.read(loop.peer.channel)).as("what the caller reads").isEqualTo("a");
    }

    @Test
    void theAnswerOfAHandlerAtWorkIsIgnored() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);
        loop.run(() -> loop.eventLoop.deregister(loop.peer.channel));

        goOn.countDown();
        loop.takesBack();
        loop.peer.send("b");
        loop.pass(Duration.ofSeconds(10));

        probe.expectNothing("its channel was given back while it was at work");
        assertThat(loop.peer.channel.isOpen()).as("whether the channel is open").isTrue();
    }

    @Test
    void theLoopDoesNotWaitForItAtTheEnd() throws Exception {
        loop.register(probe, INLINE, READABLE);
        loop.run(() -> loop.eventLoop.deregister(loop.peer.channel));

        loop.shutdown();

        loop.expectEnd("it was shut down, and its only channel was given back");
        assertThat(loop.peer.channel.isOpen()).as("whether the channel is open").isTrue();
        probe.expectNothing("its channel was given back");
    }

    @Test
    void aChannelThatIsNotInTheLoopIsLeftAlone() throws Exception {
        loop.run(() -> loop.eventLoop.deregister(loop.peer.channel));
        loop.register(probe, INLINE, READABLE);
        loop.run(() -> {
            try (Peer other = new Peer()) {
                loop.eventLoop.deregister(other.channel);
            }
        });
        probe.whenShutDown = Await::unchanged;
        loop.shutdown();
        probe.expect("onShutdown", "the loop is shutting down");
        loop.turns();

        loop.run(() -> {}); // A task is taken: the loop still counts its one channel.
    }

    @Test
    void deregisteringOffTheLoopIsAnAssertionError() {
        assertThatThrownBy(
                        () -> loop.eventLoop.deregister(loop.peer.channel),
                        "deregister, called on another thread than the loop's")
                .isInstanceOf(AssertionError.class);
    }
}
