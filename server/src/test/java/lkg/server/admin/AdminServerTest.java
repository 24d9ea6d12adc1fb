package lkg.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Routes;
import lkg.server.ServerBuilder;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin server beside a server that is in all kinds of states. */
class AdminServerTest {

    @TempDir
    private static Path directory;

    private final CompletableFuture<HttpResponse> parked = new CompletableFuture<>();
    private final CountDownLatch blocking = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);
    private AdminServer admin;
    private LkgServer server;

    @BeforeEach
    void startAdmin() throws IOException {
        admin = AdminServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        parked.complete(HttpResponse.of(204));
        blocking.countDown();
        if (server != null) {
            server.close();
        }
        admin.close();
    }

    private void start(ServerBuilder builder) throws IOException {
        Routes routes = Routes.create()
                .get("/hello", request -> HttpResponse.text(200, "hello\n"))
                .get("/parked", Handler.async(request -> parked))
                .post("/upload", request -> HttpResponse.of(204))
                .get("/blocked", Handler.onLoop(this::block));
        server = builder.port(0)
                .lingerTimeout(Duration.ofMillis(100))
                .observer(admin.observer())
                .handler(routes)
                .start();
        admin.watch(server, StaticFiles.of(directory));
    }

    private HttpResponse block(lkg.http.HttpRequest request) throws InterruptedException {
        blocked.countDown();
        blocking.await(10, TimeUnit.SECONDS);
        return HttpResponse.of(204);
    }

    @Test
    void aServerIsReadyBetweenItsStartAndItsDrain() throws Exception {
        assertThat(get("/health").text()).isEqualTo("starting\n");
        assertThat(get("/health/live").status())
                .as("it will be ready by itself")
                .isEqualTo(200);

        start(LkgServer.builder());

        assertThat(get("/health").status()).isEqualTo(200);
        assertThat(get("/health").text()).isEqualTo("ready\n");
        assertThat(value("lkg_draining")).isZero();

        try (Client client = new Client(server.port())) {
            client.get("/parked");
            await().until(() -> get("/connections").text().contains("ANSWERING"));
            CompletableFuture<Boolean> drained =
                    CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofSeconds(10)));

            await().until(() -> get("/health").status() == 503);

            assertThat(get("/health").text()).isEqualTo("draining\n");
            assertThat(get("/health/live").status()).as("it drains by itself").isEqualTo(200);
            assertThat(value("lkg_draining")).isEqualTo(1);
            parked.complete(HttpResponse.of(204));
            assertThat(drained.join()).isTrue();
        }
        assertThat(get("/health").text()).isEqualTo("ended\n");
    }

    @Test
    void aProbeMayBeAHeadRequest() throws Exception {
        start(LkgServer.builder());

        try (Client client = new Client(adminPort())) {
            client.send("HEAD /health HTTP/1.1\nHost: test\n\n");
            assertThat(client.responseWithoutBody().status()).isEqualTo(200);
        }
    }

    @Test
    void theNumbersAreThoseOfTheTraffic() throws Exception {
        start(LkgServer.builder());
        String wrong = "GET /a b HTTP/1.1\r\n\r\n";
        int received = 0;
        try (Client client = new Client(server.port());
                Client refused = new Client(server.port())) {
            for (int i = 0; i < 3; i++) {
                received += bytes(client.get("/hello").response());
            }
            received += bytes(client.get("/nothing").response());
            received += bytes(
                    refused.sendBytes(wrong.getBytes(StandardCharsets.US_ASCII)).response());
        }
        await().until(() -> value("lkg_connections_open") == 0);

        MetricsText metrics = metrics();
        assertThat(metrics.value("http_server_requests_total{method=\"GET\",status=\"200\"}"))
                .isEqualTo(3);
        assertThat(metrics.value("http_server_requests_total{method=\"GET\",status=\"404\"}"))
                .isEqualTo(1);
        assertThat(metrics.value("http_server_first_byte_seconds_count")).isEqualTo(4);
        assertThat(metrics.value("lkg_refusals_total{status=\"400\"}")).isEqualTo(1);
        assertThat(metrics.value("lkg_connections_opened_total")).isEqualTo(2);
        assertThat(metrics.value(ends(EndReason.CLIENT_CLOSED))).isEqualTo(1);
        assertThat(metrics.value(ends(EndReason.REFUSED))).isEqualTo(1);
        int sent = 3 * request("/hello") + request("/nothing") + wrong.length();
        assertThat(metrics.value("lkg_received_bytes_total")).isEqualTo(sent);
        assertThat(metrics.value("lkg_sent_bytes_total")).isEqualTo(received);
        assertThat(metrics.value("lkg_workers_busy")).isZero();
        assertThat(metrics.value("lkg_loop_turns_total{loop=\"lkg-loop-1\"}")).isPositive();
    }

    @Test
    void eachConnectionSaysWhatItWaitsFor() throws Exception {
        start(LkgServer.builder());
        try (Client parks = new Client(server.port());
                Client uploads = new Client(server.port());
                Client begins = new Client(server.port())) {
            parks.get("/parked?token=secret");
            uploads.send("POST /upload HTTP/1.1\nHost: test\nContent-Length: 10\n\n12345");
            begins.send("GET /he");

            await().until(() -> get("/connections").text().contains("the rest of the head")
                    && value("lkg_connections{state=\"BODY\"}") == 1
                    && value("lkg_connections{state=\"ANSWERING\"}") == 1);

            String table = get("/connections").text();
            assertThat(table).startsWith("3 open, 3 shown\n").doesNotContain("secret");
            assertThat(line(table, "ANSWERING"))
                    .matches(
                            "\\d+ +127.0.0.1:\\d+ +lkg-loop-\\d +ANSWERING +the handler's answer +\\d+\\.\\d +- +\\d+\\.\\d"
                                    + " +0 +" + request("/parked?token=secret") + " +0 +GET /parked");
            assertThat(line(table, "BODY")).contains("the request's body").endsWith("POST /upload");
            assertThat(line(table, "HEAD")).contains("the rest of the head").endsWith("-");
            assertThat(get("/connections?format=json").text())
                    .startsWith("{\"open\":3,\"stuck\":[],\"connections\":[{\"number\":")
                    .contains("\"state\":\"ANSWERING\",\"waits_for\":\"the handler's answer\"")
                    .contains("\"left_s\":null")
                    .contains("\"request\":\"GET /parked\"}");
        }
    }

    @Test
    void aConnectionAtWorkOnAWorkerIsNotLookedInto() throws Exception {
        start(LkgServer.builder().wiring(Wiring.EVENTS_IN_POOL).workers(2));
        try (Client client = new Client(server.port())) {
            client.get("/blocked");
            blocked.await();

            assertThat(line(get("/connections").text(), "AT_WORK")).contains(" - ");
            assertThat(value("lkg_workers_busy")).isEqualTo(1);
            assertThat(value("lkg_workers")).isEqualTo(4);
        }
    }

    @Test
    void aStuckLoopIsNamedWithTheMethodThatBlocksIt() throws Exception {
        start(LkgServer.builder().loops(1));
        try (Client client = new Client(server.port())) {
            client.get("/blocked");
            blocked.await();

            assertThat(get("/connections").text())
                    .startsWith("1 open, 0 shown\nlkg-loop-1 is stuck for 1.")
                    .contains("AdminServerTest.block(");
        }
    }

    private static String ends(EndReason reason) {
        return "lkg_connection_ends_total{reason=\"" + reason + "\"}";
    }

    private static int request(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n").length();
    }

    private static int bytes(Client.Response response) {
        return response.head().length() + response.body().length;
    }

    private static String line(String table, String state) {
        return table.lines()
                .filter(line -> line.contains(" " + state + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no connection in the state " + state + ":\n" + table));
    }

    private double value(String name) throws IOException {
        return metrics().value(name);
    }

    private MetricsText metrics() throws IOException {
        return MetricsText.parse(get("/metrics").text());
    }

    private Client.Response get(String path) throws IOException {
        try (Client client = new Client(adminPort())) {
            return client.get(path).response();
        }
    }

    private int adminPort() {
        return Integer.parseInt(admin.authority().replaceFirst(".*:", ""));
    }
}
