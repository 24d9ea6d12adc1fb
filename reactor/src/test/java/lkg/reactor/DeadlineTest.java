package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a handler is called because time has passed. */
class DeadlineTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void aDeadlineThatPassesCallsOnTimeoutOnTheLoop() throws Exception {
        loop.register(probe, loop.onAnotherThread(), READABLE);

        loop.pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        loop.pass(Duration.ofNanos(1));

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onTimeout", "loop"));
    }

    @Test
    void d17_eachAnswerWithATimeoutSetsANewDeadline() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);
        loop.pass(Duration.ofSeconds(9));
        handleOneByte();

        loop.pass(Duration.ofSeconds(9));
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        loop.pass(Duration.ofSeconds(1));

        assertThat(probe.next()).isEqualTo("onTimeout");
    }

    @Test
    void d13_unchangedLeavesTheDeadlineWhereItIs() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.unchanged();
        };
        loop.register(probe, INLINE, READABLE);
        for (int second = 1; second < 10; second++) {
            loop.pass(Duration.ofSeconds(1));
            handleOneByte();
        }

        loop.pass(Duration.ofSeconds(1));

        assertThat(probe.next()).isEqualTo("onTimeout");
    }

    @Test
    void d07_aTimeoutCannotFireWhileTheHandlerIsAtWork() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);

        loop.pass(Duration.ofSeconds(60));
        assertThat(probe.hasBeenCalledAgain())
                .as("the deadline has passed, but the handler owns the channel")
                .isFalse();
        goOn.countDown();
        loop.takesBack();
        loop.pass(Duration.ofSeconds(9));
        assertThat(probe.hasBeenCalledAgain()).isFalse();

        loop.pass(Duration.ofSeconds(1));
        assertThat(probe.next())
                .as("the connection still has a deadline afterwards")
                .isEqualTo("onTimeout");
    }

    @Test
    void d07_aDeadlineThatIsKeptFiresAfterTheHandlerHasReturned() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, Await.unchanged());
        loop.pass(Duration.ofSeconds(60));

        goOn.countDown();

        assertThat(probe.next()).isEqualTo("onTimeout");
    }

    @Test
    void aDeadlineThatHasPassedCannotBeLeftWhereItIs() throws Exception {
        probe.whenTimedOut = Await::unchanged;
        loop.register(probe, INLINE, READABLE);

        loop.pass(Duration.ofSeconds(10));

        assertThat(probe.next()).isEqualTo("onTimeout");
        assertThat(probe.next())
                .as("unchanged from onTimeout, which would be called again at once and for ever")
                .isEqualTo("onClosed");
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
        assertThat(probe.next()).isEqualTo("onReady");
        loop.turns();

        loop.pass(Duration.ofMillis(100));

        assertThat(probe.next()).as("it does not wait for ever").isEqualTo("onTimeout");
    }

    @Test
    void aChannelThatIsClosedDoesNotTimeOutWhateverItsHandlerLacks() throws Exception {
        probe.whenClosed = () -> {
            throw new OutOfMemoryError("thrown on purpose");
        };
        loop.register(probe, INLINE, READABLE);
        loop.peer.send("x");
        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        loop.turns();

        loop.pass(Duration.ofSeconds(1));

        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    private void handleOneByte() throws Exception {
        loop.peer.send("x");
        assertThat(probe.next()).isEqualTo("onReady");
        loop.turns();
    }

    @Test
    void aKeptDeadlineIsEnforcedOnAChannelThatIsReadyAllTheTime() throws Exception {
        probe.whenReady = Await::unchanged;
        loop.register(probe, loop.onAnotherThread(), READABLE);
        loop.peer.send("nobody reads this");
        loop.setClockForward(Duration.ofSeconds(10));

        String call = probe.next();
        for (int i = 0; i < 500 && call.equals("onReady"); i++) {
            call = probe.next();
        }

        assertThat(call).isEqualTo("onTimeout");
    }
}
