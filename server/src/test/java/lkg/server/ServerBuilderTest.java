package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import lkg.http.HttpResponse;
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
