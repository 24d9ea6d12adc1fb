package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import lkg.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLoaderTest {

    @TempDir
    Path root;

    /** The turn may have begun before the look-up, and the request that it reads may have come after the change. */
    @Test
    void aLookUpDoesNotCountAsALookOfALoopsTurn() throws Exception {
        Path page = Files.writeString(root.resolve("page.txt"), "content");
        FileOptions options = new FileOptions(
                FileOptions.Listings.SHOWN,
                FileOptions.Fallback.NOT_FOUND,
                FileOptions.Compress.NEVER,
                "no-cache",
                1_000_000,
                FileOptions.Statistics.NONE);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
        FileLoader loader = new FileLoader(Root.of(root), options, later::instant, Ticker.systemTicker());
        long turnBegan = System.nanoTime();

        FileVariant found = loader.load(List.of("page.txt"))
                .bestFor(Headers.of("Host", "a"))
                .variant();
        assertThat(found.isCurrent(turnBegan)).as("current").isTrue();
        FileVariant foundAnew = loader.load(List.of("page.txt"))
                .bestFor(Headers.of("Host", "a"))
                .variant();
        Files.delete(page);

        assertThat(foundAnew.isCurrent(turnBegan))
                .as("current without the file")
                .isFalse();
    }
}
