package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server survives as a whole. It runs in a process of its own, with a heap of 24 MB. */
class FaultTest {

    private static final int UPLOADS = 400;

    /** More than the JDK's selector reports at once. */
    private static final int MANY = 1500;

    private static final Duration IDLE = Duration.ofSeconds(4);

    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
    }

    private Client client(ForkedServer server) throws IOException {
        Client client = new Client(server.port);
        clients.add(client);
        return client;
    }

    @Test
    void uploadsThatAreNeverFinishedDoNotTakeAllTheMemory() throws Exception {
        try (ForkedServer server = new ForkedServer(InMemoryBodies.class, Redirect.INHERIT)) {
            String part = "POST / HTTP/1.1\nHost: a\nContent-Length: 1000000\n\n" + "x".repeat(500_000);
            for (int i = 0; i < UPLOADS; i++) {
                client(server).send(part);
            }

            assertThat(client(server).get("/").response().text())
                    .as("a request without a body, beside them")
                    .isEqualTo("0 bytes");
            List<Client> uploads = List.copyOf(clients.subList(0, UPLOADS));
            await("most are refused").until(() -> answered(uploads).size() > UPLOADS / 2);
            for (Client client : answered(uploads)) {
                assertThat(client.response().status())
                        .as("an upload without room")
                        .isEqualTo(503);
            }

            close();
            await("there is memory again").until(() -> upload(server) == 200);
            server.process.destroy();
            assertThat(server.process.waitFor(15, TimeUnit.SECONDS))
                    .as("SIGTERM ends it")
                    .isTrue();
        }
    }

    /** Which uploads find room depends on the order in which two loops read them. */
    private static List<Client> answered(List<Client> clients) throws IOException {
        List<Client> answered = new ArrayList<>();
        for (Client client : clients) {
            if (client.body().available() > 0) {
                answered.add(client);
            }
        }
        return answered;
    }

    private int upload(ForkedServer server) throws IOException {
        return client(server)
                .send("POST / HTTP/1.1\nHost: a\nContent-Length: 1000\n\n" + "x".repeat(1000))
                .response()
                .status();
    }

    @Test
    void aSuspendedProcessAnswersWhatHasComeMeanwhile() throws Exception {
        try (ForkedServer server = new ForkedServer(ShortIdleTime.class, Redirect.INHERIT)) {
            for (int i = 0; i < MANY; i++) {
                client(server);
            }
            answerAllWithinHalfTheIdleTime();
            signal(server, "STOP");
            for (Client client : clients) {
                client.get("/");
            }
            assertThat(server.process.waitFor(IDLE.toMillis() + 500, TimeUnit.MILLISECONDS))
                    .as("it has ended")
                    .isFalse();
            signal(server, "CONT");

            for (int i = 0; i < MANY; i++) {
                assertThat(clients.get(i).response().status())
                        .as("the answer on connection %s", i)
                        .isEqualTo(200);
            }
        }
    }

    /** So that no idle time was over before the pause. A machine that is too busy for it cannot show anything here. */
    private void answerAllWithinHalfTheIdleTime() throws IOException {
        for (int round = 0; round < 10; round++) {
            long startNanos = System.nanoTime();
            for (Client client : clients) {
                assertThat(client.get("/").response().status()).isEqualTo(200);
            }
            if (System.nanoTime() - startNanos < IDLE.toNanos() / 2) {
                return;
            }
        }
        assumeThat(false)
                .as("this machine answers " + MANY + " requests in time")
                .isTrue();
    }

    private static void signal(ForkedServer server, String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(server.process.pid())).start();
        assertThat(kill.waitFor()).as("kill -" + name).isZero();
    }

    /** A server that keeps bodies in memory, with all defaults. */
    static final class InMemoryBodies {

        public static void main(String[] arguments) throws IOException {
            LkgServer server = LkgServer.builder()
                    .port(0)
                    .handler(request -> HttpResponse.text(200, request.body().bytes().length + " bytes"))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.out.println(server.port());
        }
    }

    static final class ShortIdleTime {

        public static void main(String[] arguments) throws IOException {
            LkgServer server = LkgServer.builder()
                    .port(0)
                    .loops(1)
                    .idleTimeout(IDLE)
                    .backlog(MANY)
                    .handler(Handler.onLoop(request -> HttpResponse.text(200, "fine")))
                    .start();
            System.out.println(server.port());
        }
    }
}
