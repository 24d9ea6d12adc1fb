package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpResponse;
import lkg.reactor.EventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the listener. */
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
        connections = new Connections(listener, config, loops, Runnable::run, Runnable::run, failure::complete);
        connections.start();
        try (Client client = new Client(listener.socket().getLocalPort())) {
            client.get("/").response();
        }
    }

    @AfterEach
    void end() throws Exception {
        loops.shutdownNow();
        assertThat(loops.awaitTermination(Duration.ofSeconds(10))).isTrue();
        listener.close();
    }

    @Test
    void aListenerThatIsLostIsAFailure() throws Exception {
        loops.shutdownNow();

        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aListenerThatWasStoppedIsNone() throws Exception {
        stop();

        assertThat(listener.isOpen()).isFalse();
        end();
        assertThat(failure).isNotDone();
    }

    @Test
    void stoppingTwiceIsStoppingOnce() throws Exception {
        stop();
        stop();

        assertThat(failure).isNotDone();
    }

    @Test
    void stoppingAfterTheLoopHasEndedDoesNotWait() throws Exception {
        end();

        stop();
    }

    private void stop() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        connections.stop(stopped);
        assertThat(stopped.await(10, TimeUnit.SECONDS)).as("stopped").isTrue();
    }
}
