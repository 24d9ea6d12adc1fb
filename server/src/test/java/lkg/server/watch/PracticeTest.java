package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.regex.Pattern;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.Endpoint;
import lkg.server.Handler;
import lkg.server.InMemoryClient;
import lkg.server.LkgServer;
import lkg.server.ReceivedResponse;
import org.junit.jupiter.api.Test;

class PracticeTest {

    private static final Handler OTHER = Handler.onLoop(request -> HttpResponse.text(200, "the other handler"));

    private final Practice practice = Practice.around(OTHER, Duration.ofMillis(1));

    @Test
    void whatIsNotBelowItsPathKeepsTheEndpointOfTheOtherHandler() {
        HttpRequest request = HttpRequest.get("/lkg-watching");

        assertThat(practice.endpoint(request)).isSameAs(OTHER.endpoint(request));
    }

    @Test
    void aClientOnAnotherMachineGetsTheOtherHandler() throws IOException {
        HttpRequest small = HttpRequest.get("/lkg-watch/small");

        assertThat(practice.endpoint(small.withClient(client("192.0.2.1", "192.0.2.1"))))
                .as("for a client on another machine")
                .isSameAs(OTHER.endpoint(small));
        assertThat(practice.endpoint(small.withClient(client("127.0.0.1", "192.0.2.1"))))
                .as("for a client on another machine, through a proxy on this one")
                .isSameAs(OTHER.endpoint(small));
        assertThat(practice.endpoint(small.withClient(client("192.0.2.1", "127.0.0.1"))))
                .as("for a proxy on another machine that says its client is on this one")
                .isSameAs(OTHER.endpoint(small));
        assertThat(practice.endpoint(
                        small.withHeader("X-Forwarded-For", "192.0.2.1").withClient(client("127.0.0.1", "127.0.0.1"))))
                .as("through a proxy on this machine that is not trusted")
                .isSameAs(OTHER.endpoint(small));
    }

    @Test
    void smallSaysWhichRequestIsAnswered() throws IOException {
        assertThat(get("small?n=7").text()).isEqualTo("you asked for /lkg-watch/small?n=7\n");
    }

    @Test
    void slowSleepsAsLongAsItIsAskedTo() throws IOException {
        assertThat(get("slow?ms=1").text()).isEqualTo("slept 1 ms\n");
        assertThat(get("slow?ms=-1").status()).isEqualTo(400);
    }

    @Test
    void slowSleepsForFiveSecondsAtMost() throws HttpException {
        assertThat(Practice.millis(HttpRequest.get("/lkg-watch/slow?ms=999999999")))
                .isEqualTo(5_000);
        assertThat(Practice.millis(HttpRequest.get("/lkg-watch/slow"))).isEqualTo(1_000);
    }

    /** Otherwise it would hold a loop under one of the wirings. */
    @Test
    void slowRunsInTheExecutorWhateverTheWiring() {
        Endpoint slow = practice.endpoint(HttpRequest.get("/lkg-watch/slow"));

        assertThat(slow.is(Endpoint.Runs.IN_EXECUTOR_WITHOUT_BODY))
                .as("runs in the executor: " + slow)
                .isTrue();
    }

    @Test
    void largeHas64MiBAndTheServerHoldsLittleOfThem() throws IOException {
        try (LkgServer server =
                        LkgServer.builder().port(0).loops(1).handler(practice).start();
                Client client = new Client(server.port()).get("/lkg-watch/large")) {
            Client.Response head = client.responseWithoutBody();
            await().until(() -> server.bytesInFlight() > 0);

            assertThat(head.header("Content-Length")).contains("67108864");
            assertThat(server.bytesInFlight())
                    .as("bytes in memory while the client does not read")
                    .isLessThan(512 * 1024);
            client.body().skipNBytes(67_108_864);
            assertThat(client.get("/lkg-watch/small").response().status()).isEqualTo(200);
        }
    }

    @Test
    void eventsAreNumberedAndEndAfterTwenty() throws IOException {
        String events = get("events").text();

        assertThat(events).startsWith("data: #1 of 20\n\ndata: #2 of 20\n\n").endsWith("data: #20 of 20\n\n");
        assertThat(Pattern.compile("data: ").matcher(events).results()).hasSize(20);
    }

    @Test
    void theThreadOfTheEventsEndsWithTheLastSubscriber() throws IOException {
        get("events");
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .as("threads")
                .noneMatch(thread -> thread.getName().equals("lkg-watch-events")));

        assertThat(get("events").text()).as("to the next subscriber").contains("#1 of 20");
    }

    @Test
    void otherPathsBelowAreNotFound() throws IOException {
        assertThat(get("other").status()).isEqualTo(404);
    }

    private ReceivedResponse get(String path) throws IOException {
        try (InMemoryClient client = InMemoryClient.of(practice)) {
            return client.send(HttpRequest.get("/lkg-watch/" + path));
        }
    }

    private static lkg.http.Client client(String peer, String address) throws IOException {
        InetSocketAddress at = new InetSocketAddress(InetAddress.getByName(address), 1);
        InetSocketAddress through = new InetSocketAddress(InetAddress.getByName(peer), 1);
        return new lkg.http.Client() {
            @Override
            public InetSocketAddress address() {
                return at;
            }

            @Override
            public InetSocketAddress peer() {
                return through;
            }

            @Override
            public boolean hasLeft() {
                return false;
            }
        };
    }
}
