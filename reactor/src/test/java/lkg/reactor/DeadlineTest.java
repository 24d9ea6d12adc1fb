package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a handler is called because time has passed. */
@Tag("step-4")
class DeadlineTest {

    private static final Duration LONG = Duration.ofDays(1);

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void aPauseIsAValueLikeTheOthers() {
        Duration second = Duration.ofSeconds(1);
        assertThat(Await.pause(second))
                .as("a pause of 1 s")
                .isEqualTo(Await.pause(second))
                .hasSameHashCodeAs(Await.pause(second))
                .isNotEqualTo(Await.pause(second.plusNanos(1)))
                .isNotEqualTo(Await.readable(second))
                .isNotEqualTo(Await.woken());
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> Await.pause(none), "a pause of " + none)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDeadlineThatPassesCallsOnTimeoutOnTheLoop() throws Exception {
        loop.register(probe, INLINE, READABLE);

        loop.pass(Duration.ofSeconds(10).minusNanos(1));
        probe.expectNothing("1 ns is left of its 10 s");
        loop.pass(Duration.ofNanos(1));

        probe.expectOn("loop", "onTimeout", "its 10 s have passed");
        probe.expect("onClosed", "it answered closed");
    }

    @Test
    void d03_aDeadlineSetByATaskIsNoticedByALoopThatSlept() throws Exception {
        loop.run(() -> {});

        loop.register(probe, INLINE, Await.pause(Duration.ofNanos(1)));
        loop.setClockForward(Duration.ofNanos(1));
        loop.run(() -> {});

        probe.expect("onTimeout", "its pause of 1 ns has passed");
    }

    @Test
    void eachKindOfWaitHasTheDeadlineThatItNames() throws Exception {
        for (Await wait : List.of(READABLE, Await.pause(Duration.ofSeconds(10)))) {
            try (Peer peer = new Peer()) {
                Probe each = new Probe();
                loop.register(peer.channel, each, INLINE, wait);
                loop.pass(Duration.ofSeconds(10));
                each.expect("onTimeout", "10 s have passed; it waited to be " + wait);
            }
        }
        for (Await wait : List.of(Await.readable(), Await.woken())) {
            try (Peer peer = new Peer()) {
                Probe each = new Probe();
                loop.register(peer.channel, each, INLINE, wait);
                loop.pass(LONG);
                each.expectNothing("it has no deadline; it waited to be " + wait);
            }
        }
    }

    @Test
    void d17_aWaitForRoomHasADeadline() throws Exception {
        probe.whenReady = () -> {
            Peer.fill(loop.peer.channel);
            return Await.writable(Duration.ofSeconds(10));
        };
        loop.register(probe, INLINE, READABLE);
        loop.peer.send("a");
        probe.expect("onReady", "a byte has arrived");
        loop.turns();
        probe.expectNothing("there is no room to write: nobody reads at the far end");

        loop.pass(Duration.ofSeconds(10));

        probe.expect("onTimeout", "there was no room for 10 s");
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
        probe.expectNothing("1 s is left of the 10 s that its last answer gave it");
        loop.pass(Duration.ofSeconds(1));

        probe.expect("onTimeout", "10 s have passed since its last answer");
    }

    @Test
    void anAnswerWithoutADeadlineEndsTheOneBefore() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.readable();
        };
        loop.register(probe, INLINE, READABLE);
        handleOneByte();

        loop.pass(LONG);

        probe.expectNothing("its last answer was readable, without a deadline");
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

        probe.expect("onTimeout", "10 s have passed, and each answer since was unchanged");
    }

    @Test
    void aHandlerThatSetsANewDeadlineWhenItTimesOutGoesOn() throws Exception {
        probe.whenReady = probe.whenTimedOut = () -> {
            Peer.read(loop.peer.channel);
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);
        for (int i = 0; i < 3; i++) {
            loop.pass(Duration.ofSeconds(10));
            probe.expect("onTimeout", "10 s have passed");
            loop.pass(Duration.ofSeconds(9));
            probe.expectNothing("its answer to onTimeout set a new deadline");
            handleOneByte();
        }
    }

    @Test
    void aDeadlineThatHasPassedCannotBeLeftWhereItIs() throws Exception {
        probe.whenTimedOut = Await::unchanged;
        loop.register(probe, INLINE, READABLE);

        loop.pass(Duration.ofSeconds(10));

        probe.expect("onTimeout", "its 10 s have passed");
        probe.expect("onClosed", "it answered unchanged to onTimeout, which would be called again at once, for ever");
    }

    @Test
    void aHandlerThatFailsWhenItTimesOutLosesItsChannel() throws Exception {
        probe.whenTimedOut = () -> {
            throw new IllegalStateException("thrown on purpose");
        };
        loop.register(probe, INLINE, READABLE);

        loop.pass(Duration.ofSeconds(10));

        probe.expect("onTimeout", "its 10 s have passed");
        probe.expect("onClosed", "it threw an exception");
        loop.run(() -> {});
    }

    @Test
    void aHandlerThatFailsWhenItIsClosedDoesNotHoldUpTheOthers() throws Exception {
        Probe other = new Probe();
        probe.whenClosed = () -> {
            throw new IllegalStateException("thrown on purpose");
        };
        loop.register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, other, INLINE, READABLE);

            loop.pass(Duration.ofSeconds(10));

            probe.expect("onTimeout", "its 10 s have passed");
            other.expect("onTimeout", "its 10 s have passed, too, though the handler before it has failed");
        }
    }

    @Test
    void aChannelThatIsReadyAllTheTimeDoesNotHoldUpTheDeadlinesOfOthers() throws Exception {
        Probe busy = new Probe();
        busy.whenReady = () -> READABLE;
        loop.register(probe, INLINE, READABLE);
        try (Peer busyPeer = new Peer()) {
            loop.register(busyPeer.channel, busy, INLINE, READABLE);
            busyPeer.send("nobody reads this");
            busy.expect("onReady", "a byte has arrived");

            loop.setClockForward(Duration.ofSeconds(10));

            probe.expect("onTimeout", "its 10 s have passed, while another channel was ready all the time");
        }
    }

    @Test
    void whatIsReadyIsHandledBeforeADeadlineIsHeldAgainstIt() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);

        CountDownLatch goOn = loop.block();
        loop.peer.send("a");
        loop.setClockForward(Duration.ofSeconds(10));
        goOn.countDown();

        probe.expect("onReady", "a byte has arrived before the loop looked whether its deadline had passed");
        loop.turns();
        probe.expectNothing("its answer set a new deadline");
    }

    /** The deadline of one channel passes while the loop is still busy with what had arrived at another one. */
    @Test
    void whatArrivesWhileALoopIsBusyIsHandledBeforeADeadlineThatPassesMeanwhile() throws Exception {
        Probe due = new Probe();
        Probe busy = new Probe();
        AtomicInteger calls = new AtomicInteger();
        busy.whenReady = () -> {
            if (calls.incrementAndGet() == 2) {
                loop.peer.send("a");
                loop.setClockForward(Duration.ofSeconds(10));
            }
            return READABLE;
        };
        try (Peer duePeer = new Peer();
                Peer busyPeer = new Peer()) {
            loop.run(() -> {
                loop.register(duePeer.channel, due, INLINE, READABLE);
                loop.setClockForward(Duration.ofSeconds(5));
                loop.register(probe, INLINE, READABLE);
                loop.register(busyPeer.channel, busy, INLINE, READABLE);
                busyPeer.send("nobody reads this");
                loop.setClockForward(Duration.ofSeconds(5));
            });

            probe.expect("onReady", "a byte had arrived before its 10 s had passed");
            due.expect("onTimeout", "its 10 s have passed");
        }
    }

    @Test
    void theLoopForgetsTheHandlerOfAClosedChannel() throws Exception {
        WeakReference<Probe> forgotten = closesBeforeItsDeadline();
        loop.turns();

        for (int i = 0; i < 200 && forgotten.get() != null; i++) {
            System.gc();
        }

        assertThat(forgotten.get())
                .as("what the loop still refers to: the handler of a channel that was closed a day before its deadline")
                .isNull();
    }

    private WeakReference<Probe> closesBeforeItsDeadline() throws Exception {
        Probe shortLived = new Probe();
        loop.register(shortLived, INLINE, Await.readable(LONG));
        loop.peer.send("a");
        shortLived.expect("onReady", "a byte has arrived");
        shortLived.expect("onClosed", "it answered closed");
        return new WeakReference<>(shortLived);
    }

    private void handleOneByte() throws Exception {
        loop.peer.send("x");
        probe.expect("onReady", "a byte has arrived");
        loop.turns();
    }
}
