package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What our loop does when memory is short. A clock that throws plays the lack of it, where the code looks at the clock.
 */
@Tag("inside")
class OutOfMemoryTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void anErrorBetweenTheStepsOfATurnDoesNotStopTheLoop() throws Exception {
        loop.run(loop::breakClock);
        loop.turns();

        assertThat(loop.clockHasFailed()).as("whether the clock has failed").isTrue();
        loop.turns();
    }

    @Test
    void aChannelWhoseAnswerCannotBeCarriedOutForWantOfMemoryTimesOutSoon() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            loop.breakClock();
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);
        loop.peer.send("x");
        probe.expect("onReady", "a byte has arrived");
        loop.turns();

        loop.pass(Duration.ofMillis(100).minusNanos(1));
        probe.expectNothing("1 ns is left of the 100 ms");
        loop.pass(Duration.ofNanos(1));

        probe.expect("onTimeout", "its answer could not be carried out, and it must not wait for ever");
    }

    @Test
    void aChannelThatIsClosedDoesNotTimeOutWhateverItsHandlerLacks() throws Exception {
        probe.whenClosed = () -> {
            throw new OutOfMemoryError("thrown on purpose");
        };
        loop.register(probe, INLINE, READABLE);
        loop.peer.send("x");
        probe.expect("onReady", "a byte has arrived");
        probe.expect("onClosed", "it answered closed");
        loop.turns();

        loop.pass(Duration.ofSeconds(1));

        probe.expectNothing("it is closed");
    }

    @Test
    void aChannelThatCouldNotBeRegisteredForWantOfMemoryIsNotWaitedForAtTheEnd() throws Exception {
        loop.run(() -> {
            loop.breakClock();
            assertThatThrownBy(
                            () -> loop.eventLoop.register(loop.peer.channel, wakeUp -> probe, INLINE, READABLE),
                            "register, without memory for the first wait")
                    .isInstanceOf(OutOfMemoryError.class);
        });
        loop.peer.channel.close();

        loop.shutdown();

        loop.expectEnd("it has no channel");
        probe.expectNothing("it was never registered");
    }
}
