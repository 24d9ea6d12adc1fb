package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed siblings. */
class CachedFileTest {

    @TempDir
    Path outside;

    private Path root;
    private ServedDirectory served;

    @BeforeEach
    void serve() throws IOException {
        root = Files.createDirectory(outside.resolve("root"));
        served = new ServedDirectory(root);
    }

    @Test
    void aCompressedSiblingIsSentToAClientThatLikesIt() throws IOException {
        served.write("style.css", "plain");
        served.write("style.css.gz", "gzipped");
        served.write("style.css.br", "brotli");

        HttpResponse plain = served.get("/style.css");
        HttpResponse gzip = served.get("/style.css", "Accept-Encoding", "gzip");
        HttpResponse brotli = served.get("/style.css", "Accept-Encoding", "gzip, br");
        HttpResponse preferred = served.get("/style.css", "Accept-Encoding", "gzip;q=1, br;q=0.5");

        assertThat(List.of(content(plain), content(gzip), content(brotli), content(preferred)))
                .containsExactly("plain", "gzipped", "brotli", "gzipped");
        assertThat(field(gzip, "Content-Encoding")).as("the field").isEqualTo("gzip");
        assertThat(field(brotli, "Content-Encoding")).as("the field").isEqualTo("br");
        assertThat(plain.headers().contains("Content-Encoding"))
                .as("there is a field Content-Encoding")
                .isFalse();
        for (HttpResponse response : List.of(plain, gzip, brotli)) {
            assertThat(field(response, "Vary")).as("the field").isEqualTo("Accept-Encoding");
            assertThat(field(response, "Content-Type")).as("the field").isEqualTo("text/css; charset=utf-8");
        }
        assertThat(Set.of(field(plain, "ETag"), field(gzip, "ETag"), field(brotli, "ETag")))
                .hasSize(3);
    }

    /** RFC 9110 §15.4.5. */
    @Test
    void thatACompressedFileIsUnchangedIsSaidWithoutItsCoding() throws IOException {
        served.write("style.css", "plain");
        served.write("style.css.gz", "gzipped");
        String tag = field(served.get("/style.css", "Accept-Encoding", "gzip"), "ETag");

        HttpResponse response = served.get("/style.css", "Accept-Encoding", "gzip", "If-None-Match", tag);

        assertThat(response.status()).as("the status").isEqualTo(304);
        assertThat(field(response, "Vary")).as("the field").isEqualTo("Accept-Encoding");
        assertThat(field(response, "Content-Encoding")).as("the field").isEmpty();
    }

    /** What a cache holds under one tag is one sequence of bytes in one coding (RFC 9110 §8.8.3.3). */
    @Test
    void aCompressedFormNeverHasTheTagOfItsFile() throws IOException {
        served.write("style.css", "the same");
        served.write("style.css.gz", "the same");

        assertThat(field(served.get("/style.css", "Accept-Encoding", "gzip"), "ETag"))
                .as("the tag of the compressed form, which happens to have the bytes of the file")
                .isNotEqualTo(field(served.get("/style.css"), "ETag"));
    }

    @Test
    void aRangeOfACompressedFileIsARangeOfTheCompressedBytes() throws IOException {
        served.write("style.css", "plain");
        served.write("style.css.gz", "gzipped");

        HttpResponse response = served.get("/style.css", "Accept-Encoding", "gzip", "Range", "bytes=2-3");

        assertThat(content(response)).as("the content").isEqualTo("ip");
        assertThat(field(response, "Content-Range")).as("the field").isEqualTo("bytes 2-3/7");
    }

    @Test
    void aSiblingOfAnOlderVersionIsNotSent() throws IOException {
        served.write("style.css.gz", "old");
        Files.setLastModifiedTime(root.resolve("style.css.gz"), FileTime.from(Instant.parse("1998-01-02T03:04:05Z")));
        served.write("style.css", "new");

        HttpResponse response = served.get("/style.css", "Accept-Encoding", "gzip");

        assertThat(content(response)).as("the content").isEqualTo("new");
        assertThat(response.headers().contains("Vary"))
                .as("there is a field Vary")
                .isFalse();
    }

    /** The name of its sibling would be longer than a name can be. */
    @ParameterizedTest
    @ValueSource(ints = {252, 253, 255})
    void aFileOfTheLongestNameNeedsNoSibling(int length) throws IOException {
        String name = "n".repeat(length);
        served.write(name, "content");

        assertThat(served.get("/" + name, "Accept-Encoding", "gzip").status()).isEqualTo(200);
    }

    @Test
    void aSiblingThatMayNotBeReadIsNotSent() throws IOException {
        served.write("style.css", "plain");
        Path sibling = served.write("style.css.gz", "secret");
        Files.setPosixFilePermissions(sibling, Set.of());
        assumeFalse(Files.isReadable(sibling), "root may read all files");

        assertThat(content(served.get("/style.css", "Accept-Encoding", "gzip"))).isEqualTo("plain");
    }

    @Test
    void d16_aSiblingThatLeadsOutsideIsNotSent() throws IOException {
        served.write("style.css", "plain");
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("style.css.gz"), outside.resolve("secret.txt"));
        Files.createDirectory(root.resolve("style.css.br"));

        HttpResponse response = served.get("/style.css", "Accept-Encoding", "gzip, br");

        assertThat(content(response)).as("the content").isEqualTo("plain");
    }

    @Test
    void aSiblingThatLeadsToAHiddenFileIsNotSent() throws IOException {
        served.write("style.css", "plain");
        served.write(".secret", "secret");
        Files.createSymbolicLink(root.resolve("style.css.gz"), root.resolve(".secret"));

        HttpResponse response = served.get("/style.css", "Accept-Encoding", "gzip");

        assertThat(content(response)).as("the content").isEqualTo("plain");
        assertThat(response.headers().contains("Vary"))
                .as("there is a field Vary")
                .isFalse();
    }
}
