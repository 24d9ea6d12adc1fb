package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The log goes to a pipe that nobody reads: when that is full, each write to it blocks. */
class BlockedLogTest {

    @Test
    void aServerWhoseLogIsBlockedGoesOnAnsweringAndEnds() throws Exception {
        try (ForkedServer server = new ForkedServer(FailingForEachRequest.class, ProcessBuilder.Redirect.PIPE)) {
            for (int i = 0; i < 3; i++) {
                try (Client client = new Client(server.port)) {
                    for (int j = 0; j < 500; j++) {
                        assertThat(client.get("/").response().status()).isEqualTo(500);
                    }
                }
            }

            server.process.outputWriter().close();

            assertThat(server.exitStatus()).isZero();
        }
    }

    /** Runs on the loop, which logs each of its failures. Ends when its input ends. */
    static final class FailingForEachRequest {

        public static void main(String[] arguments) throws IOException {
            LkgServer server = LkgServer.builder()
                    .port(0)
                    .loops(1)
                    .handler(Handler.onLoop(request -> {
                        throw new IllegalStateException("thrown on purpose");
                    }))
                    .start();
            System.out.println(server.port());
            System.in.read();
            server.shutdown(Duration.ofSeconds(1));
        }
    }
}
