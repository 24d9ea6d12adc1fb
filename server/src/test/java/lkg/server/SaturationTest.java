package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More work than the workers and their queue can hold, under the wirings that have workers. */
class SaturationTest {

    @ParameterizedTest
    @EnumSource(names = {"EVENTS_IN_POOL", "HANDLERS_IN_POOL"})
    void d20_requestsBeyondWorkersAndQueueAreAnswered503AtOnce(Wiring wiring) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger handling = new AtomicInteger();
        List<Client> clients = new ArrayList<>();
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .wiring(wiring)
                .workers(1)
                .queueCapacity(1)
                .handler(Routes.create()
                        .get("/health", Handler.onLoop(request -> HttpResponse.text(200, "fine")))
                        .mount("/", request -> {
                            handling.incrementAndGet();
                            goOn.await(10, TimeUnit.SECONDS);
                            return HttpResponse.text(200, request.target());
                        }))
                .start()) {
            clients.add(new Client(server.port()).get("/handled"));
            await("the worker is busy").until(() -> handling.get() == 1);
            clients.add(new Client(server.port()).get("/queued"));
            await("the queue is full").until(() -> server.queueDepth() == 1);

            Client third = new Client(server.port()).get("/refused");
            clients.add(third);
            Client.Response refused = third.response();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isPresent();
            if (wiring == Wiring.HANDLERS_IN_POOL) {
                Client health = new Client(server.port()).get("/health");
                clients.add(health);
                assertThat(health.response().text()).as("on the loop").isEqualTo("fine");
            }
            goOn.countDown();
            assertThat(clients.get(0).response().text()).isEqualTo("/handled");
            assertThat(clients.get(1).response().text()).isEqualTo("/queued");
            for (Client client : clients) {
                client.close();
            }
        } finally {
            goOn.countDown();
        }
    }
}
