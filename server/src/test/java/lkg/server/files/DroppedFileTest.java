package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import lkg.http.HttpResponse;
import lkg.server.OpenFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A response may wait for a while before its file is opened: the cache holds only so many files open until then. */
class DroppedFileTest {

    private static final int MAX_OPEN_FILES = 4;

    @TempDir
    Path root;

    private LookUp lookUp;

    @BeforeEach
    void makeCacheWithoutRoom() throws IOException {
        lookUp = lookUpWithCacheOf(0);
        for (int i = 0; i < 20; i++) {
            write("file" + i, 'o');
        }
    }

    private LookUp lookUpWithCacheOf(long bytes) throws IOException {
        FileOptions options = new FileOptions(
                FileOptions.Listings.HIDDEN,
                FileOptions.Fallback.NOT_FOUND,
                FileOptions.Compress.NEVER,
                "no-cache",
                0,
                FileOptions.Statistics.NONE);
        Root served = Root.of(root);
        FileLoader loader = new FileLoader(
                served, options, InstantSource.offset(InstantSource.system(), Duration.ofSeconds(10)), () -> 0);
        FileCache cache = new FileCache(() -> 0, bytes, MAX_OPEN_FILES, FileOptions.Statistics.NONE);
        return new LookUp(served, options, loader, cache);
    }

    private void write(String name, char letter) throws IOException {
        Files.writeString(root.resolve(name), String.valueOf(letter).repeat(100_000));
    }

    private HttpResponse get(String path) throws Exception {
        return lookUp.answer(request("GET", path));
    }

    private void dropAll() throws Exception {
        for (int i = 0; i < 20; i++) {
            content(get("/file" + i));
        }
    }

    /** Its head says what this file is like, so it must not be another one. */
    @Test
    void aResponseThatWaitsSendsTheFileThatWasFound() throws Exception {
        write("page.bin", 'a');
        HttpResponse response = get("/page.bin");

        dropAll();
        write("next.bin", 'b');
        Files.move(root.resolve("next.bin"), root.resolve("page.bin"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(content(response)).isEqualTo("a".repeat(100_000));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onlySoManyFilesStayOpen() throws Exception {
        dropAll();

        assertThat(OpenFiles.below(root)).as("open files").hasSizeBetween(1, MAX_OPEN_FILES);
    }

    /** They take hardly any memory, but each takes a descriptor. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onlySoManyFilesStayOpenThoughThereIsMemoryForMore() throws Exception {
        lookUp = lookUpWithCacheOf(1_000_000);

        dropAll();

        assertThat(OpenFiles.below(root)).as("open files").hasSizeBetween(1, MAX_OPEN_FILES);
    }

    /** Nobody will close it: the response to HEAD has no body that is sent. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileOfWhichOnlyTheHeadIsAskedIsNotHeldOpen() throws Exception {
        List<HttpResponse> notGarbage = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            notGarbage.add(lookUp.answer(request("HEAD", "/file" + i)));
        }

        assertThat(OpenFiles.below(root).size())
                .as(
                        "open files after HEAD for each of %s, where the cache may hold %s",
                        notGarbage.size(), MAX_OPEN_FILES)
                .isLessThanOrEqualTo(MAX_OPEN_FILES);
    }

    /** Its client has left, for example. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileIsClosedThoughItsResponseIsNeverSent() throws Exception {
        for (int i = 0; i < 20; i++) {
            get("/file" + i);
        }

        await("the responses are garbage").until(() -> {
            System.gc();
            return OpenFiles.below(root).size() <= MAX_OPEN_FILES;
        });
    }
}
