package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A handler gives its channel to another one. */
@Tag("step-6")
class HandOverTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe old = new Probe();
    private final Probe next = new Probe();

    @Test
    void aHandOverIsAValueLikeTheOthers() {
        Await wait = Await.woken();
        assertThat(Await.handOver(next, wait).successor()).contains(next);
        assertThat(wait.successor()).isEmpty();
        assertThat(Await.handOver(next, wait))
                .as("a hand-over, with a wait for a wake-up")
                .isEqualTo(Await.handOver(next, wait))
                .hasSameHashCodeAs(Await.handOver(next, wait))
                .isNotEqualTo(Await.handOver(old, wait))
                .isNotEqualTo(Await.handOver(next, Await.readable()))
                .isNotEqualTo(wait);
        assertThat(Await.handOver(next, READABLE))
                .as("a hand-over, with a wait for input")
                .isNotEqualTo(Await.handOver(next, Await.readable()));
    }

    @Test
    void whoTakesOverWaitsForSomething() {
        for (Await nothing : List.of(Await.unchanged(), Await.closed(), Await.handOver(old, Await.readable()))) {
            assertThatThrownBy(() -> Await.handOver(next, nothing), "a hand-over with \"" + nothing + "\"")
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theNewHandlerGetsTheNextEventAndTheOldOneNone() throws Exception {
        handOver(READABLE);

        loop.peer.send("b");

        next.expect("onReady", "it has taken over the channel, and a byte has arrived");
        next.expect("onClosed", "it answered closed");
        old.expectNothing("it has handed over its channel");
    }

    @Test
    void theNewHandlerWaitsForWhatTheHandOverSays() throws Exception {
        handOver(Await.pause(Duration.ofSeconds(10)));

        loop.peer.send("b");
        loop.pass(Duration.ofSeconds(10).minusNanos(1));
        next.expectNothing("it pauses, and 1 ns is left of the 10 s");
        loop.pass(Duration.ofNanos(1));

        next.expect("onTimeout", "its pause of 10 s has passed");
        old.expectNothing("it has handed over its channel");
    }

    @Test
    void theExecutorStaysTheSame() throws Exception {
        old.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.handOver(next, READABLE);
        };
        loop.register(old, loop.onAnotherThread(), READABLE);
        loop.peer.send("a");
        old.expect("onReady", "a byte has arrived");
        loop.takesBack();

        loop.peer.send("b");

        next.expectOn("another", "onReady", "it has taken over the channel, and a byte has arrived");
    }

    @Test
    void theOldHandlersWakeUpWakesTheNewOne() throws Exception {
        handOver(Await.woken());

        old.wakeUp.run();

        next.expect("onReady", "it has taken over the channel, and its predecessor was woken");
        old.expectNothing("it has handed over its channel");
    }

    @Test
    void aWakeUpWhileTheOldHandlerIsAtWorkIsNotLostWhenItHandsOver() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(old, Await.handOver(next, Await.woken()));
        old.wakeUp.run();
        loop.turns();

        goOn.countDown();

        next.expect("onReady", "it has taken over the channel, and its predecessor was woken at work");
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
        next.expect("onReady", "it has taken over the channel, and a byte has arrived");

        loop.pass(Duration.ofSeconds(10).minusNanos(1));
        next.expectNothing("1 ns is left of the 30 s of the hand-over");
        loop.pass(Duration.ofNanos(1));

        next.expect("onTimeout", "the 30 s of the hand-over have passed");
    }

    /** The old handler reads a byte and hands over; the new one waits for {@code first}. */
    private void handOver(Await first) throws Exception {
        old.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.handOver(next, first);
        };
        loop.register(old::wokenBy, INLINE, READABLE);
        loop.peer.send("a");
        old.expect("onReady", "a byte has arrived");
        loop.turns();
    }
}
