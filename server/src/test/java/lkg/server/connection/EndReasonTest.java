package lkg.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.Routes;
import lkg.server.ServerBuilder;
import lkg.server.tls.TestCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each reason why a connection ends, as an observer is told it. */
@Tag("step-8")
class EndReasonTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    /** What each connection here is about, one at a time. */
    @FunctionalInterface
    private interface Visit {
        void of(Client client) throws IOException;
    }

    private final BlockingQueue<EndReason> reasons = new LinkedBlockingQueue<>();
    private final Set<EndReason> seen = EnumSet.noneOf(EndReason.class);

    @Test
    void eachReasonIsTold() throws Exception {
        try (LkgServer server = start(Duration.ofSeconds(20))) {
            assertEnds(
                    server, EndReason.CLIENT_CLOSED, client -> client.get("/").response());
            assertEnds(server, EndReason.CLIENT_CLOSED, client -> client.send("GET"));
            assertEnds(server, EndReason.CLIENT_LEFT, client -> client.get("/never"));
            assertEnds(server, EndReason.CLIENT_LEFT, client -> client.send(upload("half")));
            assertEnds(server, EndReason.NETWORK_FAILED, client -> {
                client.get("/").response();
                client.reset();
            });
            assertEnds(
                    server,
                    EndReason.REFUSED,
                    client -> client.send("nonsense\n").response());
            assertEnds(
                    server,
                    EndReason.CLIENT_WISH,
                    client -> assertClosed(client.send("GET / HTTP/1.1\nHost: a\nConnection: close\n\n")));
            assertEnds(server, EndReason.REQUEST_LIMIT, client -> {
                client.get("/").response();
                assertClosed(client.get("/"));
            });
            assertEnds(server, EndReason.RESPONSE_END, client -> {
                client.send("GET /stream HTTP/1.0\nConnection: keep-alive\n\n").responseWithoutBody();
                assertThat(client.body().readAllBytes()).hasSize(10);
            });
            assertEnds(server, EndReason.BODY_FAILED, client -> {
                client.get("/failing");
                assertThat(new String(client.body().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("\r\n0\r\n\r\n");
            });
            assertEnds(
                    server,
                    EndReason.BODY_UNREAD,
                    client -> client.send("POST /early HTTP/1.1\nHost: a\n" + "Content-Length: 1000\n\nhalf")
                            .response());
        }
        try (LkgServer server = start(SHORT)) {
            assertEnds(
                    server,
                    EndReason.IDLE,
                    client -> assertThat(client.isClosedByServer())
                            .as("the server has closed the connection")
                            .isTrue());
            assertEnds(
                    server,
                    EndReason.REQUEST_TIMEOUT,
                    client -> client.send("GET").response());
            try (Client slow = new Client(server.port(), 4096)) {
                slow.get("/large");
                assertNext(EndReason.STALLED);
            }
        }
        try (LkgServer server =
                builder(Duration.ofSeconds(20)).handlerTimeout(SHORT).start()) {
            assertEnds(
                    server,
                    EndReason.HANDLER_TIMEOUT,
                    client -> client.get("/never").response());
        }
        try (LkgServer server =
                        builder(Duration.ofSeconds(20)).maxConnections(1).start();
                Client idle = new Client(server.port());
                Client other = new Client(server.port())) {
            idle.get("/").response();
            other.get("/").response();
            assertNext(EndReason.MADE_ROOM);
        }
        reasons.clear();
        try (LkgServer server = builder(SHORT).tls(TestCertificate.EC.server()).start()) {
            assertEnds(
                    server,
                    EndReason.TLS_FAILED,
                    client -> assertThat(client.get("/").response().status()).isEqualTo(400));
            assertEnds(
                    server,
                    EndReason.TLS_TIMEOUT,
                    client -> assertThat(client.isClosedByServer())
                            .as("the server has closed the connection")
                            .isTrue());
        }
        reasons.clear();
        try (LkgServer server =
                builder(SHORT).trustProxies("loopback").proxyProtocol().start()) {
            assertEnds(
                    server,
                    EndReason.PROXY_HEADER,
                    client -> assertThat(client.send("PROXY ").isClosedByServer())
                            .as("the server has closed the connection")
                            .isTrue());
        }
        LkgServer server = start(Duration.ofSeconds(20));
        try (Client client = new Client(server.port())) {
            client.get("/").response();
            server.close();
            assertNext(EndReason.SHUTDOWN);
        }

        assertThat(seen)
                .as("all but FAILED, which takes a bug in the server")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(EndReason.FAILED)));
    }

    private void assertEnds(LkgServer server, EndReason expected, Visit visit) throws Exception {
        try (Client client = new Client(server.port())) {
            visit.of(client);
        }
        assertNext(expected);
    }

    private void assertNext(EndReason expected) throws InterruptedException {
        assertThat(reasons.poll(10, TimeUnit.SECONDS))
                .as("why the connection ended")
                .isEqualTo(expected);
        seen.add(expected);
    }

    private static void assertClosed(Client client) throws IOException {
        client.response();
        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
    }

    private static String upload(String part) {
        return "POST /upload HTTP/1.1\nHost: a\nContent-Length: 1000\n\n" + part;
    }

    private LkgServer start(Duration timeout) throws IOException {
        return builder(timeout).start();
    }

    private ServerBuilder builder(Duration timeout) {
        Handler handler = Routes.create()
                .get("/", EndReasonTest::echo)
                .get("/never", Handler.async(request -> new CompletableFuture<>()))
                .get("/stream", request -> HttpResponse.stream("text/plain", out -> out.write(new byte[10])))
                .get(
                        "/failing",
                        request -> HttpResponse.stream("text/plain", out -> {
                            throw new IllegalStateException();
                        }))
                .get("/large", request -> HttpResponse.bytes(200, "text/plain", new byte[8_000_000]))
                .post("/early", Handler.streaming(EndReasonTest::echo))
                .post(
                        "/upload",
                        Handler.streaming(
                                request -> HttpResponse.text(200, request.body().text())));
        return LkgServer.builder()
                .port(0)
                .handler(handler)
                .idleTimeout(timeout)
                .headTimeout(timeout)
                .stallTimeout(timeout)
                .maxRequestsPerConnection(2)
                .observer(new Observer() {
                    @Override
                    public void onClosed(lkg.http.Client client, EndReason reason) {
                        reasons.add(reason);
                    }
                });
    }

    private static HttpResponse echo(HttpRequest request) {
        return HttpResponse.text(200, request.target());
    }
}
