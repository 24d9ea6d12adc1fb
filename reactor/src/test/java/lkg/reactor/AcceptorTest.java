package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("step-8")
class AcceptorTest {

    /** What the Javadoc says: an acceptor that failed pauses for so long. */
    private static final Await PAUSE = Await.pause(Duration.ofMillis(100));

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

        assertThat(acceptor.onReady())
                .as("what an acceptor of up to 100 connections waits for, when it has accepted the 3 that there were")
                .isEqualTo(Await.acceptable());

        assertThat(accepted)
                .as("the accepted connections, which must be non-blocking")
                .hasSize(3)
                .noneMatch(SocketChannel::isBlocking);
        assertThat(acceptor.open()).as("open connections").isEqualTo(3);
    }

    @Test
    void itStopsAcceptingWhenNobodyWaits() throws IOException {
        FailingListener counting = new FailingListener(listener);
        connect(1);

        new Acceptor(counting, 100, accepted::add).onReady();

        assertThat(counting.calls).as("calls of accept, for 1 connection").isLessThan(5);
    }

    @Test
    void aBurstIsAcceptedInSeveralTurns() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 1000, accepted::add);
        connect(100);

        assertThat(acceptor.onReady())
                .as("what it waits for, if more connections wait")
                .isEqualTo(Await.acceptable());
        assertThat(accepted)
                .as("accepted in one turn, of 100: it must not hold up the loop")
                .hasSize(64);
        acceptor.onReady();

        assertThat(accepted).as("accepted in two turns, of 100").hasSize(100);
    }

    @Test
    void atItsMaximumItWaitsToBeWoken() throws IOException {
        AtomicInteger wakeUps = new AtomicInteger();
        Acceptor acceptor = new Acceptor(listener, 1, accepted::add).wokenBy(wakeUps::incrementAndGet);
        connect(2);

        assertThat(acceptor.onReady())
                .as("what it waits for, at its maximum of 1; the listener stays ready, so waiting for that would spin")
                .isEqualTo(Await.woken());
        assertThat(accepted)
                .as("accepted connections, of 2, with a maximum of 1")
                .hasSize(1);
        assertThat(wakeUps)
                .as("wake-ups, though no connection was released: it would wait and be woken for ever")
                .hasValue(0);
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

            @Override
            public void onClosed() {
                // Only the test ends the loop.
            }
        };
        EventLoop loop = EventLoop.start("acceptor", failure -> {});
        try {
            register(loop, wakeUp -> {
                acceptor.wokenBy(wakeUp);
                return releasingTooEarly;
            });
            for (String which : List.of("first", "second")) {
                Waits.next(
                                accepted,
                                "the " + which + " of 2 connections is accepted; the maximum is 1, and each is "
                                        + "released before the loop carries out what the acceptor waits for")
                        .close();
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

        assertThat(pause)
                .as("what it waits for; the listener stays ready all the while: interest in it would spin")
                .isEqualTo(PAUSE);

        failing.outOfDescriptors = false;
        assertThat(acceptor.onTimeout()).as("what it waits for after the pause").isEqualTo(Await.acceptable());
        assertThat(acceptor.onReady())
                .as("what it waits for, when all goes well")
                .isEqualTo(Await.acceptable());
        assertThat(accepted).as("connections that waited, and are accepted now").hasSize(2);
    }

    @Test
    void aConnectionThatCannotBeTakenInDoesNotMakeTheServerDeaf() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 100, channel -> {
            accepted.add(channel);
            throw new OutOfMemoryError("thrown on purpose");
        });
        connect(1);

        assertThat(acceptor.onReady())
                .as("what it waits for, when its owner has thrown an OutOfMemoryError")
                .isEqualTo(PAUSE);

        assertThat(acceptor.onTimeout()).as("what it waits for after the pause").isEqualTo(Await.acceptable());
        assertThat(accepted.remove().isOpen())
                .as("whether the connection is open that the owner has not taken; nobody else knows of it")
                .isFalse();
        assertThat(acceptor.open()).as("open connections").isZero();
    }

    @Test
    void anAcceptorThatCannotBeRunGoesOnLater() {
        Acceptor acceptor = new Acceptor(listener, 100, accepted::add);

        assertThat(acceptor.onRejected())
                .as("what it waits for, if its loop could not run it; without it no client can connect")
                .isEqualTo(PAUSE);
    }

    @Test
    void aClosedListenerIsTheEnd() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 100, accepted::add);
        listener.close();

        assertThat(acceptor.onReady())
                .as("what it waits for, if its listener is closed")
                .isEqualTo(Await.closed());
    }

    @Test
    void atLeastOneConnectionIsAllowed() {
        assertThatThrownBy(() -> new Acceptor(listener, 0, accepted::add), "an acceptor with a maximum of 0")
                .isInstanceOf(IllegalArgumentException.class);
        new Acceptor(listener, 1, accepted::add);
    }

    @Test
    void atTheMaximumItWaitsUntilAConnectionIsReleased() throws Exception {
        Acceptor acceptor = new Acceptor(listener, 2, accepted::add);
        EventLoop loop = EventLoop.start("loop", failure -> {});
        try {
            register(loop, acceptor::wokenBy);
            connect(3);
            List<SocketChannel> first = List.of(nextAccepted(), nextAccepted());
            assertThat(acceptor.open()).as("open connections").isEqualTo(2);
            CompletableFuture<Void> waiting = new CompletableFuture<>();
            loop.execute(() -> waiting.complete(null));
            Waits.get(waiting, "the loop runs a task");
            assertThat(accepted)
                    .as("accepted connections beyond the maximum of 2")
                    .isEmpty();

            first.get(0).close();
            acceptor.released();

            nextAccepted().close();
            assertThat(acceptor.open()).as("open connections; the maximum is 2").isEqualTo(2);
            first.get(1).close();
        } finally {
            loop.shutdownNow();
        }
    }

    private void register(EventLoop loop, Function<Runnable, EventHandler> handler) throws Exception {
        CompletableFuture<Void> registered = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                loop.register(listener, handler, Runnable::run, Await.acceptable());
                registered.complete(null);
            } catch (Throwable t) {
                registered.completeExceptionally(t);
            }
        });
        Waits.get(registered, "the loop runs a task");
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

        assertThat(acceptor.onReady())
                .as("what it waits for, when it has taken 3 connections; the maximum is 2, but room can be made")
                .isEqualTo(Await.acceptable());

        assertThat(accepted).as("accepted connections, of 3").hasSize(3);
        assertThat(room.made).as("connections asked to close").isEqualTo(1);
    }

    @Test
    void noConnectionIsClosedWhenNoOtherWaits() throws IOException {
        Room room = new Room();
        room.canBeMade = true;
        Acceptor acceptor = new Acceptor(listener, 2, room);
        connect(2);

        assertThat(acceptor.onReady())
                .as("what it waits for, at its maximum of 2, if room could be made")
                .isEqualTo(Await.acceptable());

        assertThat(room.made).as("connections asked to close").isZero();
    }

    @Test
    void anAcceptorThatWaitsForRoomIsWokenWhenRoomCanBeMade() throws IOException {
        Room room = new Room();
        int[] wakeUps = {0};
        Acceptor acceptor = new Acceptor(listener, 1, room).wokenBy(() -> wakeUps[0]++);
        acceptor.lookAgain();
        assertThat(wakeUps[0]).as("wake-ups while it does not wait for room").isZero();
        connect(2);
        assertThat(acceptor.onReady())
                .as("what it waits for, at its maximum of 1")
                .isEqualTo(Await.woken());

        room.canBeMade = true;
        acceptor.lookAgain();

        assertThat(wakeUps[0])
                .as("wake-ups of lookAgain, while it waits for room")
                .isEqualTo(1);
        acceptor.lookAgain();
        assertThat(wakeUps[0])
                .as("wake-ups, when it was woken already and has not looked yet")
                .isEqualTo(1);
        acceptor.onReady();
        assertThat(accepted)
                .as("accepted connections, now that room can be made")
                .hasSize(2);
    }

    @Test
    void aReleaseWakesNobodyWhileThereIsRoom() throws IOException {
        AtomicInteger wakeUps = new AtomicInteger();
        Acceptor acceptor = new Acceptor(listener, 3, accepted::add).wokenBy(wakeUps::incrementAndGet);
        connect(2);
        acceptor.onReady();

        acceptor.released();
        acceptor.released();

        assertThat(wakeUps)
                .as("wake-ups, when 2 connections were released that were accepted with a maximum of 3")
                .hasValue(0);
    }

    @Test
    void atTheEndItTakesAllThatTheKernelHasQueuedAndClosesTheListener() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 1, accepted::add);
        connect(100);

        acceptor.stop();

        assertThat(accepted)
                .as("accepted connections, of 100 in the kernel's queue; the maximum does not count at the end")
                .hasSize(100);
        assertThat(listener.isOpen()).as("whether the listener is open").isFalse();
    }

    @Test
    void atTheEndItDoesNotAcceptForEver() throws IOException {
        try (SocketChannel always = SocketChannel.open()) {
            FailingListener endless = new FailingListener(listener) {
                @Override
                public SocketChannel accept() {
                    return always;
                }
            };
            Acceptor acceptor = new Acceptor(endless, 1, channel -> {});

            acceptor.stop();

            assertThat(acceptor.open())
                    .as("accepted connections, if there is always one more")
                    .isEqualTo(16_384);
        }
    }

    @Test
    void theListenerIsClosedEvenIfTheRestCannotBeTaken() throws IOException {
        FailingListener failing = new FailingListener(listener);
        failing.outOfDescriptors = true;
        connect(1);

        new Acceptor(failing, 100, accepted::add).stop();

        assertThat(failing.isOpen())
                .as("whether the listener is open, if accepting fails")
                .isFalse();
    }

    @Test
    void whatItsOwnerThrowsAtTheEndDoesNotComeOutOfStop() throws IOException {
        Acceptor acceptor = new Acceptor(listener, 100, channel -> {
            accepted.add(channel);
            throw new IllegalStateException("thrown on purpose");
        });
        connect(1);

        assertThatCode(acceptor::stop)
                .as("stop, when the owner throws an exception: it is logged")
                .doesNotThrowAnyException();

        assertThat(listener.isOpen()).as("whether the listener is open").isFalse();
        assertThat(accepted.remove().isOpen())
                .as("whether the connection is open that the owner has not taken")
                .isFalse();
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
        assertThat(acceptor.open())
                .as("open connections, of 100; the maximum is 2, and none of those asked to close has closed yet")
                .isEqualTo(2 + 16);
        assertThat(acceptor.onReady()).as("what it waits for, at 16 too many").isEqualTo(Await.woken());

        acceptor.released();
        assertThat(wakeUps).as("wake-ups, after one connection was released").hasValue(1);
        acceptor.onReady();
        assertThat(acceptor.open()).as("open connections").isEqualTo(2 + 16);
    }

    @Test
    void aListenerThatSomebodyElseClosedIsReported() throws IOException {
        Room room = new Room();
        Acceptor acceptor = new Acceptor(listener, 1, room);

        acceptor.onClosed();

        assertThat(room.listenersLost).as("how often its owner was told").isEqualTo(1);
    }

    @Test
    void anOwnerNeedNotMakeRoomNorCareAboutTheListener() throws IOException {
        Acceptor.Owner careless = accepted::add;

        assertThat(careless.canMakeRoom())
                .as("canMakeRoom of an owner that does not care")
                .isFalse();
        careless.makeRoom();
        careless.onListenerLost();
    }

    private SocketChannel nextAccepted() {
        return Waits.next(accepted, "a connection is accepted");
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(SocketChannel.open(listener.getLocalAddress()));
        }
    }
}
