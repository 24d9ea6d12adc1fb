package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptorTest {

    private final List<SocketChannel> clients = new ArrayList<>();
    private final BlockingQueue<SocketChannel> accepted = new LinkedBlockingQueue<>();
    private ServerSocketChannel listener;

    @BeforeEach
    void listen() throws IOException {
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        listener.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        for (SocketChannel client : clients) {
            client.close();
        }
        for (SocketChannel channel : accepted) {
            channel.close();
        }
    }

    @Test
    void acceptsUntilItWouldBlock() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 100, accepted::add);
        connect(3);

        assertThat(acceptor.onReady()).isEqualTo(Await.acceptable());

        assertThat(accepted).hasSize(3).noneMatch(SocketChannel::isBlocking);
        assertThat(acceptor.open()).isEqualTo(3);
    }

    @Test
    void aBurstIsAcceptedInSeveralTurns() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 1000, accepted::add);
        connect(100);

        acceptor.onReady();
        assertThat(accepted).as("one turn must not hold up the loop").hasSizeBetween(1, 99);
        acceptor.onReady();

        assertThat(accepted).hasSize(100);
    }

    @Test
    void atItsMaximumItWaitsToBeWoken() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 1, accepted::add);
        connect(2);

        assertThat(acceptor.onReady())
                .as("the listener stays readable, so a loop that waits for readiness would spin")
                .isEqualTo(Await.woken());
        assertThat(accepted).hasSize(1);
    }

    @Test
    void roomThatCameBeforeItWaitedIsSeen() throws Exception {
        Acceptor acceptor = new Acceptor(listener, 1, accepted::add);
        connect(2);
        EventHandler releasingTooEarly = new EventHandler() {
            @Override
            public Await onReady() {
                Await next = acceptor.onReady();
                if (acceptor.open() > 0) {
                    acceptor.released();
                }
                return next;
            }

            @Override
            public Await onTimeout() {
                return acceptor.onTimeout();
            }
        };
        EventLoop loop = EventLoop.start("acceptor", failure -> {});
        try {
            loop.execute(() -> {
                try {
                    loop.register(
                            listener,
                            wakeUp -> {
                                acceptor.wokenBy(wakeUp);
                                return releasingTooEarly;
                            },
                            Runnable::run,
                            Await.acceptable());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (String which : List.of("first", "second")) {
                SocketChannel channel = accepted.poll(10, TimeUnit.SECONDS);
                assertThat(channel)
                        .as("the %s connection; nobody is left to release one", which)
                        .isNotNull();
                channel.close();
            }
        } finally {
            loop.shutdownNow();
        }
    }

    @Test
    void d06_anErrorPausesAcceptingAndThenItGoesOn() throws IOException {
        FailingListener failing = new FailingListener(listener);
        Acceptor acceptor = new Acceptor(failing, 100, accepted::add);
        connect(2);
        failing.outOfDescriptors = true;

        Await pause = acceptor.onReady();

        assertThat(pause.interestOps)
                .as("the listener stays ready all the while: interest in it would spin")
                .isZero();
        assertThat(pause.hasDeadline()).as("the pause ends").isTrue();

        failing.outOfDescriptors = false;
        assertThat(acceptor.onTimeout()).isEqualTo(Await.acceptable());
        assertThat(acceptor.onReady()).isEqualTo(Await.acceptable());
        assertThat(accepted).as("those that waited are accepted").hasSize(2);
    }

    @Test
    void aConnectionThatCannotBeTakenInDoesNotMakeTheServerDeaf() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 100, channel -> {
            accepted.add(channel);
            throw new OutOfMemoryError("thrown on purpose");
        });
        connect(1);

        Await next = acceptor.onReady();

        assertThat(next.interestOps).isZero();
        assertThat(acceptor.onTimeout()).isEqualTo(Await.acceptable());
        assertThat(accepted.remove().isOpen())
                .as("nobody else knows of the connection")
                .isFalse();
        assertThat(acceptor.open()).isZero();
    }

    @Test
    void anAcceptorThatCannotBeRunGoesOnLater() {
        Acceptor acceptor = new Acceptor(listener, 100, accepted::add);

        assertThat(acceptor.onRejected().hasDeadline())
                .as("it pauses: without it no client can connect")
                .isTrue();
    }

    @Test
    void aClosedListenerIsTheEnd() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 100, accepted::add);
        listener.close();

        assertThat(acceptor.onReady()).isEqualTo(Await.closed());
    }

    @Test
    void atTheMaximumItWaitsUntilAConnectionIsReleased() throws Exception {
        Acceptor acceptor = new Acceptor(listener, 2, accepted::add);
        EventLoop loop = EventLoop.start("loop", failure -> {});
        loop.execute(() -> {
            try {
                loop.register(listener, acceptor::wokenBy, Runnable::run, Await.acceptable());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        connect(3);
        List<SocketChannel> first = List.of(nextAccepted(), nextAccepted());
        assertThat(acceptor.open()).isEqualTo(2);
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        loop.execute(() -> waiting.complete(null));
        waiting.get(10, TimeUnit.SECONDS);

        first.get(0).close();
        acceptor.released();

        SocketChannel third = nextAccepted();
        assertThat(third.isOpen()).isTrue();
        assertThat(acceptor.open()).as("never more than the maximum").isEqualTo(2);
        loop.shutdownNow();
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        acceptor.released();
        first.get(1).close();
        third.close();
    }

    /** Whether room can be made, and how often it was. */
    private final class Room implements Acceptor.Owner {

        boolean canBeMade;
        int made;
        int listenersLost;

        @Override
        public void onAccepted(SocketChannel channel) {
            accepted.add(channel);
        }

        @Override
        public boolean canMakeRoom() {
            return canBeMade;
        }

        @Override
        public void makeRoom() {
            made++;
        }

        @Override
        public void onListenerLost() {
            listenersLost++;
        }
    }

    @Test
    void atTheMaximumANewConnectionIsTakenIfRoomCanBeMade() throws IOException {
        Room room = new Room();
        room.canBeMade = true;
        Acceptor acceptor = new Acceptor(listener, 2, room);
        connect(3);

        assertThat(acceptor.onReady()).isEqualTo(Await.acceptable());

        assertThat(accepted).hasSize(3);
        assertThat(room.made).as("connections asked to close").isEqualTo(1);
    }

    @Test
    void noConnectionIsClosedWhenNoOtherWaits() throws IOException {
        Room room = new Room();
        room.canBeMade = true;
        Acceptor acceptor = new Acceptor(listener, 2, room);
        connect(2);

        assertThat(acceptor.onReady()).isEqualTo(Await.acceptable());

        assertThat(room.made).isZero();
    }

    @Test
    void anAcceptorThatWaitsForRoomIsWokenWhenRoomCanBeMade() throws IOException {
        Room room = new Room();
        int[] wakeUps = {0};
        Acceptor acceptor = new Acceptor(listener, 1, room).wokenBy(() -> wakeUps[0]++);
        acceptor.lookAgain();
        assertThat(wakeUps[0]).as("while it does not wait").isZero();
        connect(2);
        assertThat(acceptor.onReady()).isEqualTo(Await.woken());

        room.canBeMade = true;
        acceptor.lookAgain();

        assertThat(wakeUps[0]).isEqualTo(1);
        acceptor.onReady();
        assertThat(accepted).hasSize(2);
    }

    @Test
    void atTheEndItTakesAllThatTheKernelHasQueuedAndClosesTheListener() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 1, accepted::add);
        connect(100);

        acceptor.stop();

        assertThat(accepted).as("even beyond the maximum").hasSize(100);
        assertThat(listener.isOpen()).isFalse();
    }

    @Test
    void theListenerIsClosedEvenIfTheRestCannotBeTaken() throws IOException {
        FailingListener failing = new FailingListener(listener);
        failing.outOfDescriptors = true;
        connect(1);

        new Acceptor(failing, 100, accepted::add).stop();

        assertThat(failing.isOpen()).isFalse();
    }

    @Test
    void connectionsThatAreSlowToMakeRoomLetTheMaximumBeExceededByFew() throws IOException {
        Room room = new Room();
        room.canBeMade = true;
        AtomicInteger wakeUps = new AtomicInteger();
        Acceptor acceptor = new Acceptor(listener, 2, room).wokenBy(wakeUps::incrementAndGet);
        connect(100);

        for (int i = 0; i < 10; i++) {
            acceptor.onReady();
        }
        assertThat(acceptor.open()).isEqualTo(2 + 16);
        assertThat(acceptor.onReady()).isEqualTo(Await.woken());

        acceptor.released();
        assertThat(wakeUps).hasValue(1);
        acceptor.onReady();
        assertThat(acceptor.open()).isEqualTo(2 + 16);
    }

    @Test
    void aListenerThatSomebodyElseClosedIsReported() throws IOException {
        Room room = new Room();
        Acceptor acceptor = new Acceptor(listener, 1, room);

        acceptor.onClosed();

        assertThat(room.listenersLost).isEqualTo(1);
    }

    private SocketChannel nextAccepted() throws InterruptedException {
        SocketChannel channel = accepted.poll(10, TimeUnit.SECONDS);
        assertThat(channel).as("a connection is accepted").isNotNull();
        return channel;
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(SocketChannel.open(listener.getLocalAddress()));
        }
    }
}
