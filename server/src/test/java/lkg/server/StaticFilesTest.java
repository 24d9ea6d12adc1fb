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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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

    private final AtomicLong nanos = new AtomicLong();
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
        files = StaticFiles.withClock(root, nanos::get);
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
    void listingsCanBeTurnedOff() throws IOException {
        HttpRequest request = request("GET", "/empty/", Optional.empty(), Headers.empty());

        assertThat(StaticFiles.withoutListings(root).handle(request).status()).isEqualTo(404);
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

    // Conditions

    @Test
    void aFileThatTheClientHasIsNotSentAgain() throws IOException {
        String tag = get("/index.html").headers().first("ETag").orElseThrow();

        HttpResponse response = get("/index.html", Headers.of("If-None-Match", tag));

        assertThat(response.status()).isEqualTo(304);
        assertThat(response.headers().first("ETag")).contains(tag);
        assertThat(response.headers().contains("Content-Type")).isFalse();
    }

    @Test
    void aChangedFileHasAnotherTag() throws IOException {
        Path file = root.resolve("index.html");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.000000001Z")));
        String first = get("/index.html").headers().first("ETag").orElseThrow();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.100000001Z")));
        String touched = get("/index.html").headers().first("ETag").orElseThrow();
        Files.writeString(file, "longer than before");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.100000001Z")));
        String grown = get("/index.html").headers().first("ETag").orElseThrow();

        assertThat(Set.of(first, touched, grown)).hasSize(3);
        assertThat(get("/index.html", Headers.of("If-Match", first)).status()).isEqualTo(412);
        assertThat(get("/index.html", Headers.of("If-None-Match", first)).status())
                .isEqualTo(200);
    }

    @Test
    void theTimeOfTheLastChangeMayBeACondition() throws IOException {
        String modified = get("/index.html").headers().first("Last-Modified").orElseThrow();

        assertThat(get("/index.html", Headers.of("If-Modified-Since", modified)).status())
                .isEqualTo(304);
        assertThat(get("/index.html", Headers.of("If-Unmodified-Since", modified))
                        .status())
                .isEqualTo(200);
    }

    // Ranges

    @Test
    void aRangeIsAPartOfTheFile() throws IOException {
        HttpResponse response = get("/index.html", Headers.of("Range", "bytes=1-2"));

        assertThat(response.status()).isEqualTo(206);
        assertThat(response.headers().first("Content-Range")).contains("bytes 1-2/4");
        assertThat(content(response)).isEqualTo("om");
    }

    @Test
    void aRangeThatTheFileDoesNotHaveIs416() throws IOException {
        HttpResponse response = get("/index.html", Headers.of("Range", "bytes=4-"));

        assertThat(response.status()).isEqualTo(416);
        assertThat(response.headers().first("Content-Range")).contains("bytes */4");
    }

    @Test
    void severalRangesAreTheWholeFile() throws IOException {
        HttpResponse response = get("/index.html", Headers.of("Range", "bytes=0-0,2-2"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(content(response)).isEqualTo("home");
    }

    @Test
    void aRangeCountsOnlyIfTheFileIsStillTheSame() throws IOException {
        Headers known = get("/index.html").headers();
        String tag = known.first("ETag").orElseThrow();
        String modified = known.first("Last-Modified").orElseThrow();

        for (String same : List.of(tag, modified)) {
            assertThat(get("/index.html", Headers.of("Range", "bytes=1-2", "If-Range", same))
                            .status())
                    .as("If-Range: %s", same)
                    .isEqualTo(206);
        }
        for (String other : List.of("\"other\"", "W/" + tag, "Fri, 02 Jan 1998 03:04:05 GMT")) {
            assertThat(get("/index.html", Headers.of("Range", "bytes=1-2", "If-Range", other))
                            .status())
                    .as("If-Range: %s", other)
                    .isEqualTo(200);
        }
    }

    @Test
    void aRangeIsForGetOnly() throws IOException {
        HttpRequest head = request("HEAD", "/index.html", Optional.empty(), Headers.of("Range", "bytes=1-2"));

        HttpResponse response = files.handle(head);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().length()).isEqualTo(4);
        content(response);
    }

    // Codings

    @Test
    void aCompressedSiblingIsSentToAClientThatLikesIt() throws IOException {
        write(root.resolve("style.css"), "plain");
        write(root.resolve("style.css.gz"), "gzipped");
        write(root.resolve("style.css.br"), "brotli");

        HttpResponse plain = get("/style.css");
        HttpResponse gzip = get("/style.css", Headers.of("Accept-Encoding", "gzip"));
        HttpResponse brotli = get("/style.css", Headers.of("Accept-Encoding", "gzip, br"));
        HttpResponse preferred = get("/style.css", Headers.of("Accept-Encoding", "gzip;q=1, br;q=0.5"));

        assertThat(List.of(content(plain), content(gzip), content(brotli), content(preferred)))
                .containsExactly("plain", "gzipped", "brotli", "gzipped");
        assertThat(gzip.headers().first("Content-Encoding")).contains("gzip");
        assertThat(brotli.headers().first("Content-Encoding")).contains("br");
        assertThat(plain.headers().contains("Content-Encoding")).isFalse();
        for (HttpResponse response : List.of(plain, gzip, brotli)) {
            assertThat(response.headers().first("Vary")).contains("Accept-Encoding");
            assertThat(response.headers().first("Content-Type")).contains("text/css; charset=utf-8");
        }
        assertThat(Set.of(tagOf(plain), tagOf(gzip), tagOf(brotli))).hasSize(3);
    }

    @Test
    void aRangeOfACompressedFileIsARangeOfTheCompressedBytes() throws IOException {
        write(root.resolve("style.css"), "plain");
        write(root.resolve("style.css.gz"), "gzipped");

        HttpResponse response = get("/style.css", Headers.of("Accept-Encoding", "gzip", "Range", "bytes=2-3"));

        assertThat(content(response)).isEqualTo("ip");
        assertThat(response.headers().first("Content-Range")).contains("bytes 2-3/7");
    }

    @Test
    void aSiblingOfAnOlderVersionIsNotSent() throws IOException {
        write(root.resolve("style.css.gz"), "old");
        Files.setLastModifiedTime(root.resolve("style.css.gz"), FileTime.from(Instant.parse("1998-01-02T03:04:05Z")));
        write(root.resolve("style.css"), "new");

        HttpResponse response = get("/style.css", Headers.of("Accept-Encoding", "gzip"));

        assertThat(content(response)).isEqualTo("new");
        assertThat(response.headers().contains("Vary")).isFalse();
    }

    @Test
    void d16_aSiblingThatLeadsOutsideIsNotSent() throws IOException {
        write(root.resolve("style.css"), "plain");
        Files.createSymbolicLink(root.resolve("style.css.gz"), outside.resolve("secret.txt"));
        Files.createDirectory(root.resolve("style.css.br"));

        HttpResponse response = get("/style.css", Headers.of("Accept-Encoding", "gzip, br"));

        assertThat(content(response)).isEqualTo("plain");
    }

    // The cache

    @Test
    void aChangeOfASmallFileIsSeenWithinASecond() throws IOException {
        Path page = root.resolve("page.html");
        write(page, "old");
        assertThat(contentNow("/page.html")).isEqualTo("old");
        write(page, "a newer one");

        assertThat(contentNow("/page.html")).as("while it may go unnoticed").isEqualTo("old");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(contentNow("/page.html")).as("a second later").isEqualTo("a newer one");
    }

    @Test
    void aSmallFileIsReadOnceASecond() throws IOException {
        Path page = root.resolve("page.html");
        write(page, "content");
        assertThat(contentNow("/page.html")).isEqualTo("content");
        Files.delete(page);

        assertThat(contentNow("/page.html")).as("from memory").isEqualTo("content");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(now("/page.html").status()).as("a second later").isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * 1024, 16 * 1024 + 1, 100_000})
    void aFileIsTheSameFromMemoryAndFromTheDisk(int size) throws IOException {
        write(root.resolve("file.txt"), "x".repeat(size));

        HttpResponse response = get("/file.txt");

        assertThat(response.body() instanceof Body.Bytes).as("in memory").isEqualTo(size <= 16 * 1024);
        assertThat(content(response)).hasSize(size);
    }

    @Test
    void aChangeOfALargeFileIsSeenAtOnce() throws IOException {
        Path file = root.resolve("large.txt");
        write(file, "a".repeat(100_000));
        HttpResponse before = now("/large.txt");
        Output.discard(before.body());
        write(file, "b".repeat(100_001));

        HttpResponse after = now("/large.txt");

        assertThat(tagOf(after)).as("the tag belongs to the bytes").isNotEqualTo(tagOf(before));
        assertThat(content(after)).isEqualTo("b".repeat(100_001));
    }

    @Test
    void aLargeFileThatBecameADirectoryIsFoundToBeOne() throws IOException {
        Path file = root.resolve("large");
        write(file, "a".repeat(100_000));
        Output.discard(now("/large").body());
        Files.delete(file);
        Files.createDirectory(file);

        assertThat(now("/large").status()).isEqualTo(308);
    }

    private String contentNow(String path) throws IOException {
        return content(now(path));
    }

    /** Without letting time pass. */
    private HttpResponse now(String path) throws IOException {
        return files.handle(request("GET", path, Optional.empty(), Headers.empty()));
    }

    // Methods

    @ParameterizedTest
    @CsvSource({"POST, 405", "PUT, 405", "DELETE, 405", "PATCH, 405", "TRACE, 405", "BREW, 501", "get, 501"})
    void filesAreOnlyRead(String method, int status) throws IOException {
        HttpResponse response = files.handle(request(method, "/index.html", Optional.empty(), Headers.empty()));

        assertThat(response.status()).isEqualTo(status);
        if (status == 405) {
            assertThat(response.headers().first("Allow")).contains("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void optionsTellsWhatIsAllowed() throws IOException {
        HttpResponse response = files.handle(request("OPTIONS", "*", Optional.empty(), Headers.empty()));

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
        return get(path, Headers.empty());
    }

    private HttpResponse get(String path, Headers headers) throws IOException {
        return get(request("GET", path, Optional.empty(), headers));
    }

    private HttpResponse get(String path, Optional<String> query) throws IOException {
        return get(request("GET", path, query, Headers.empty()));
    }

    /** Asks when the answer cannot be cached any more, and again at once when it can: that must make no difference. */
    private HttpResponse get(HttpRequest request) throws IOException {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        HttpResponse fresh = files.handle(request);
        HttpResponse cached = files.handle(request);
        Output.discard(fresh.body());
        assertThat(cached.status()).as("the status of a cached answer").isEqualTo(fresh.status());
        assertThat(cached.headers()).as("the fields of a cached answer").isEqualTo(fresh.headers());
        return cached;
    }

    private static HttpRequest request(String method, String path, Optional<String> query, Headers headers) {
        return new HttpRequest(method, path, path, query, HttpVersion.HTTP_1_1, headers, new byte[0], Headers.empty());
    }

    private static String tagOf(HttpResponse response) {
        return response.headers().first("ETag").orElseThrow();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String text(HttpResponse response) {
        return new String(((Body.Bytes) response.body()).bytes(), StandardCharsets.UTF_8);
    }

    private static String content(HttpResponse response) throws IOException {
        return response.body() instanceof Body.FileRegion region ? contentOf(region) : text(response);
    }

    private static String contentOf(Body.FileRegion region) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
        region.file().read(bytes, region.position());
        region.file().close();
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
}
