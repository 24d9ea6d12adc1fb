package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import lkg.http.Body;
import lkg.http.HttpResponse;
import lkg.server.InvalidSettingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people expect of a server for a directory, beyond its files. */
class FileOptionsTest {

    @TempDir
    Path root;

    private ServedDirectory served;

    @BeforeEach
    void serve() throws IOException {
        served = with(StaticFiles.builder(root));
        served.write("index.html", "application");
        served.write("app.js", "script");
    }

    private ServedDirectory with(StaticFilesBuilder builder) throws IOException {
        return new ServedDirectory(builder, root, Duration.ofSeconds(10));
    }

    // A single-page application

    @ParameterizedTest
    @CsvSource({
        "/todos, 200, application",
        "/todos/5?x=y, 200, application",
        "/todos/, 200, application",
        "/v1.2/todos, 200, application",
        "/app.js, 200, script",
        "/other.js, 404, 404 there is no such file",
        "/todos/5.png, 404, 404 there is no such file",
        "/.env, 404, 404 there is no such file",
        "/.git/config, 404, 404 there is no such file",
        "/%2egit/config, 404, 404 there is no such file",
        "/search/a%2fb, 200, application",
        "/.git/other.js, 404, 404 there is no such file",
        "/.env, 404, 404 there is no such file",
        "/todos/a%2Fb, 200, application",
    })
    void anAddressOfASinglePageApplicationIsItsPage(String target, int status, String content) throws IOException {
        HttpResponse response =
                with(StaticFiles.builder(root).singlePageApplication()).get(target);

        assertThat(response.status()).as("the status").isEqualTo(status);
        assertThat(content(response).strip()).as("the content").isEqualTo(content);
    }

    @Test
    void withoutThatOptionAnAddressIsAFileOrNothing() throws IOException {
        assertThat(served.get("/todos").status()).isEqualTo(404);
    }

    // The page for 404

    @Test
    void theSiteMayHaveAPageOfItsOwnForWhatIsNotThere() throws IOException {
        served.write("404.html", "<p>lost?");

        HttpResponse response = served.get("/nothing");

        assertThat(response.status()).as("the status").isEqualTo(404);
        assertThat(content(response)).as("the content").isEqualTo("<p>lost?");
        assertThat(field(response, "Content-Type")).as("the field").isEqualTo("text/html; charset=utf-8");
        assertThat(served.get("/nothing", "If-None-Match", "*").status())
                .as("never a 304: there is no such file")
                .isEqualTo(404);
        assertThat(served.get("/404.html").status())
                .as("the status of the page itself")
                .isEqualTo(200);
    }

    @Test
    void aChangeOfThatPageIsSeenByTheNextRequest() throws IOException {
        Path page = served.write("404.html", "old");
        assertThat(content(served.getNow("/nothing"))).as("the content").isEqualTo("old");
        served.write("404.html", "new");

        assertThat(content(served.getNow("/nothing")))
                .as("the content after a change of the same length")
                .isEqualTo("new");
        Files.delete(page);
        assertThat(content(served.getNow("/nothing")))
                .as("the content when there is no such page any more")
                .startsWith("404");
    }

    @Test
    void aCompressedPageForWhatIsNotThereSaysSo() throws IOException {
        served.write("404.html", "plain");
        served.write("404.html.gz", "gzipped");

        HttpResponse compressed = served.get("/nothing", "Accept-Encoding", "gzip");
        HttpResponse plain = served.get("/nothing");

        assertThat(content(compressed)).as("the compressed content").isEqualTo("gzipped");
        assertThat(field(compressed, "Content-Encoding")).as("the coding").isEqualTo("gzip");
        assertThat(field(compressed, "Vary")).as("the field").isEqualTo("Accept-Encoding");
        assertThat(content(plain)).as("the content without a coding").isEqualTo("plain");
        assertThat(field(plain, "Content-Encoding")).as("the coding").isEmpty();
    }

    // Names that begin with a dot

    /** RFC 8615. */
    @Test
    void wellKnownFilesAreServedAndOtherHiddenOnesAreNot() throws IOException {
        served.write(".well-known/acme-challenge/token", "proof");
        served.write("sub/.well-known/x", "secret");
        served.write(".well-known/.hidden", "secret");
        served.write("sub/.hidden", "secret");

        assertThat(content(served.get("/.well-known/acme-challenge/token"))).isEqualTo("proof");
        assertThat(served.get("/sub/.well-known/x").status()).isEqualTo(404);
        assertThat(served.get("/.well-known/.hidden").status()).isEqualTo(404);
    }

    // Types

    @ParameterizedTest
    @ValueSource(strings = {"README", "Makefile", "a.java", "b.unheardof", "notes.log"})
    void textIsShownWhateverItsName(String name) throws IOException {
        served.write(name, "some text\n");
        served.write("large-" + name, "some text\n".repeat(10_000));

        assertThat(field(served.get("/" + name), "Content-Type"))
                .startsWith("text/")
                .contains("charset=utf-8");
        assertThat(field(served.get("/large-" + name), "Content-Type"))
                .startsWith("text/")
                .contains("charset=utf-8");
    }

    @Test
    void whatIsNoTextIsSaved() throws IOException {
        Files.write(root.resolve("core"), new byte[] {1, 2, 0, 3});

        assertThat(field(served.get("/core"), "Content-Type")).isEqualTo("application/octet-stream");
    }

    // Age

    @Test
    void clientsAskEachTimeUnlessTheyAreToldNotTo() throws IOException {
        assertThat(field(served.get("/app.js"), "Cache-Control")).isEqualTo("no-cache");
        assertThat(field(
                        with(StaticFiles.builder(root).maxAge(Duration.ofHours(1)))
                                .get("/app.js"),
                        "Cache-Control"))
                .isEqualTo("max-age=3600");
        assertThatThrownBy(() -> StaticFiles.builder(root).maxAge(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidSettingException.class);
    }

    /** The scripts that an old page names may be gone. */
    @Test
    void thePageOfAnApplicationIsAskedForEachTime() throws IOException {
        ServedDirectory application =
                with(StaticFiles.builder(root).singlePageApplication().maxAge(Duration.ofHours(1)));

        assertThat(field(application.get("/"), "Cache-Control")).isEqualTo("no-cache");
        assertThat(field(application.get("/todos"), "Cache-Control")).isEqualTo("no-cache");
        assertThat(field(application.get("/app.js"), "Cache-Control")).isEqualTo("max-age=3600");
        served.write("docs/index.html", "docs");
        assertThat(field(application.get("/docs/"), "Cache-Control"))
                .as("the field of an index.html that is not the application")
                .isEqualTo("max-age=3600");
    }

    // Compression

    @ParameterizedTest
    @ValueSource(ints = {2_000, 300_000})
    void textIsCompressedForWhomLikesIt(int size) throws IOException {
        String text = "compressible ".repeat(size).substring(0, size);
        served.write("page.html", text);
        ServedDirectory compressing = with(StaticFiles.builder(root).compressText());

        HttpResponse gzip = compressing.get("/page.html", "Accept-Encoding", "gzip");
        HttpResponse plain = compressing.get("/page.html");

        assertThat(field(gzip, "Content-Encoding")).as("the field").isEqualTo("gzip");
        assertThat(unzipped(gzip)).as("the content").isEqualTo(text);
        assertThat(field(gzip, "Content-Type")).as("the field").isEqualTo("text/html; charset=utf-8");
        assertThat(content(plain)).as("the content for others").isEqualTo(text);
        assertThat(field(plain, "Vary")).as("the field for others").isEqualTo("Accept-Encoding");
        assertThat(field(plain, "ETag")).as("the tag for others").isNotEqualTo(field(gzip, "ETag"));
        served.write("page.html", "changed " + text);
        assertThat(unzipped(compressing.getNow("/page.html", "Accept-Encoding", "gzip")))
                .as("the content after a change")
                .isEqualTo("changed " + text);
    }

    @Test
    void whatIsSmallOrCompressedAlreadyIsSentAsItIs() throws IOException {
        served.write("small.html", "x".repeat(1023));
        served.write("huge.html", "x".repeat(1024 * 1024 + 1));
        served.write("picture.png", "x".repeat(5000));
        served.write("style.css", "x".repeat(5000));
        served.write("style.css.gz", "sibling");
        ServedDirectory compressing = with(StaticFiles.builder(root).compressText());

        for (String target : new String[] {"/small.html", "/huge.html", "/picture.png"}) {
            assertThat(field(compressing.get(target, "Accept-Encoding", "gzip"), "Content-Encoding"))
                    .as("the field for %s", target)
                    .isEmpty();
        }
        assertThat(content(compressing.get("/style.css", "Accept-Encoding", "gzip")))
                .as("the content of the file that has a sibling")
                .isEqualTo("sibling");
    }

    private static String unzipped(HttpResponse response) throws IOException {
        ByteBuffer bytes = ((Body.Bytes) response.body()).buffer();
        byte[] compressed = new byte[bytes.remaining()];
        bytes.get(compressed);
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes(), StandardCharsets.UTF_8);
    }

    // Memory

    /** Each file is found, however little is remembered. */
    @ParameterizedTest
    @ValueSource(longs = {0, 10_000, 10_000_000})
    void aSmallCacheMakesNoDifferenceToAnswers(long bytes) throws IOException {
        ServedDirectory forgetful = with(StaticFiles.builder(root).cacheBytes(bytes));
        for (int i = 0; i < 50; i++) {
            served.write("file" + i, "content of " + i);
            served.write("large" + i, ("content of " + i).repeat(10_000));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(content(forgetful.get("/file" + i))).isEqualTo("content of " + i);
            assertThat(content(forgetful.get("/large" + i))).isEqualTo(("content of " + i).repeat(10_000));
        }
    }
}
