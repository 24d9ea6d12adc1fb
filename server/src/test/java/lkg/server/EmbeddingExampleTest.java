package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The example of the README. */
class EmbeddingExampleTest {

    @Test
    void theExampleOfTheReadmeCompilesAndAnswers() throws IOException {
        try (LkgServer server = startOn(0);
                Client client = new Client(server.port())) {
            assertThat(client.get("/").response().text()).isEqualTo("hello\n");
        }
    }

    private static LkgServer startOn(int port) throws IOException {
        LkgServer server = LkgServer.builder()
                .port(port)
                .handler(request -> HttpResponse.text(200, "hello\n"))
                .start();
        return server;
    }
}
