package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of a file does to the answers. */
class FileCacheTest {

    @TempDir
    Path root;

    private ServedDirectory served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedDirectory(root);
        served.write("index.html", "home");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void aChangeIsSeenByTheNextRequest(int size) throws IOException {
        served.write("page.html", "a".repeat(size));
        assertThat(content(served.getNow("/page.html"))).as("the content").startsWith("aa");
        served.write("page.html", "b".repeat(size));

        assertThat(content(served.getNow("/page.html")))
                .as("the content after a change of the same length")
                .startsWith("bb");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void aFileThatIsGoneIsGoneForTheNextRequest(int size) throws IOException {
        Path page = served.write("page.html", "a".repeat(size));
        served.getNow("/page.html");
        // The first request after a look-up looks at the file anyway, so a second one was answered, too.
        served.getNow("/page.html");
        Files.delete(page);

        assertThat(served.getNow("/page.html").status()).as("the status").isEqualTo(404);
    }

    /** Otherwise nothing would be checked at all. */
    @Test
    void aFileThatIsUnchangedIsNotReadAgain() throws IOException {
        served.write("page.html", "content");
        HttpResponse first = served.getNow("/page.html");

        assertThat(served.getNow("/page.html"))
                .as("the second response is the one that was made for the first request")
                .isSameAs(first);
    }

    @Test
    void aNewSiblingIsFoundWithinAMinute() throws IOException {
        served.write("style.css", "plain");
        served.getNow("/style.css");
        served.write("style.css.gz", "gzipped");

        served.passes(Duration.ofSeconds(61));

        assertThat(content(served.getNow("/style.css", "Accept-Encoding", "gzip")))
                .as("the content a minute later")
                .isEqualTo("gzipped");
    }

    /** The path leads to the same file still, but to a hidden place. */
    @Test
    void d16_aFileThatHasComeToAHiddenPlaceIsNotServedForLong() throws IOException {
        served.write("folder/page.html", "content");
        served.getNow("/folder/page.html");
        Files.move(root.resolve("folder"), root.resolve(".folder"));
        Files.createSymbolicLink(root.resolve("folder"), Path.of(".folder"));

        served.passes(Duration.ofSeconds(61));

        assertThat(served.getNow("/folder/page.html").status())
                .as("a minute later")
                .isEqualTo(404);
    }

    /** A clock that ticks every few milliseconds cannot tell two changes within one tick apart. */
    @Test
    void aFileThatHasJustBeenChangedIsReadEachTime() throws IOException {
        ServedDirectory now = new ServedDirectory(StaticFiles.builder(root), root, Duration.ZERO);
        now.write("page.html", "content");

        assertThat(now.getNow("/page.html")).as("the second response").isNotSameAs(now.getNow("/page.html"));
    }

    /** Else the file would count as read after its last change could go unseen, though it was read before. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void theClockIsReadBeforeTheFile(int size) throws IOException {
        Path page = served.write("page.html", "a".repeat(size));
        InstantSource clock = () -> {
            try {
                Files.writeString(page, "b".repeat(size));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Instant.now().plusSeconds(10);
        };

        HttpResponse response =
                StaticFiles.builder(root).build(() -> 0, clock).handle(ServedDirectory.request("GET", "/page.html"));

        assertThat(content(response))
                .as("the content, changed by whoever reads the clock")
                .isEqualTo("b".repeat(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * 1024, 16 * 1024 + 1, 100_000})
    void aFileIsTheSameFromMemoryAndFromTheDisk(int size) throws IOException {
        served.write("file.txt", "x".repeat(size));

        HttpResponse response = served.get("/file.txt");

        assertThat(response.body() instanceof Body.Bytes).as("in memory").isEqualTo(size <= 16 * 1024);
        assertThat(content(response)).as("the content").hasSize(size);
    }

    @Test
    void aChangeOfALargeFileIsSeenAtOnce() throws IOException {
        served.write("large.txt", "a".repeat(100_000));
        HttpResponse before = served.getNow("/large.txt");
        served.write("large.txt", "b".repeat(100_001));

        HttpResponse after = served.getNow("/large.txt");

        assertThat(field(after, "ETag")).as("the tag belongs to the bytes").isNotEqualTo(field(before, "ETag"));
        assertThat(content(after)).as("the content").isEqualTo("b".repeat(100_001));
    }

    @Test
    void aLargeFileThatBecameADirectoryIsFoundToBeOne() throws IOException {
        Path file = served.write("large", "a".repeat(100_000));
        served.getNow("/large");
        Files.delete(file);
        Files.createDirectory(file);

        assertThat(served.getNow("/large").status()).as("the status").isEqualTo(307);
    }

    /** The next client would be sent the change. */
    @Test
    void nobodyCanChangeACachedFileThroughItsResponse() throws IOException {
        served.write("page.html", "original");
        HttpResponse held = served.getNow("/page.html");
        HttpResponse part = served.getNow("/page.html", "Range", "bytes=0-3");

        for (Body.Bytes body : List.of((Body.Bytes) held.body(), (Body.Bytes) part.body())) {
            ByteBuffer bytes = body.buffer();
            assertThat(bytes.hasArray()).as("its array can be reached").isFalse();
            assertThatThrownBy(() -> bytes.put(0, (byte) 'X')).isInstanceOf(ReadOnlyBufferException.class);
            assertThatThrownBy(() -> bytes.duplicate().put((byte) 'X')).isInstanceOf(ReadOnlyBufferException.class);
            bytes.position(2).limit(3);
            Buffer copy = new Buffer(100);
            body.appendTo(copy);
            copy.consume(4);
            copy.append((byte) 'X');
            body.slice(0, 2).appendTo(copy);
        }
        held.withHeader("Set-Cookie", "mine").withBody(Body.of("X"));
        held.headers().with("Set-Cookie", "mine");

        HttpResponse next = served.getNow("/page.html");
        assertThat(content(next)).as("the content").isEqualTo("original");
        assertThat(next.headers()).isEqualTo(held.headers());
        assertThat(next.headers().contains("Set-Cookie"))
                .as("there is a field Set-Cookie")
                .isFalse();
    }
}
