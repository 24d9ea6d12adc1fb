package lkg.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.Routes;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that speaks TLS, on the network and with all threads, the same under each wiring. */
@ParameterizedClass(name = "{0}")
@EnumSource(Wiring.class)
class TlsLiveTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Parameter
    Wiring wiring;

    @TempDir
    static Path files;

    private final byte[] large = new byte[1_000_000];
    private final SSLContext context = TestCertificate.client();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<EndReason> ended = new LinkedBlockingQueue<>();
    private final CompletableFuture<HttpResponse> late = new CompletableFuture<>();

    @BeforeEach
    void fill() throws IOException {
        new Random(1).nextBytes(large);
        Files.write(files.resolve("large"), large);
    }

    @AfterEach
    void close() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void largeBodiesGoBothWays() throws IOException {
        LkgServer server = start(LONG);
        for (String path : List.of("/collected", "/streamed")) {
            Client client = client(server);
            client.send("POST " + path + " HTTP/1.1\nHost: a\nContent-Length: " + large.length + "\n\n");
            client.sendBytes(large);
            assertThat(client.response().body()).as(path).isEqualTo(large);
        }
        Client client = client(server).get("/files/large").get("/files/large");
        assertThat(client.response().body()).as("a file").isEqualTo(large);
        assertThat(client.response().body()).as("the same again").isEqualTo(large);
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        Client client = client(start(LONG));
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            requests.append("GET /echo?").append(i).append(" HTTP/1.1\nHost: a\n\n");
        }
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try {
                client.send(requests.toString());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        for (int i = 0; i < 300; i++) {
            assertThat(client.response().text()).isEqualTo("/echo?" + i + " secure");
        }
        sent.join();
    }

    @Test
    void othersAreServedWhileHandshakesStall() throws Exception {
        LkgServer server = start(LONG);
        stall(server);

        assertThat(client(server).get("/echo").response().text()).isEqualTo("/echo secure");
    }

    @Test
    void handshakesThatStallEndWithTheirDeadline() throws Exception {
        stall(start(Duration.ofMillis(300)));

        for (int i = 0; i < 3; i++) {
            assertThat(ended.poll(10, TimeUnit.SECONDS))
                    .as("why a stalled handshake ended")
                    .isEqualTo(EndReason.TLS_TIMEOUT);
        }
    }

    /** Connects three clients: one says nothing, one less than a record, and one does not go on after the first one. */
    private void stall(LkgServer server) throws IOException {
        byte[] hello = new MemoryClient("TLSv1.3").says();
        raw(server);
        raw(server).sendBytes(Arrays.copyOf(hello, hello.length - 1));
        raw(server).sendBytes(hello);
    }

    @Test
    void junkEndsOneConnectionAndNoOther() throws Exception {
        LkgServer server = start(LONG);
        Client good = client(server).get("/echo");
        good.response();
        byte[] junk = Arrays.copyOf(large, 100_000);
        // In the second one the junk looks like a record.
        for (byte[] start : new byte[][] {{0}, {22, 3, 1, 64, 0}}) {
            System.arraycopy(start, 0, junk, 0, start.length);
            Client bad = raw(server);
            try {
                bad.sendBytes(junk);
                bad.body().readAllBytes();
            } catch (IOException e) {
                // Reset, as unread junk makes it.
            }
            assertThat(ended.poll(10, TimeUnit.SECONDS)).isEqualTo(EndReason.TLS_FAILED);
        }

        assertThat(good.get("/echo").response().status()).isEqualTo(200);
    }

    @Test
    void oldVersionsAreRefused() throws IOException {
        Client old = raw(start(LONG));
        // A ClientHello of TLS 1.1, which no JDK sends any more: one cipher suite, and the extensions left out.
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 4 + 2];
        byte[] start = {22, 3, 1, 0, (byte) (hello.length - 5), 1, 0, 0, (byte) (hello.length - 9), 3, 2};
        System.arraycopy(start, 0, hello, 0, start.length);
        byte[] end = {0, 0, 2, (byte) 0xc0, 0x13, 1, 0};
        System.arraycopy(end, 0, hello, hello.length - end.length, end.length);

        old.sendBytes(hello);

        assertThat(old.body().readAllBytes())
                .as("a fatal alert: protocol_version")
                .endsWith(2, 70);
    }

    @Test
    void aSessionIsResumed() throws IOException {
        LkgServer server = start(LONG);
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            SSLContext returning = TestCertificate.client();
            returning.getDefaultSSLParameters().setProtocols(new String[] {protocol});
            Client first = open(new Client(server.port()).overTls(returning)).get("/echo");
            first.response();
            Client second = open(new Client(server.port()).overTls(returning)).get("/echo");
            second.response();

            assertThat(second.session().getCreationTime())
                    .as("when the session of the second connection was made")
                    .isEqualTo(first.session().getCreationTime());
        }
    }

    @Test
    void aServerThatStopsAnswersFirst() throws Exception {
        LkgServer server = start(LONG);
        Client busy = client(server).get("/slow");
        Client idle = client(server).get("/echo");
        idle.response();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> server.shutdown(LONG));

        assertThat(idle.isClosedByServer()).isTrue();
        late.complete(HttpResponse.text(200, "late"));

        assertThat(busy.response().header("Connection")).hasValue("close");
        assertThat(busy.isClosedByServer()).isTrue();
        busy.close();
        assertThat(drained.get(10, TimeUnit.SECONDS)).as("all was answered").isTrue();
    }

    @Test
    void aBodyThatFailsDoesNotLookComplete() throws IOException {
        Client client = client(start(LONG)).send("GET /failing HTTP/1.0\n\n");

        assertThatThrownBy(() -> client.body().readAllBytes()).isInstanceOf(IOException.class);
    }

    private Client client(LkgServer server) throws IOException {
        return open(new Client(server.port()).overTls(context));
    }

    private Client raw(LkgServer server) throws IOException {
        return open(new Client(server.port()));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    private LkgServer start(Duration headTimeout) throws IOException {
        Handler handler = Routes.create()
                .get(
                        "/echo",
                        request -> HttpResponse.text(
                                200, request.target() + (request.client().isSecure() ? " secure" : " plain")))
                .get("/slow", Handler.async(request -> late))
                .get(
                        "/failing",
                        request -> HttpResponse.stream("text/plain", out -> {
                            out.write(new byte[10]);
                            out.flush();
                            throw new IllegalStateException("half-way");
                        }))
                .post(
                        "/collected",
                        request -> HttpResponse.bytes(
                                200, "text/plain", request.body().bytes()))
                .post(
                        "/streamed",
                        Handler.streaming(request -> HttpResponse.bytes(
                                200, "text/plain", request.body().stream().readAllBytes())))
                .mount("/files", StaticFiles.of(files));
        return open(LkgServer.builder()
                .port(0)
                .loops(1)
                .wiring(wiring)
                .maxBodyBytes(large.length)
                .headTimeout(headTimeout)
                .tls(TestCertificate.EC.server())
                .handler(handler)
                .observer(new Observer() {
                    @Override
                    public void onClosed(lkg.http.Client client, EndReason reason) {
                        ended.add(reason);
                    }
                })
                .start());
    }
}
