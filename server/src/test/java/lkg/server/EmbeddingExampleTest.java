package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import hello.Hello;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The example of the README, which lives in a package of its own: it may use what is public, and no more. */
class EmbeddingExampleTest {

    @Test
    void theExampleOfTheReadmeCompilesAndAnswers() throws IOException {
        try (LkgServer server = Hello.start(0);
                Client client = new Client(server.port())) {
            assertThat(client.get("/").response().text()).isEqualTo("hello\n");
        }
    }
}
