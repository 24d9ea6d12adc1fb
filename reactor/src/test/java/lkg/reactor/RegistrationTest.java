package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A handler is called when its channel is ready, on the loop's own thread, and the loop does what it answers. */
@Tag("step-3")
class RegistrationTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

    @Test
    void aReadyChannelCallsItsHandlerOnTheLoop() throws Exception {
        probe.whenReady = this::readAll;
        loop.register(probe, INLINE, READABLE);
        loop.turns();
        probe.expectNothing("no byte has arrived");

        loop.peer.send("a");

        probe.expectOn("loop", "onReady", "a byte has arrived");
        loop.turns();
        probe.expectNothing("the byte was read");
    }

    @Test
    void aHandlerThatReturnsReadableIsCalledAgainForMore() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        probe.whenReady = () -> {
            seen.add(Peer.read(loop.peer.channel));
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);

        for (String sent : List.of("a", "b", "c")) {
            loop.peer.send(sent);
            assertThat(Waits.next(seen, "the handler reads " + sent))
                    .as("what the handler reads")
                    .isEqualTo(sent);
        }
    }

    @Test
    void whatAHandlerLeavesUnreadCallsItAgain() throws Exception {
        probe.whenReady = () -> READABLE;
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        probe.expect("onReady", "a byte has arrived");
        probe.expect("onReady", "the byte was not read");
    }

    @Test
    void unchangedWaitsForTheSameAgain() throws Exception {
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            return Await.unchanged();
        };
        loop.register(probe, INLINE, READABLE);

        for (int i = 1; i <= 3; i++) {
            loop.peer.send("a");
            probe.expect("onReady", "byte number " + i + " has arrived");
            loop.turns();
        }
    }

    @Test
    void d19_readableAsksForReadingAndWritableForWriting() throws Exception {
        probe.whenReady = () -> READABLE;

        loop.register(probe, INLINE, Await.writable(Duration.ofSeconds(10)));

        probe.expect("onReady", "there is room to write");
        loop.turns();
        probe.expectNothing("it waits for input now, and there is none");
        probe.whenReady = this::readAll;
        loop.peer.send("a");
        probe.expect("onReady", "a byte has arrived");
    }

    @Test
    void inputThatAHandlerDoesNotWaitForDoesNotCallIt() throws Exception {
        probe.whenReady = Await::woken;
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        probe.expect("onReady", "a byte has arrived");
        loop.turns();
        probe.expectNothing("it did not read the byte, but waits for a wake-up and no more for input");
    }

    @Test
    void aConnectionCallsTheHandlerOfAListener() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            listener.configureBlocking(false);
            probe.whenReady = () -> {
                listener.accept().close();
                return Await.acceptable();
            };
            loop.register(listener, probe, INLINE, Await.acceptable());
            for (int i = 1; i <= 2; i++) {
                try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
                    probe.expect("onReady", "client number " + i + " has connected");
                    loop.turns();
                    probe.expectNothing("the connection was accepted");
                    assertThat(client.isConnected()).isTrue();
                }
            }
        }
    }

    @Test
    void manyChannelsThatAreReadyAtOnceAreAllHandled() throws Exception {
        List<Peer> peers = new ArrayList<>();
        List<Probe> probes = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Peer peer = new Peer();
                peers.add(peer);
                Probe each = new Probe();
                probes.add(each);
                each.whenReady = () -> {
                    Peer.read(peer.channel);
                    return READABLE;
                };
                loop.register(peer.channel, each, INLINE, READABLE);
            }
            CountDownLatch goOn = loop.block();
            for (Peer peer : peers) {
                peer.send("a");
            }
            goOn.countDown();
            for (Probe each : probes) {
                each.expect("onReady", "each of 20 channels has got a byte while the loop was busy");
            }
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    // Closing

    @Test
    void closedClosesTheChannelAndSaysSoOnce() throws Exception {
        probe.whenReady = Await::closed;
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        probe.expect("onReady", "a byte has arrived");
        probe.expectOn("loop", "onClosed", "it answered closed");
        loop.turns();
        assertThat(loop.peer.channel.isOpen()).as("whether the channel is open").isFalse();
        probe.expectNothing("it is closed");
    }

    @Test
    void anIOExceptionClosesTheChannel() throws Exception {
        closesItsOwnChannelOnly("it threw an IOException", () -> {
            throw new IOException("connection reset");
        });
    }

    @Test
    void aHandlerThatThrowsAnythingClosesOnlyItsOwnChannel() throws Exception {
        closesItsOwnChannelOnly("it threw a StackOverflowError", () -> {
            throw new StackOverflowError("thrown on purpose");
        });
    }

    @Test
    void aHandlerWhoseExceptionCannotBePrintedLosesItsChannelAllTheSame() throws Exception {
        closesItsOwnChannelOnly("it threw an exception whose toString throws", () -> {
            throw new Unprintable();
        });
    }

    @Test
    void aHandlerThatForgetsToAnswerLosesItsChannelAndNothingElse() throws Exception {
        closesItsOwnChannelOnly("it returned null instead of an Await", () -> null);
    }

    @Test
    void aHandlerThatClosesItsOwnChannelDoesNotStopTheLoop() throws Exception {
        closesItsOwnChannelOnly("it has closed its channel itself", () -> {
            loop.peer.channel.close();
            return READABLE;
        });
    }

    private void closesItsOwnChannelOnly(String because, Probe.Answer answer) throws Exception {
        Probe other = new Probe();
        other.whenReady = () -> READABLE;
        probe.whenReady = answer;
        loop.register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, other, INLINE, READABLE);

            loop.peer.send("a");

            probe.expect("onReady", "a byte has arrived");
            probe.expectOn("loop", "onClosed", because);
            assertThat(loop.peer.channel.isOpen())
                    .as("whether the channel is open, after " + because)
                    .isFalse();
            otherPeer.send("b");
            other.expect("onReady", "a byte has arrived at the other channel, and the loop goes on");
        }
    }

    @Test
    void aHandlerWhoseClosingFailsIsNotCalledAgain() throws Exception {
        probe.whenClosed = () -> {
            throw new IllegalStateException("thrown on purpose");
        };
        loop.register(probe, INLINE, READABLE);

        loop.peer.send("a");

        probe.expect("onReady", "a byte has arrived");
        probe.expect("onClosed", "it answered closed");
        loop.turns();
        probe.expectNothing("it was told that it is closed, though it threw then");
    }

    @Test
    void aHandlerNeedNotCareAboutItsEnd() throws Exception {
        EventHandler careless = new EventHandler() {
            @Override
            public Await onReady() {
                return Await.closed();
            }

            @Override
            public Await onTimeout() {
                return Await.closed();
            }
        };
        loop.register(careless, INLINE, READABLE);

        loop.peer.send("a");

        assertThat(loop.peer.seesTheEnd())
                .as("whether the far end sees that the channel was closed")
                .isTrue();
    }

    // What register refuses

    @Test
    void aClosedChannelCannotBeRegistered() throws Exception {
        loop.peer.channel.close();

        loop.run(() -> assertThatThrownBy(
                        () -> loop.eventLoop.register(loop.peer.channel, wakeUp -> probe, INLINE, READABLE),
                        "register of a closed channel")
                .isInstanceOf(IOException.class));
    }

    @Test
    void aChannelThatCouldNotBeRegisteredIsLeftToTheCaller() throws Exception {
        loop.registerInVain(loop.peer.channel);
        assertThat(loop.peer.channel.isOpen()).as("whether the channel is open").isTrue();
        loop.peer.channel.close();

        loop.shutdown();

        loop.expectEnd("it has no channel: the one that could not be registered does not count");
    }

    @Test
    void aChannelThatCouldNotBeRegisteredLeavesTheOthersAloneAndTheLoopCanEnd() throws Exception {
        probe.whenReady = this::readAll;
        loop.register(probe, INLINE, READABLE);
        try (Peer refused = new Peer()) {
            loop.registerInVain(refused.channel);
            refused.send("a");
            loop.turns();

            loop.peer.send("b");
            probe.expect("onReady", "a byte has arrived, whatever happened to another channel");
            loop.shutdownNow();

            loop.expectEnd("of shutdownNow, and a channel that could not be registered is none of its own");
            assertThat(refused.channel.isOpen())
                    .as("whether the channel is open that could not be registered: it is the caller's")
                    .isTrue();
        }
    }

    @Test
    void registeringOffTheLoopIsAnAssertionError() {
        assertThatThrownBy(
                        () -> loop.eventLoop.register(loop.peer.channel, wakeUp -> probe, INLINE, READABLE),
                        "register, called on another thread than the loop's")
                .isInstanceOf(AssertionError.class);
    }

    private Await readAll() throws IOException {
        Peer.read(loop.peer.channel);
        return READABLE;
    }
}
