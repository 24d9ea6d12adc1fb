package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.field;
import static lkg.server.files.ServedDirectory.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions and ranges of one file. */
class FileResponseTest {

    @TempDir
    Path root;

    private static final String LATER = "Fri, 01 Jan 2100 00:00:00 GMT";

    private ServedDirectory served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedDirectory(root);
        served.write("index.html", "home");
    }

    // Conditions

    @Test
    void aFileThatTheClientHasIsNotSentAgain() throws IOException {
        String tag = field(served.get("/index.html"), "ETag");

        HttpResponse response = served.get("/index.html", "If-None-Match", tag);

        assertThat(response.status()).as("the status").isEqualTo(304);
        assertThat(field(response, "ETag")).as("the field").isEqualTo(tag);
        assertThat(response.headers().contains("Content-Type"))
                .as("there is a field Content-Type")
                .isFalse();
    }

    @Test
    void aChangedFileHasAnotherTag() throws IOException {
        String first = field(served.get("/index.html"), "ETag");
        Files.writeString(root.resolve("index.html"), "HOME");
        String sameLength = field(served.get("/index.html"), "ETag");
        Files.writeString(root.resolve("index.html"), "longer than before");
        String grown = field(served.get("/index.html"), "ETag");

        assertThat(Set.of(first, sameLength, grown)).hasSize(3);
        assertThat(served.get("/index.html", "If-Match", first).status())
                .as("the status")
                .isEqualTo(412);
        assertThat(served.get("/index.html", "If-None-Match", first).status())
                .as("the status")
                .isEqualTo(200);
    }

    @Test
    void theTimeOfTheLastChangeMayBeACondition() throws IOException {
        String modified = field(served.get("/index.html"), "Last-Modified");

        assertThat(served.get("/index.html", "If-Modified-Since", modified).status())
                .as("the status")
                .isEqualTo(304);
        assertThat(served.get("/index.html", "If-Unmodified-Since", modified).status())
                .as("the status")
                .isEqualTo(200);
    }

    // Ranges

    @Test
    void aRangeIsAPartOfTheFile() throws IOException {
        HttpResponse response = served.get("/index.html", "Range", "bytes=1-2");

        assertThat(response.status()).as("the status").isEqualTo(206);
        assertThat(field(response, "Content-Range")).as("the field").isEqualTo("bytes 1-2/4");
        assertThat(content(response)).as("the content").isEqualTo("om");
    }

    @Test
    void aRangeOfALargeFileIsThatPartOfIt() throws IOException {
        served.write("large.txt", "0123456789".repeat(10_000));

        HttpResponse response = served.get("/large.txt", "Range", "bytes=50003-50007");

        assertThat(field(response, "Content-Range")).as("Content-Range").isEqualTo("bytes 50003-50007/100000");
        assertThat(content(response)).as("the part").isEqualTo("34567");
    }

    @Test
    void aRangeThatTheFileDoesNotHaveIs416() throws IOException {
        HttpResponse response = served.get("/index.html", "Range", "bytes=4-");

        assertThat(response.status()).as("the status").isEqualTo(416);
        assertThat(field(response, "Content-Range")).as("the field").isEqualTo("bytes */4");
    }

    @Test
    void aRangeCountsOnlyIfTheFileIsStillTheSame() throws IOException {
        String tag = field(served.get("/index.html"), "ETag");
        String modified = field(served.get("/index.html"), "Last-Modified");

        for (String same : List.of(tag, modified)) {
            assertThat(served.get("/index.html", "Range", "bytes=1-2", "If-Range", same)
                            .status())
                    .as("If-Range: %s", same)
                    .isEqualTo(206);
        }
        for (String other : List.of("\"other\"", "W/" + tag, "Fri, 02 Jan 1998 03:04:05 GMT", LATER)) {
            assertThat(served.get("/index.html", "Range", "bytes=1-2", "If-Range", other)
                            .status())
                    .as("If-Range: %s", other)
                    .isEqualTo(200);
        }
    }

    /** Two halves of files with the same weak tag may not fit together (RFC 9110 §13.1.5). */
    @Test
    void aWeakTagIsNoPromiseOfTheSameBytes() {
        ReadFile read = new ReadFile(
                5,
                Optional.of(Body.of("hello")),
                Optional.empty(),
                new byte[0],
                Optional.empty(),
                FileTime.from(Instant.EPOCH));
        FileVariant file = new FileVariant(
                read,
                new Validators(Optional.of("W/\"a\""), Optional.empty()),
                Headers.empty(),
                "text/plain",
                Optional.empty(),
                Freshness.NEVER);

        HttpResponse response =
                FileResponse.of(request("GET", "/file", "Range", "bytes=1-2", "If-Range", "W/\"a\""), file);

        assertThat(response.status())
                .as("the status for If-Range with the weak tag that the file has")
                .isEqualTo(200);
    }

    @Test
    void aRangeIsForGetOnly() throws IOException {
        HttpResponse response = served.get(request("HEAD", "/index.html", "Range", "bytes=1-2"));

        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.body().length()).isEqualTo(4);
    }
}
