package lkg.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.EndReason;
import lkg.server.InMemoryClient;
import lkg.server.LkgServer;
import lkg.server.Routes;
import lkg.server.ServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void aServerThatItObservesIsLogged() throws Exception {
        try (AccessLog log = AccessLog.combined(written);
                InMemoryClient client = InMemoryClient.of(
                        LkgServer.builder().observer(log).handler(request -> HttpResponse.text(200, "hello")))) {
            client.send(HttpRequest.get("/a"));
        }

        assertThat(written.toString(StandardCharsets.US_ASCII))
                .matches("127\\.0\\.0\\.1 - - \\[.*] \"GET /a HTTP/1\\.1\" 200 5 \"-\" \"-\"\n");
    }

    private static ServerBuilder builder() {
        Routes routes = Routes.create().get("/", request -> HttpResponse.of(200));
        return LkgServer.builder()
                .handler(routes)
                .idleTimeout(Duration.ofSeconds(7))
                .port(0);
    }

    @Test
    void itKnowsTheSettingsOfItsServer() throws Exception {
        Path file = directory.resolve("access.log");
        try (AccessLog log = AccessLog.json(LogFile.append(file))) {
            LkgServer server = builder().observer(log).start();
            log.onClosed(Events.CLIENT, EndReason.IDLE);
            server.close();
        }

        assertThat(file).content().contains("idle for 7 s");
    }
}
