package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpResponse;
import lkg.reactor.EventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the listener, and of the connections that it accepts. */
class ConnectionsTest {

    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private ServerSocketChannel listener;
    private EventLoopGroup loops;
    private Connections connections;

    @BeforeEach
    void start() throws Exception {
        ServerConfig config =
                LkgServer.builder().handler(request -> HttpResponse.of(200)).config();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        loops = EventLoopGroup.start("loop", 1, failure::complete);
        connections = new Connections(
                listener, config, loops, Runnable::run, Runnable::run, Optional.empty(), failure::complete);
        connections.start();
        try (Client client = new Client(listener.socket().getLocalPort())) {
            client.get("/").response();
        }
    }

    @AfterEach
    void end() throws Exception {
        loops.shutdownNow();
        assertThat(loops.awaitTermination(Duration.ofSeconds(10)))
                .as("the loops have ended")
                .isTrue();
        listener.close();
    }

    @Test
    void aListenerThatIsLostIsAFailure() throws Exception {
        loops.shutdownNow();

        assertThat(failure)
                .as("what the server is told")
                .succeedsWithin(Duration.ofSeconds(10))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aListenerThatWasStoppedIsNone() throws Exception {
        stop();

        assertThat(listener.isOpen()).as("the listener is open").isFalse();
        end();
        assertThat(failure).as("what the server was told of a lost listener").isNotDone();
    }

    @Test
    void stoppingTwiceIsStoppingOnce() throws Exception {
        stop();
        stop();

        assertThat(failure).as("what the server was told of a lost listener").isNotDone();
    }

    @Test
    void stoppingAfterTheLoopHasEndedDoesNotWait() throws Exception {
        end();

        stop();
    }

    // What becomes of accepted connections

    /** Otherwise a small response may wait in the kernel until the client has acknowledged the one before. */
    @Test
    void aResponseIsNotHeldBackToBeSentWithMore() throws Exception {
        try (ServerSocketChannel other = ServerSocketChannel.open().bind(new InetSocketAddress(loopback(), 0));
                Client client = new Client(other.socket().getLocalPort());
                SocketChannel accepted = other.accept()) {
            accepted.configureBlocking(false);
            connections.onAccepted(accepted);

            assertThat(client.get("/").response().status()).as("the status").isEqualTo(200);

            assertThat(accepted.getOption(StandardSocketOptions.TCP_NODELAY))
                    .as("TCP_NODELAY")
                    .isTrue();
        }
    }

    /** The client may have reset it meanwhile, so that the kernel refuses to set its options. */
    @Test
    void aConnectionThatCannotBeTakenInCountsNoMore() throws Exception {
        await("the connection before is closed").until(() -> connections.open() == 0);
        SocketChannel closed = SocketChannel.open();
        closed.close();
        try (Client client = new Client(listener.socket().getLocalPort())) {
            client.get("/").response();
            assertThat(connections.open()).as("open connections").isEqualTo(1);

            connections.onAccepted(closed);

            await("one connection counts less").atMost(Duration.ofSeconds(4)).until(() -> connections.open() == 0);
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private void stop() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        connections.stop(stopped);
        assertThat(stopped.await(10, TimeUnit.SECONDS)).as("stopped").isTrue();
    }
}
