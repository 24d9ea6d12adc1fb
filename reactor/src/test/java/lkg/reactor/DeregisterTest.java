package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel that the loop gives back. */
class DeregisterTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void aChannelThatWasGivenBackIsOpenAndForgotten() throws Exception {
        loop.register(probe, INLINE, READABLE);
        loop.run(() -> {
            loop.eventLoop.deregister(loop.peer.channel);
            assertThat(loop.peer.channel.isRegistered())
                    .as("closing a channel that is registered leaves its descriptor open until the next select")
                    .isFalse();
        });

        loop.peer.send("a");
        loop.pass(Duration.ofSeconds(10));

        assertThat(probe.hasBeenCalledAgain()).isFalse();
        assertThat(Peer.read(loop.peer.channel)).isEqualTo("a");
    }

    @Test
    void theLoopDoesNotWaitForItAtTheEnd() throws Exception {
        loop.register(probe, INLINE, READABLE);
        loop.run(() -> loop.eventLoop.deregister(loop.peer.channel));

        loop.shutdown();

        assertThat(loop.ends()).isTrue();
        assertThat(loop.peer.channel.isOpen()).isTrue();
    }

    @Test
    void aChannelThatIsNotInTheLoopIsLeftAlone() throws Exception {
        loop.run(() -> loop.eventLoop.deregister(loop.peer.channel));
        loop.shutdown();

        assertThat(loop.ends()).isTrue();
    }
}
