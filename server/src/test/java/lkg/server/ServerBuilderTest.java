package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import org.junit.jupiter.api.Test;

class ServerBuilderTest {

    private final ServerBuilder builder = LkgServer.builder().port(0).handler(request -> HttpResponse.of(200));

    @Test
    void aHandlerIsRequired() {
        assertThatThrownBy(() -> LkgServer.builder().port(0).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handler");
    }

    @Test
    void aFreePortIsGivenAndTold() throws Exception {
        try (LkgServer server = builder.start()) {
            assertThat(server.port()).isPositive();
            assertThat(server.address().getAddress().isLoopbackAddress())
                    .as("other machines reach it only if it is asked for")
                    .isTrue();
        }
    }

    @Test
    void d01_aPortInUseIsAnErrorAndStartsNoThread() throws Exception {
        try (LkgServer server = builder.loops(1).workers(1).start()) {
            int threads = Thread.activeCount();

            assertThatThrownBy(() -> builder.port(server.port()).start()).isInstanceOf(BindException.class);

            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
        }
    }

    @Test
    void aServerThatCannotStartItsWorkersEndsItsLoops() {
        ServerConfig noWorkers = new ServerConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
                Wiring.HANDLERS_IN_POOL,
                2,
                0,
                1,
                1,
                1,
                ParserLimits.defaults(),
                Timeouts.defaults());

        assertThatThrownBy(() -> LkgServer.start(request -> HttpResponse.of(200), noWorkers))
                .hasMessageContaining("at least 1 worker");

        await("no thread of it is left").until(() -> threads("lkg-") == 0);
    }

    @Test
    void workersAreStartedOnlyForWhatRunsOnThem() throws Exception {
        assertThat(workersWith(Wiring.INLINE))
                .as("workers that would never work")
                .isLessThan(2);
        assertThat(workersWith(Wiring.HANDLERS_IN_POOL)).isEqualTo(7);
        assertThat(workersWith(Wiring.EVENTS_IN_POOL)).isEqualTo(7);
    }

    private long workersWith(Wiring wiring) throws IOException {
        await("the threads of other tests have ended").until(() -> threads("lkg-") == 0);
        LkgServer server = builder.wiring(wiring).workers(7).start();
        long workers = threads("lkg-worker");
        server.close();
        return workers;
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatThrownBy(() -> builder.port(65536)).hasMessageContaining("65536");
        assertThatThrownBy(() -> builder.port(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> builder.loops(0)).hasMessageContaining("loops");
        assertThatThrownBy(() -> builder.workers(0)).hasMessageContaining("workers");
        assertThatThrownBy(() -> builder.backlog(0)).hasMessageContaining("backlog");
        assertThatThrownBy(() -> builder.queueCapacity(0)).hasMessageContaining("queueCapacity");
        assertThatThrownBy(() -> builder.maxConnections(0)).hasMessageContaining("maxConnections");
        assertThatThrownBy(() -> builder.maxRequestsPerConnection(0)).hasMessageContaining("maxRequests");
        assertThatThrownBy(() -> builder.idleTimeout(Duration.ZERO)).hasMessageContaining("idleTimeout");
        assertThatThrownBy(() -> builder.headTimeout(Duration.ZERO)).hasMessageContaining("headTimeout");
        assertThatThrownBy(() -> builder.stallTimeout(Duration.ZERO)).hasMessageContaining("stallTimeout");
        assertThatThrownBy(() -> builder.idleTimeout(Duration.ofNanos(1))).hasMessageContaining("idleTimeout");
        assertThatThrownBy(() -> builder.idleTimeout(ChronoUnit.FOREVER.getDuration()))
                .hasMessageContaining("idleTimeout");
        assertThatThrownBy(() -> builder.lingerTimeout(Duration.ofSeconds(-1))).hasMessageContaining("lingerTimeout");
    }
}
