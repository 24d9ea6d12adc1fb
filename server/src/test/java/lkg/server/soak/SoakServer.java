package lkg.server.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;

/**
 * The server of the soak test, a process of its own. It takes orders on its standard input, and answers each with one
 * line: {@code balance}; {@code exhaust}, which uses up all descriptors; {@code relent}, which gives them back.
 *
 * <p>SIGTERM stops it: status 0 if each request in flight was answered, 3 if not. If the server or the memory fails, it
 * ends by itself: 4 and 5. It also ends with its parent process.
 */
final class SoakServer {

    static final Duration GRACE = Duration.ofSeconds(8);
    static final int MAX_CONNECTIONS = 200;

    private static final int STOPPED = 0;
    private static final int BROKEN = 1;
    private static final int NOT_DRAINED = 3;
    private static final int FAILED = 4;
    private static final int OUT_OF_MEMORY = 5;

    private final Accounts accounts = new Accounts();
    private final SoakRoutes routes;
    private final LkgServer server;
    private Optional<Hoard> hoard = Optional.empty();

    private SoakServer(int port, Path directory) throws IOException {
        routes = new SoakRoutes(directory);
        server = withLowLimits(LkgServer.builder())
                .port(port)
                .handler(routes.handler())
                .observer(accounts)
                .start();
        server.terminated().whenComplete((ended, failure) -> {
            if (failure != null) {
                end(FAILED, failure);
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "soak-stop"));
    }

    /** Each defence is met within seconds. */
    private static ServerBuilder withLowLimits(ServerBuilder builder) {
        return builder.loops(2)
                .workers(16)
                .queueCapacity(16)
                .backlog(1024)
                .maxConnections(MAX_CONNECTIONS)
                .maxRequestsPerConnection(20)
                .maxBytesInFlight(8 * 1024 * 1024)
                .idleTimeout(Duration.ofSeconds(2))
                .headTimeout(Duration.ofSeconds(2))
                .stallTimeout(Duration.ofSeconds(3))
                .handlerTimeout(Duration.ofSeconds(4))
                .lingerTimeout(Duration.ofSeconds(1))
                .drainDelay(Duration.ofMillis(500));
    }

    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> end(failure instanceof OutOfMemoryError ? OUT_OF_MEMORY : BROKEN, failure));
        try {
            SoakServer soak = new SoakServer(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
            System.out.println(soak.server.port());
            soak.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            Runtime.getRuntime().halt(BROKEN);
        } catch (Throwable t) {
            end(BROKEN, t);
        }
    }

    private static void end(int status, Throwable failure) {
        try {
            failure.printStackTrace();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private void obey(BufferedReader orders) throws Exception {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(
                    switch (order) {
                        case "balance" -> accounts.balance(server, routes).toLine();
                        case "exhaust" -> exhaust();
                        case "relent" -> relent();
                        default -> throw new IllegalArgumentException(order);
                    });
        }
    }

    private String exhaust() {
        hoard = Optional.of(new Hoard());
        return "there is no descriptor left";
    }

    private String relent() throws InterruptedException {
        hoard.orElseThrow().release();
        hoard = Optional.empty();
        return "there are descriptors again";
    }

    private void stop() {
        routes.endStreams();
        Runtime.getRuntime().halt(server.shutdown(GRACE) ? STOPPED : NOT_DRAINED);
    }
}
