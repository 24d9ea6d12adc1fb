package lkg.server.files;

import static lkg.server.files.ServedDirectory.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lkg.http.HttpRequest;
import lkg.server.InMemoryClient;
import lkg.server.ReceivedResponse;
import lkg.server.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files below a mount, as a client sees them. */
class StaticFilesOnTheWireTest {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    @TempDir
    Path root;

    private InMemoryClient client;

    @BeforeEach
    void mount() throws IOException {
        ServedDirectory served = new ServedDirectory(root);
        served.write("index.html", "home");
        served.write("docs/a b.txt", "spaced");
        served.write("docs/50%.txt", "percent");
        served.write("docs/deep/er/c.txt", "deep");
        client = InMemoryClient.of(Routes.create().mount("/my/files", served.files));
    }

    @AfterEach
    void leave() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/my/files, /my/files/",
        "/my/files/docs, /my/files/docs/",
        "/my/files/docs/deep?q=1, /my/files/docs/deep/?q=1",
        "http://localhost/my/files/docs, /my/files/docs/",
    })
    void aRedirectStaysBelowTheMount(String target, String expected) throws IOException {
        ReceivedResponse response = client.send(request("GET", target));

        assertThat(response.status()).as("the status").isEqualTo(307);
        assertThat(resolve(target, location(response))).isEqualTo(expected);
        assertThat(resolve("/proxy" + URI.create(target).getPath(), location(response)))
                .as("behind a proxy that adds a prefix")
                .isEqualTo("/proxy" + expected);
    }

    @Test
    void everyLinkOfAListingLeadsToWhatItNames() throws IOException {
        assertThat(contentsBelow("/my/files/docs/")).containsExactlyInAnyOrder("spaced", "percent", "deep");
    }

    @Test
    void theLinkUpLeadsToTheDirectoryAbove() throws IOException {
        String listing = "/my/files/docs/deep/er/";

        assertThat(links(listing)).contains("/my/files/docs/deep/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void aBodyIsRefusedBeforeItHasCome(String method) throws IOException {
        ReceivedResponse response =
                client.send(method + " /my/files/index.html HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");

        assertThat(response.status()).as("the status").isEqualTo(405);
        assertThat(response.headers().first("Allow")).as("the field").contains("GET, HEAD, OPTIONS");
        assertThat(response.headers().first("Connection")).as("the field").contains("close");
    }

    @Test
    void aBodyThatIsTooLargeForAnythingIsRefusedByItsMethod() throws IOException {
        ReceivedResponse response =
                client.send("POST /my/files/index.html HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n");

        assertThat(response.status()).as("the status").isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"GET, 200", "HEAD, 200", "OPTIONS, 204"})
    void noRequestWaitsForItsBody(String method, int status) throws IOException {
        ReceivedResponse response =
                client.send(method + " /my/files/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");

        assertThat(response.status()).as("the status").isEqualTo(status);
        assertThat(response.headers().first("Connection")).as("the field").contains("close");
    }

    @Test
    void aClientThatAsksBeforeItSendsItsBodyGetsTheFileAtOnce() throws IOException {
        ReceivedResponse response = client.send(
                "GET /my/files/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n");

        assertThat(response.status()).as("without a 100 before").isEqualTo(200);
        assertThat(response.text()).as("the body of the answer").isEqualTo("home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void aRequestWithAllOfItsBodyLeavesTheConnectionOpen(String method) throws IOException {
        ReceivedResponse response =
                client.send(method + " /my/files/ HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");

        assertThat(response.headers().first("Connection")).as("the field").isEmpty();
        assertThat(client.send(request("GET", "/my/files/")).text())
                .as("the body of the answer")
                .isEqualTo("home");
    }

    @Test
    void aRefusedRequestWithAllOfItsBodyLeavesTheConnectionOpen() throws IOException {
        HttpRequest post = HttpRequest.post("/my/files/index.html", "text/plain", new byte[1000]);

        assertThat(client.send(post).status()).as("the status").isEqualTo(405);
        assertThat(client.send(request("GET", "/my/files/")).text())
                .as("the body of the answer")
                .isEqualTo("home");
    }

    @Test
    void aRangeOfALargeFileIsThatPartOfIt() throws IOException {
        Files.writeString(root.resolve("large.txt"), "0123456789".repeat(10_000));

        ReceivedResponse response = client.send(request("GET", "/my/files/large.txt", "Range", "bytes=50003-90006"));

        assertThat(response.status()).as("the status").isEqualTo(206);
        assertThat(response.text().equals("0123456789".repeat(10_000).substring(50_003, 90_007)))
                .as("the body is bytes 50003 to 90006 of the file, but begins with " + beginning(response.text()))
                .isTrue();
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(10, text.length()));
    }

    /** Follows the links of a listing downwards. */
    private List<String> contentsBelow(String directory) throws IOException {
        List<String> contents = new ArrayList<>();
        for (String link : links(directory)) {
            if (link.startsWith(directory) && link.endsWith("/")) {
                contents.addAll(contentsBelow(link));
            } else if (link.startsWith(directory)) {
                contents.add(client.send(request("GET", link)).text());
            }
        }
        return contents;
    }

    private List<String> links(String directory) throws IOException {
        return LINK.matcher(client.send(request("GET", directory)).text())
                .results()
                .map((MatchResult link) -> link.group(1))
                // Not the same directory in another order.
                .filter(link -> !link.startsWith("?"))
                .map(link -> resolve(directory, link))
                .toList();
    }

    /** As a browser does it: by the URL that it asked for. */
    private static String resolve(String target, String reference) {
        URI resolved = URI.create("http://localhost").resolve(target).resolve(reference);
        return resolved.getRawPath() + (resolved.getRawQuery() == null ? "" : "?" + resolved.getRawQuery());
    }

    private static String location(ReceivedResponse response) {
        return response.headers().first("Location").orElseThrow();
    }
}
