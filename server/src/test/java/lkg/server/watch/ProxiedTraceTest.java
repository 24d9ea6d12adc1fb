package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import org.junit.jupiter.api.Test;

/** What a trace says of clients that take a roundabout way, or say much. */
class ProxiedTraceTest {

    private static final String PROXY = "PROXY TCP4 192.0.2.7 127.0.0.1 4711 80\n";

    /** With two numbers, the first of them would stay on the page for ever. */
    @Test
    void aConnectionThatAProxyAnnouncesHasOneNumber() throws IOException {
        ServerBuilder builder = LkgServer.builder().trustProxies("loopback").proxyProtocol();
        try (TracedServer server = new TracedServer(builder, request -> HttpResponse.of(204))) {
            try (Client client = new Client(server.port())) {
                client.send(PROXY + "GET / HTTP/1.1\nHost: a\n\n").response();
            }
            server.awaitEvent(event -> event.get("kind").equals("ended"));

            assertThat(server.events())
                    .filteredOn(event -> event.get("c") instanceof Long c && c > 0)
                    .extracting(event -> event.get("c"))
                    .containsOnly(server.awaitEvent(event -> event.get("kind").equals("ended"))
                            .get("c"));
        }
    }

    /** A trace keeps 100,000 events: clients must not fill the memory with their texts. */
    @Test
    void aLongTargetIsAbridged() throws IOException {
        try (TracedServer server = new TracedServer(LkgServer.builder(), request -> HttpResponse.of(204));
                Client client = new Client(server.port())) {
            client.get("/" + "x".repeat(2_000)).response();

            assertThat(server.awaitEvent(event -> event.get("kind").equals("request"))
                            .get("request")
                            .toString())
                    .startsWith("GET /xxx")
                    .hasSizeLessThan(300);
        }
    }
}
