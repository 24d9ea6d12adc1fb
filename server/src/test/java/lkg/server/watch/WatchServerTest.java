package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Wiring;
import lkg.server.watch.visit.Visit;
import lkg.server.watch.visit.Visits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server that shows another one, as its page and others see it. */
class WatchServerTest {

    private static final String HERE = "GET %s HTTP/1.1\nHost: 127.0.0.1\n%s\n";

    private final Semaphore stopped = new Semaphore(0);
    private WatchServer watch;
    private LkgServer server;

    @BeforeEach
    void start() throws IOException {
        watch = WatchServer.start(0);
        server = LkgServer.builder()
                .port(0)
                .loops(1)
                .wiring(Wiring.INLINE)
                .headTimeout(Duration.ofSeconds(1))
                .lingerTimeout(Duration.ofMillis(100))
                .observer(watch.observer())
                .handler(Practice.around(Handler.onLoop(request -> HttpResponse.text(200, "hello\n"))))
                .start();
        watch.watch(server, stopped::release);
    }

    @AfterEach
    void stop() {
        server.close();
        watch.close();
    }

    @Test
    void itListensOnTheLoopbackAddressOnly() throws IOException {
        assertThat(get("/hello", "").text()).contains("\"format\":\"lkg-recording-1\"", "\"wiring\":\"INLINE\"");
        assertThat(watch.address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void aPageOfSomebodyElseReadsAndStartsNothing() throws IOException {
        assertThat(get("/hello", "Origin: https://example.org\n").status()).isEqualTo(403);
        assertThat(get("/hello", "Origin: null\n").status()).isEqualTo(403);
        assertThat(ask("GET /hello HTTP/1.1\nHost: rebound.example.org\n\n").status())
                .as("a name of somebody else for this address")
                .isEqualTo(403);
        assertThat(ask("POST /visit/idle HTTP/1.1\nHost: 127.0.0.1\nOrigin: http://example.org\n\n")
                        .status())
                .isEqualTo(403);
        assertThat(get("/recording", "").text()).doesNotContain("\"visit\",\"id\"");
    }

    @Test
    void aPageOfSomebodyElseHasItNeitherAsAPictureNorInAFrame() throws IOException {
        assertThat(get("/events", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\n")
                        .status())
                .isEqualTo(403);
        assertThat(get("/", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\n")
                        .status())
                .as("a link to it")
                .isEqualTo(200);
        assertThat(get("/", "").header("Content-Security-Policy")).contains("frame-ancestors 'self'");
    }

    @Test
    void aPageOfAnotherServerOfThisMachineMayShowItToo() throws IOException {
        Client.Response response = get("/hello", "Origin: http://localhost:8090\n");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Access-Control-Allow-Origin")).contains("http://localhost:8090");
    }

    @Test
    void thePageGetsTheTextsOfTheVisits() throws IOException {
        JsonNode visits = new ObjectMapper().readTree(get("/hello", "").text()).get("visits");

        assertThat(visits).hasSameSizeAs(Visits.all());
        for (int i = 0; i < visits.size(); i++) {
            JsonNode json = visits.get(i);
            List<String> choices = new ArrayList<>();
            json.get("choices").forEach(choice -> choices.add(choice.textValue()));
            Visit read = new Visit(
                    json.get("id").textValue(),
                    json.get("title").textValue(),
                    json.get("does").textValue(),
                    json.get("question").textValue(),
                    choices,
                    json.get("right").intValue(),
                    json.get("why").textValue());
            assertThat(read).isEqualTo(Visits.all().get(i));
        }
    }

    @Test
    void aServerThatTheClientsOfThePageCannotSpeakToIsOnlyShown() throws IOException {
        try (WatchServer other = WatchServer.start(0);
                LkgServer shown = LkgServer.builder()
                        .port(0)
                        .observer(other.observer())
                        .handler(request -> HttpResponse.of(204))
                        .start();
                Client client = new Client(other.address().getPort())) {
            other.watch(shown);

            assertThat(client.send(HERE.formatted("/hello", "")).response().text())
                    .contains("\"visits\":[]");
            assertThat(client.send("POST /visit/idle HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 0\n\n")
                            .response()
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void thePageIsOneFile() throws IOException {
        Client.Response page = get("/", "");

        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.text()).contains("<script type=\"application/json\" id=\"recording\"></script>");
        assertThat(page.text()).doesNotContain("https://", "src=\"", "@import");
    }

    @Test
    void aPageGetsWhatHasHappenedAndWhatHappensNext() throws IOException {
        try (Client page = new Client(watch.address().getPort());
                Client client = new Client(server.port())) {
            page.send(HERE.formatted("/events", ""));
            page.responseWithoutBody();
            client.get("/a<b?token=secret").response();

            String events = readUntil(page, "\"kind\":\"sent\"");

            assertThat(events)
                    .contains("\"kind\":\"listening\"", "\"kind\":\"accepted\"", "GET /a\\u003cb\"")
                    .doesNotContain("secret")
                    .containsPattern("id: \\d+");
        }
    }

    @Test
    void aPageThatComesBackGetsWhatItHasNotHadYet() throws IOException {
        try (Client client = new Client(server.port())) {
            client.get("/").response();
        }
        try (Client page = new Client(watch.address().getPort())) {
            page.send(HERE.formatted("/events", "Last-Event-ID: 3\n"));
            page.responseWithoutBody();

            assertThat(readUntil(page, "\"kind\":\"sent\""))
                    .contains("{\"n\":4,")
                    .doesNotContain("{\"n\":3,");
        }
    }

    @Test
    void aRecordingHasAllEventsInOrder() throws IOException {
        try (Client client = new Client(server.port())) {
            for (int i = 0; i < 100; i++) {
                client.get("/").response();
            }
        }
        JsonNode recording = new ObjectMapper().readTree(get("/recording", "").text());

        JsonNode events = recording.get("events");
        assertThat(events.size()).isGreaterThan(300);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).get("n").intValue()).isEqualTo(i + 1);
        }
        assertThat(recording.get("dropped").intValue()).isZero();
    }

    @Test
    void aPageSaysInTheAddressWhereItWantsToGoOn() throws IOException {
        try (Client client = new Client(server.port())) {
            client.get("/").response();
        }
        assertThat(eventsFrom("?from=4", "")).contains("{\"n\":4,").doesNotContain("{\"n\":3,");
    }

    /** It may have had the events of another server on this port, or be no page at all. */
    @Test
    void aPageThatAsksForEventsWhichAreNoneGetsAllAndDisturbsNoOther() throws IOException {
        try (Client client = new Client(server.port())) {
            client.get("/").response();
        }
        for (String last : List.of("-5", "999999", "9223372036854775807", "x")) {
            assertThat(eventsFrom("", "Last-Event-ID: " + last + "\n")).as(last).contains("{\"n\":1,");
        }
    }

    private String eventsFrom(String query, String field) throws IOException {
        try (Client page = new Client(watch.address().getPort())) {
            page.send(HERE.formatted("/events" + query, field));
            page.responseWithoutBody();
            return readUntil(page, "\"kind\":\"sent\"");
        }
    }

    @Test
    void aPageThatIsFarBehindGetsAllThatHappenedBeforeTheEnd() throws Exception {
        try (Client client = new Client(server.port());
                Client page = new Client(watch.address().getPort())) {
            for (int i = 0; i < 500; i++) {
                client.get("/" + i).response();
            }
            client.get("/the-last-one").response();
            page.send(HERE.formatted("/events", ""));
            page.responseWithoutBody();

            watch.close();

            assertThat(readUntil(page, "GET /the-last-one")).contains("GET /0\"");
        }
    }

    @Test
    void oneClientAtATimeIsStartedAndToldOf() throws Exception {
        assertThat(post("/visit/nobody").status()).isEqualTo(404);
        assertThat(post("/visit/half-close").status()).isEqualTo(202);
        assertThat(post("/visit/half-close").status())
                .as("while another one is at work")
                .isEqualTo(409);

        try (Client page = new Client(watch.address().getPort())) {
            page.send(HERE.formatted("/events", ""));
            page.responseWithoutBody();
            assertThat(readUntil(page, "\"phase\":\"ends\""))
                    .contains("\"id\":\"half-close\",\"phase\":\"begins\"", "\"kind\":\"client\"", "\"bytes\":-1");
        }
    }

    @Test
    void theLastVisitStopsTheServer() throws Exception {
        assertThat(post("/visit/stop").status()).isEqualTo(202);

        assertThat(stopped.tryAcquire(30, TimeUnit.SECONDS)).as("asked to stop").isTrue();
        assertThat(server.shutdown(Duration.ofSeconds(10)))
                .as("lost no request")
                .isTrue();
        assertThat(post("/visit/idle").status()).as("afterwards").isEqualTo(410);
    }

    private Client.Response get(String path, String field) throws IOException {
        return ask(HERE.formatted(path, field));
    }

    private Client.Response post(String path) throws IOException {
        return ask("POST " + path + " HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 0\n\n");
    }

    private Client.Response ask(String request) throws IOException {
        try (Client client = new Client(watch.address().getPort())) {
            return client.send(request).response();
        }
    }

    /** What a stream of events brings, until one has {@code wanted} in it. */
    private static String readUntil(Client page, String wanted) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(wanted) < 0) {
            all.append(new String(page.chunk(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return all.toString();
    }
}
