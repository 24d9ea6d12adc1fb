package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
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
        assertThatThrownBy(() -> LkgServer.start(withoutWorkers(builder.config())))
                .isInstanceOf(IllegalArgumentException.class);

        await("no thread of it is left").until(() -> threads("lkg-") == 0);
    }

    @Test
    void aServerThatCannotStartLeavesItsPortToOthers() throws Exception {
        try (LkgServer server = builder.start()) {
            builder.port(server.port());
        }
        assertThatThrownBy(() -> LkgServer.start(withoutWorkers(builder.config())))
                .isInstanceOf(IllegalArgumentException.class);

        assertThatCode(() -> builder.start().close())
                .as("starting a server at the port of one that could not start")
                .doesNotThrowAnyException();
    }

    private static ServerConfig withoutWorkers(ServerConfig good) {
        return new ServerConfig(
                good.address(),
                good.backlog(),
                good.wiring(),
                2,
                0,
                good.queueCapacity(),
                good.maxConnections(),
                good.executor(),
                good.tls(),
                good.connections());
    }

    @Test
    void workersAreStartedOnlyForWhatRunsOnThem() throws Exception {
        assertThat(workersWith(Wiring.INLINE)).isEqualTo(7);
        assertThat(workersWith(Wiring.HANDLERS_IN_POOL)).isEqualTo(7);
        assertThat(workersWith(Wiring.EVENTS_IN_POOL)).isEqualTo(7);
    }

    @Test
    void aGivenExecutorReplacesTheWorkers() throws Exception {
        builder.executor(Runnable::run);

        assertThat(workersWith(Wiring.HANDLERS_IN_POOL)).isZero();
    }

    @Test
    void handlersThatRunOnTheLoopsNeedNoWorkers() throws IOException {
        assertThat(workersOf(LkgServer.builder()
                        .port(0)
                        .handler(request -> HttpResponse.of(200))
                        .wiring(Wiring.INLINE)))
                .as("workers that hardly ever work")
                .isEqualTo(1);
    }

    private long workersWith(Wiring wiring) throws IOException {
        return workersOf(builder.wiring(wiring).workers(7));
    }

    private static long workersOf(ServerBuilder builder) throws IOException {
        await("the threads of other tests have ended").until(() -> threads("lkg-") == 0);
        LkgServer server = builder.start();
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
    void durationsAreRoundedUpAndHaveBounds() {
        assertThat(builder.idleTimeout(Duration.ofNanos(1)).config())
                .isEqualTo(builder.idleTimeout(Duration.ofMillis(1)).config());
        assertThatThrownBy(() -> builder.idleTimeout(Duration.ZERO)).hasMessageContaining("idleTimeout");
        assertThatThrownBy(() -> builder.lingerTimeout(Duration.ofNanos(-1))).hasMessageContaining("lingerTimeout");
        assertThatThrownBy(() -> builder.stallTimeout(ChronoUnit.FOREVER.getDuration()))
                .hasMessageContaining("stallTimeout");
        assertThatThrownBy(() ->
                        builder.headTimeout(ChronoUnit.FOREVER.getDuration().negated()))
                .hasMessageContaining("headTimeout");
    }

    @Test
    void aDefaultGivesWayToALimitThatWasSet() {
        assertThat(limits(LkgServer.builder().maxHeadBytes(1000)).maxRequestLineBytes())
                .isEqualTo(1000);
        assertThat(limits(LkgServer.builder().maxRequestLineBytes(20_000)).maxHeadBytes())
                .isEqualTo(20_000);
    }

    @Test
    void theOrderOfCallsDoesNotMatter() {
        ParserLimits one = limits(LkgServer.builder().maxHeadBytes(30_000).maxRequestLineBytes(20_000));
        ParserLimits other =
                limits(LkgServer.builder().maxRequestLineBytes(20_000).maxHeadBytes(30_000));

        assertThat(one).isEqualTo(other).isEqualTo(new ParserLimits(20_000, 30_000, 100, 1024 * 1024));
    }

    private static ParserLimits limits(ServerBuilder builder) {
        return builder.handler(request -> HttpResponse.of(200))
                .config()
                .connections()
                .limits();
    }

    @Test
    void limitsThatContradictEachOtherAreRefusedWithBothNames() {
        builder.maxRequestLineBytes(2000).maxHeadBytes(1000);

        assertThatThrownBy(builder::start)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("maxRequestLineBytes (2000) must not exceed maxHeadBytes (1000)");
    }
}
