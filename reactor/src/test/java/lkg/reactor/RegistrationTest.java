package lkg.reactor;

import static lkg.reactor.TestLoop.FULL;
import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who owns a channel, and when its handler is called. */
class RegistrationTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void aReadyChannelIsHandledOnItsExecutor() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onReady", "loop"));
    }

    @Test
    void aHandlerThatReturnsReadableIsCalledAgainForMore() throws Exception {
        CompletableFuture<String> all = new CompletableFuture<>();
        StringBuilder seen = new StringBuilder();
        probe.whenReady = () -> {
            seen.append(Peer.read(loop.peer.channel));
            if (seen.length() == 2) {
                all.complete(seen.toString());
            }
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");
        probe.next();
        loop.peer.send("b");

        assertThat(all.get(10, TimeUnit.SECONDS)).isEqualTo("ab");
    }

    @Test
    void d14_inputThatArrivesWhileAHandlerIsAtWorkDoesNotCallItASecondTime() throws Exception {
        CountDownLatch goOn = loop.registerAtWork(probe, READABLE);

        loop.peer.send("b");
        loop.turns();

        assertThat(probe.hasBeenCalledAgain())
                .as("the handler owns the channel until it returns")
                .isFalse();
        goOn.countDown();
    }

    @Test
    void d10_d11_aChannelIsArmedAgainOnlyAfterItsHandlerHasReturned() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        probe.whenReady = () -> {
            TestLoop.await(goOn);
            return READABLE;
        };
        loop.register(probe, loop.onAnotherThread(), READABLE);
        loop.peer.send("not read by the handler");
        probe.next();
        loop.turns();
        assertThat(probe.hasBeenCalledAgain()).isFalse();

        goOn.countDown();

        assertThat(probe.next())
                .as("what is still unread is announced as soon as the channel is armed")
                .isEqualTo("onReady");
    }

    @Test
    void closedClosesTheChannelAndSaysSoOnce() throws Exception {
        probe.whenReady = Await::closed;
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.peer.channel.isOpen()).isFalse();
        loop.turns();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void anIOExceptionClosesTheChannel() throws Exception {
        probe.whenReady = () -> {
            throw new IOException("connection reset");
        };
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aHandlerThatThrowsAnythingClosesOnlyItsOwnChannel() throws Exception {
        Probe other = new Probe();
        other.whenReady = () -> READABLE;
        probe.whenReady = () -> {
            throw new StackOverflowError("thrown on purpose");
        };
        loop.register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, other, INLINE, READABLE);

            loop.peer.send("a");
            assertThat(probe.next()).isEqualTo("onReady");
            assertThat(probe.next()).isEqualTo("onClosed");

            otherPeer.send("b");
            assertThat(other.next()).isEqualTo("onReady");
        }
    }

    @Test
    void aHandlerWhoseExceptionCannotBeLoggedLosesItsChannelAllTheSame() throws Exception {
        probe.whenReady = () -> {
            throw new Unprintable();
        };
        loop.register(probe, loop.onAnotherThread(), READABLE);

        loop.peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aHandlerThatClosesItsOwnChannelDoesNotStopTheLoop() throws Exception {
        probe.whenReady = () -> {
            loop.peer.channel.close();
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        loop.run(() -> {});
    }

    @Test
    void aHandlerWhoseExecutorIsFullIsToldOnTheLoop() throws Exception {
        loop.register(probe, FULL, READABLE);

        loop.peer.send("a");

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onRejected", "loop"));
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void anExecutorThatFailsCountsAsFull() throws Exception {
        Executor failing = task -> {
            throw new OutOfMemoryError("unable to create native thread, on purpose");
        };
        loop.register(probe, failing, READABLE);

        loop.peer.send("a");

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onRejected", "loop"));
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aHandlerWhoseClosingFailsIsNotCalledAgain() throws Exception {
        probe.whenClosed = () -> {
            throw new RejectedExecutionException("what it wanted to do at last was rejected");
        };
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        loop.turns();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void aHandlerThatForgetsToAnswerLosesItsChannelAndNothingElse() throws Exception {
        probe.whenReady = () -> null;
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).as("null instead of an Await").isEqualTo("onClosed");
    }
}
