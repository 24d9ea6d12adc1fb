package lkg.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.EndReason;
import lkg.server.InMemoryClient;
import lkg.server.LkgServer;
import org.junit.jupiter.api.Test;

class AccessLogTest {

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

    @Test
    void itKnowsTheSettingsOfItsServer() throws Exception {
        try (AccessLog log = AccessLog.json(written)) {
            LkgServer.builder()
                    .observer(log)
                    .idleTimeout(Duration.ofSeconds(7))
                    .handler(request -> HttpResponse.of(200))
                    .port(0)
                    .start()
                    .close();
            log.onClosed(Events.CLIENT, EndReason.IDLE);
        }

        assertThat(written.toString(StandardCharsets.US_ASCII)).contains("idle for 7 s");
    }
}
