package lkg.server.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import lkg.http.Headers;
import lkg.http.HttpResponse;
import lkg.server.Filter;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.Routes;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;

/**
 * A second, small server for whoever operates the first one: its numbers, its health and its connections. It tells
 * everybody who reaches it, so its address should be one of this machine or of a network of its operators.
 *
 * <p>It has an event loop of its own, so it answers while the first server is overloaded or stops. Until {@link #watch}
 * is called it says that the first server is starting. Thread-safe.
 */
public final class AdminServer implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 64;
    private static final long MAX_BYTES_IN_FLIGHT = 8 * 1024 * 1024;
    private static final int MAX_HEAD_BYTES = 8 * 1024;
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final String CONTENTS = """
            /health         200 if the server takes requests, 503 if it starts, drains or has failed
            /health/live    200 while the event loops turn, 503 if one is stuck or has ended
            /metrics        numbers, as Prometheus reads them
            /connections    what each connection does and waits for; with ?format=json as JSON
            """;

    private final Metrics metrics = new Metrics();
    private final InetAddress address;
    private final LkgServer server;
    private volatile Optional<LkgServer> watched = Optional.empty();

    private AdminServer(InetSocketAddress listen) throws IOException {
        address = listen.getAddress();
        Routes routes = Routes.create()
                .get("/", Handler.onLoop(request -> HttpResponse.text(200, CONTENTS)))
                .get("/health", Handler.onLoop(request -> Health.readiness(watched)))
                .get("/health/live", Handler.onLoop(request -> Health.liveness(watched)))
                .get("/metrics", Handler.async(request -> metrics.scrape()))
                .get("/connections", Handler.async(request -> ConnectionsPage.of(watched, request)));
        server = LkgServer.builder()
                .bind(address)
                .port(listen.getPort())
                .wiring(Wiring.INLINE)
                .loops(1)
                .maxConnections(MAX_CONNECTIONS)
                .maxBytesInFlight(MAX_BYTES_IN_FLIGHT)
                .maxHeadBytes(MAX_HEAD_BYTES)
                .maxBodyBytes(0)
                .lingerTimeout(GRACE)
                .filter(Filter.setting(Headers.of("Cache-Control", "no-store")))
                .handler(routes)
                .start();
    }

    /**
     * Listens on {@code address}, with any free port if that is 0.
     *
     * @throws IOException if the address cannot be had
     */
    public static AdminServer start(InetSocketAddress address) throws IOException {
        return new AdminServer(address);
    }

    /** Counts what happens on the first server. To be given to its builder. */
    public Observer observer() {
        return metrics.observer();
    }

    /** The first server runs, and serves {@code files}. */
    public void watch(LkgServer server, StaticFiles files) {
        metrics.watch(server, files);
        watched = Optional.of(server);
    }

    /** Where the server listens, as in a URL. */
    public String authority() {
        return EscapedText.authority(new InetSocketAddress(address, server.port()));
    }

    @Override
    public void close() {
        server.shutdown(GRACE);
    }
}
