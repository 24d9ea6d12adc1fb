package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import lkg.http.HttpDate;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags and times promise no more than is known. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ValidatorsTest {

    /** As reproducible builds set it for all files. */
    private static final FileTime FIXED = FileTime.from(Instant.parse("1980-02-01T00:00:00Z"));

    @TempDir
    Path root;

    private ServedDirectory served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedDirectory(root);
    }

    private Path write(String name, char letter, int size) throws IOException {
        Path file = served.write(name, String.valueOf(letter).repeat(size));
        return Files.setLastModifiedTime(file, FIXED);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void filesOfEqualLengthAndTimeHaveNoValidatorInCommon(int size) throws IOException {
        write("page.html", 'a', size);
        HttpResponse first = served.get("/page.html");
        Path next = write("next", 'b', size);
        Files.move(next, root.resolve("page.html"), StandardCopyOption.ATOMIC_MOVE);

        HttpResponse ifNoneMatch = served.get("/page.html", "If-None-Match", field(first, "ETag"));
        HttpResponse ifRange = served.get("/page.html", "Range", "bytes=5-", "If-Range", field(first, "ETag"));

        assertThat(field(first, "ETag")).as("the tag of the first file").startsWith("\"");
        assertThat(ifNoneMatch.status())
                .as("the status with the first file's tag")
                .isEqualTo(200);
        assertThat(ifRange.status())
                .as("the status for the rest of the first file")
                .isEqualTo(200);
        assertThat(content(ifRange)).as("the content").isEqualTo("b".repeat(size));
        assertThat(field(first, "Last-Modified")).as("the field").doesNotContain("1980");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void aFileThatIsRewrittenInPlaceWithItsOldTimeHasAnotherTag(int size) throws IOException {
        write("page.html", 'a', size);
        String tag = field(served.get("/page.html"), "ETag");
        write("page.html", 'b', size);

        assertThat(served.get("/page.html", "If-None-Match", tag).status())
                .as("the status with the tag from before")
                .isEqualTo(200);
    }

    @Test
    void equalContentHasTheSameTagWhereverItIs() throws IOException {
        write("a/page.html", 'a', 10);
        write("b/page.html", 'a', 10);

        assertThat(field(served.get("/a/page.html"), "ETag")).isEqualTo(field(served.get("/b/page.html"), "ETag"));
    }

    @Test
    void lastModifiedIsTheTimeOfTheLastChangeAsTheKernelKnowsIt() throws IOException {
        Path page = write("page.html", 'a', 10);
        FileTime changed = (FileTime) Files.getAttribute(page, "unix:ctime");

        String lastModified = field(served.get("/page.html"), "Last-Modified");

        assertThat(HttpDate.parse(lastModified, Instant.now()))
                .contains(changed.toInstant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** A second write within the second would have the same time, and a client would put two files together. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void aFileThatMayChangeWithinTheSameSecondHasNoTimeOfChange(int size) throws IOException {
        ServedDirectory now = new ServedDirectory(StaticFiles.builder(root), root, Duration.ZERO);
        now.write("page.html", "a".repeat(size));
        HttpResponse first = now.getNow("/page.html");
        now.passes(Duration.ofSeconds(3));
        HttpResponse later = now.getNow("/page.html");

        assertThat(field(first, "Last-Modified")).as("the field at once").isEmpty();
        assertThat(field(later, "Last-Modified")).as("three seconds later").isNotEmpty();
        assertThat(field(later, "ETag")).as("the tag three seconds later").startsWith("\"");
    }

    /** Of a large file only the time is known, and the clock may not have ticked between two changes. */
    @Test
    void aLargeFileThatHasJustBeenChangedHasNoTag() throws IOException {
        ServedDirectory now = new ServedDirectory(StaticFiles.builder(root), root, Duration.ZERO);
        now.write("large.bin", "a".repeat(100_000));

        assertThat(field(now.getNow("/large.bin"), "ETag")).as("the tag").isEmpty();
        now.passes(Duration.ofSeconds(3));
        assertThat(field(now.getNow("/large.bin"), "ETag"))
                .as("the tag three seconds later")
                .startsWith("\"");
    }

    /** RFC 9110 §8.8.2.1. */
    @Test
    void lastModifiedIsNeverInTheFuture() throws IOException {
        Path page = served.write("page.html", "content");
        Files.setLastModifiedTime(page, FileTime.from(Instant.now().plus(Duration.ofDays(1000))));

        String lastModified = field(served.get("/page.html"), "Last-Modified");

        assertThat(HttpDate.parse(lastModified, Instant.now()).orElseThrow())
                .as("the time of the last change")
                .isBefore(Instant.now().plusSeconds(1));
    }

    /** Some tools give the compressed file the time of the original in whole seconds. */
    @Test
    void aSiblingIsComparedInWholeSeconds() throws IOException {
        served.write("style.css", "plain");
        served.write("style.css.gz", "gzipped");
        Files.setLastModifiedTime(root.resolve("style.css"), FileTime.from(Instant.parse("2026-01-02T03:04:05.9Z")));
        Files.setLastModifiedTime(root.resolve("style.css.gz"), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));

        assertThat(field(served.get("/style.css", "Accept-Encoding", "gzip"), "Content-Encoding"))
                .isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-5", "bytes=3-"})
    void aRangeOfAnEmptyFileIsTheEmptyFile(String range) throws IOException {
        served.write("empty.txt", "");

        HttpResponse response = served.get("/empty.txt", "Range", range);

        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.body().length()).as("the length").isZero();
    }
}
