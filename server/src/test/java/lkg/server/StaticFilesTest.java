package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.HttpVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

    @TempDir
    Path outside;

    private Path root;
    private StaticFiles files;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(outside.resolve("root"));
        write(root.resolve("index.html"), "home");
        write(root.resolve("a b.txt"), "spaced");
        write(root.resolve(".hidden"), "secret");
        write(root.resolve("docs/index.html"), "docs");
        Files.createDirectory(root.resolve("empty"));
        write(outside.resolve("secret.txt"), "secret");
        files = new StaticFiles(root);
    }

    @Test
    void aFileIsServedWithItsTypeAndAge() throws IOException {
        Files.setLastModifiedTime(root.resolve("index.html"), FileTime.from(Instant.parse("2026-01-02T03:04:05.6Z")));

        HttpResponse response = get("/index.html");

        assertThat(response.status()).isEqualTo(200);
        assertThat(content(response)).isEqualTo("home");
        assertThat(response.headers().first("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.headers().first("Last-Modified")).contains("Fri, 02 Jan 2026 03:04:05 GMT");
    }

    @Test
    void aNameIsDecoded() throws IOException {
        assertThat(content(get("/a%20b.txt"))).isEqualTo("spaced");
    }

    @Test
    void aQueryMakesNoDifference() throws IOException {
        assertThat(content(get("/index.html", Optional.of("v=2")))).isEqualTo("home");
    }

    @Test
    void aDirectoryIsItsIndex() throws IOException {
        assertThat(content(get("/"))).isEqualTo("home");
        assertThat(content(get("/docs/"))).isEqualTo("docs");
    }

    @Test
    void aDirectoryWithoutItsSlashIsRedirected() throws IOException {
        assertThat(get("/docs").status()).isEqualTo(308);
        assertThat(get("/docs").headers().first("Location")).contains("/docs/");
        assertThat(get("/docs", Optional.of("a=b")).headers().first("Location")).contains("/docs/?a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/nothing/", "/index.html/", "/docs/nothing", "/index.html/a", "*"})
    void whatIsNotThereIs404(String path) throws IOException {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void aDirectoryWithoutAnIndexIsListed() throws IOException {
        write(root.resolve("empty/b.txt"), "");
        write(root.resolve("empty/a/c.txt"), "");
        write(root.resolve("empty/.hidden"), "");

        HttpResponse response = get("/empty/");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().first("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(text(response))
                .contains("<h1>/empty/</h1>", "<a href=\"../\">../</a>")
                .containsSubsequence("<a href=\"./a/\">a/</a>", "<a href=\"./b.txt\">b.txt</a>")
                .doesNotContain("hidden");
    }

    @Test
    void aListingEscapesNames() throws IOException {
        write(root.resolve("empty/<img src=x>&\"'#%?\u00e9.txt"), "");
        write(root.resolve("empty/javascript:alert(1)"), "");

        assertThat(text(get("/empty/")))
                .contains(">&lt;img src=x&gt;&amp;&quot;&#39;#%?\u00e9.txt</a>")
                .contains("\"./%3Cimg%20src%3Dx%3E%26%22%27%23%25%3F%C3%A9.txt\"")
                .contains("\"./javascript%3Aalert%281%29\"")
                .doesNotContain("<img");
    }

    @Test
    void whatIsListedCanBeFetched() throws IOException {
        String name = "a+b c&d%25\u00e9;.txt";
        write(root.resolve("empty").resolve(name), "found");
        String page = text(get("/empty/"));
        int start = page.indexOf("\"./") + 3;

        assertThat(content(get("/empty/" + page.substring(start, page.indexOf('"', start)))))
                .isEqualTo("found");
    }

    @Test
    void aNameThatIsTooLongForTheFileSystemIs404() throws IOException {
        assertThat(get("/" + "a".repeat(5000)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/docs/../../secret.txt",
                "/.hidden",
                "/%2ehidden",
                "//secret.txt",
                "/index.html%00",
                "/docs/%2e%2e/%2e%2e/secret.txt",
            })
    void d16_nothingOutsideAndNothingHiddenIsServed(String path) throws IOException {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void d16_aLinkIsFollowedOnlyInside() throws IOException {
        Files.createSymbolicLink(root.resolve("inside.txt"), root.resolve("index.html"));
        Files.createSymbolicLink(root.resolve("outside.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("up"), outside);
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        Files.createSymbolicLink(root.resolve("empty/index.html"), outside.resolve("secret.txt"));

        assertThat(content(get("/inside.txt"))).isEqualTo("home");
        assertThat(get("/outside.txt").status()).isEqualTo(404);
        assertThat(get("/up/secret.txt").status()).isEqualTo(404);
        assertThat(get("/up").status()).isEqualTo(404);
        assertThat(get("/loop").status()).isEqualTo(404);
        assertThat(get("/empty/").status()).as("an index that leads outside").isEqualTo(404);
    }

    @Test
    void d16_aDirectoryBesideTheRootWithTheSameBeginningIsOutside() throws IOException {
        write(outside.resolve("root-of-another/a.txt"), "secret");
        Files.createSymbolicLink(root.resolve("other"), outside.resolve("root-of-another"));

        assertThat(get("/other/a.txt").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"POST, 405", "PUT, 405", "DELETE, 405", "PATCH, 405", "TRACE, 405", "BREW, 501", "get, 501"})
    void filesAreOnlyRead(String method, int status) throws IOException {
        HttpResponse response = files.handle(request(method, "/index.html", Optional.empty()));

        assertThat(response.status()).isEqualTo(status);
        if (status == 405) {
            assertThat(response.headers().first("Allow")).contains("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void optionsTellsWhatIsAllowed() throws IOException {
        HttpResponse response = files.handle(request("OPTIONS", "*", Optional.empty()));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().first("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void theRootMustBeADirectory() {
        assertThatThrownBy(() -> new StaticFiles(root.resolve("nothing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> new StaticFiles(root.resolve("index.html"))).isInstanceOf(NotDirectoryException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a.HTML, text/html; charset=utf-8",
        "a.mjs, text/javascript; charset=utf-8",
        "a.wasm, application/wasm",
        "a.tar.gz, application/gzip",
        "a.woff2, font/woff2",
        "README, application/octet-stream",
        "a., application/octet-stream"
    })
    void theTypeGoesByTheName(String name, String type) {
        assertThat(MediaTypes.of(name)).isEqualTo(type);
    }

    private HttpResponse get(String path) throws IOException {
        return get(path, Optional.empty());
    }

    private HttpResponse get(String path, Optional<String> query) throws IOException {
        HttpResponse response = files.handle(request("GET", path, query));
        return response;
    }

    private static HttpRequest request(String method, String path, Optional<String> query) {
        return new HttpRequest(
                method, path, path, query, HttpVersion.HTTP_1_1, Headers.empty(), new byte[0], Headers.empty());
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String text(HttpResponse response) {
        return new String(((Body.Bytes) response.body()).bytes(), StandardCharsets.UTF_8);
    }

    private static String content(HttpResponse response) throws IOException {
        Body.FileRegion region = (Body.FileRegion) response.body();
        ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
        region.file().read(bytes, region.position());
        region.file().close();
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
}
