package lkg.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lkg.http.Client;
import lkg.http.HttpResponse;
import lkg.server.EndReason;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.ServerBuilder;
import lkg.server.Wiring;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A live server whose connections begin with a PROXY header. */
class ProxyProtocolTest {

    private static final String HEADER = "PROXY TCP4 192.0.2.7 127.0.0.1 4711 80\n";
    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";

    private final List<String> events = new CopyOnWriteArrayList<>();
    private LkgServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void theHeaderNamesTheClientOfAllRequestsOfItsConnection(Wiring wiring) throws Exception {
        server = builder().wiring(wiring).start();
        try (lkg.server.Client client = new lkg.server.Client(server.port())) {
            client.send(HEADER + GET + GET);

            assertThat(client.response().text()).isEqualTo("192.0.2.7:4711 of 127.0.0.1");
            assertThat(client.response().text()).isEqualTo("192.0.2.7:4711 of 127.0.0.1");
            assertThat(client.send(GET).response().text()).isEqualTo("192.0.2.7:4711 of 127.0.0.1");
        }
    }

    @Test
    void theHeaderMayComeByteByByte() throws Exception {
        server = builder().start();
        try (lkg.server.Client client = new lkg.server.Client(server.port())) {
            client.sendByteByByte(HEADER + GET);

            assertThat(client.response().text()).startsWith("192.0.2.7:4711");
        }
    }

    @Test
    void aConnectionWithoutAHeaderIsClosedAndNotAnswered() throws Exception {
        server = builder().start();
        try (lkg.server.Client client = new lkg.server.Client(server.port())) {
            client.send(GET);

            assertThatThrownBy(client::response).isInstanceOfAny(AssertionError.class, IOException.class);
        }
        await().untilAsserted(() -> assertThat(events).containsExactly("opened", "PROXY_HEADER"));
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    @Test
    void aHeaderThatIsNeverFinishedHasADeadline() throws Exception {
        server = builder().headTimeout(Duration.ofMillis(50)).start();
        try (lkg.server.Client client = new lkg.server.Client(server.port())) {
            client.send("PROXY TCP4 192.0.2.7 ");

            await().untilAsserted(() -> assertThat(events).containsExactly("opened", "PROXY_HEADER"));
        }
    }

    @Test
    void whoeverIsNotTrustedSendsNoHeader() throws Exception {
        server = LkgServer.builder()
                .port(0)
                .trustProxies("192.0.2.1")
                .proxyProtocol()
                .handler(request -> HttpResponse.of(200))
                .start();
        try (lkg.server.Client client = new lkg.server.Client(server.port())) {
            assertThat(client.send(GET).response().status()).isEqualTo(200);
        }
        try (lkg.server.Client client = new lkg.server.Client(server.port())) {
            assertThat(client.send(HEADER + GET).response().status()).isEqualTo(400);
        }
    }

    private ServerBuilder builder() {
        return LkgServer.builder()
                .port(0)
                .trustProxies("loopback")
                .proxyProtocol()
                .observer(new Observer() {
                    @Override
                    public void onOpened(Client client) {
                        events.add("opened");
                    }

                    @Override
                    public void onClosed(Client client, EndReason reason) {
                        events.add(reason.name());
                    }
                })
                .handler(request -> HttpResponse.text(200, text(request.client())));
    }

    private static String text(Client client) {
        return client.address().getAddress().getHostAddress() + ":"
                + client.address().getPort() + " of "
                + client.peer().getAddress().getHostAddress();
    }
}
