package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** How a server ends that has lost what it cannot do without. */
class FailureTest {

    private final CountDownLatch atWork = new CountDownLatch(1);

    private HttpResponse never(HttpRequest request) throws InterruptedException {
        atWork.countDown();
        new CountDownLatch(1).await();
        throw new AssertionError("only an interrupt ends this");
    }

    @Test
    void theEndIsToldWhenAllIsReleasedEvenWhatWaitedForAThread() throws Exception {
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .wiring(Wiring.EVENTS_IN_POOL)
                        .workers(1)
                        .handler(this::never)
                        .start();
                Client first = new Client(server.port());
                Client second = new Client(server.port())) {
            first.get("/");
            assertThat(atWork.await(10, TimeUnit.SECONDS))
                    .as("the handler is at work")
                    .isTrue();
            second.get("/");
            await("the second one's event waits").until(() -> server.queueDepth() > 0);
            CompletionStage<Integer> openAtTheEnd =
                    server.terminated().handle((ended, failure) -> server.openConnections());

            server.fail(new IOException("on purpose"));

            assertThat(openAtTheEnd).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
            assertThat(server.shutdown(Duration.ZERO)).as("all was answered").isFalse();
        }
    }
}
