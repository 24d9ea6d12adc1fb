package lkg.server.files;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * What was found for a path of a request, for as long as a change of the file may go unnoticed: {@value
 * #MAX_AGE_MILLIS} ms. In that time the path is not resolved again, and a small file not read. Thread-safe.
 *
 * <p>A busy file so costs no system call but for its socket's, and is looked at once a second however busy it is.
 */
final class FileCache {

    private static final int MAX_AGE_MILLIS = 900;

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /** A generous guess of what an entry takes beside the content of its files. */
    private static final int ENTRY_BYTES = 2 * 1024;

    private final Cache<String, CachedFile> entries;

    /**
     * An empty cache.
     *
     * @param clock tells the age of the entries
     */
    FileCache(Ticker clock) {
        entries = Caffeine.newBuilder()
                .ticker(clock)
                .expireAfterWrite(Duration.ofMillis(MAX_AGE_MILLIS))
                .maximumWeight(MAX_BYTES)
                .<String, CachedFile>weigher((path, found) -> ENTRY_BYTES + found.bytesInMemory())
                // What the cache has to put in order is little, and needs no thread of its own.
                .executor(Runnable::run)
                .build();
    }

    Optional<CachedFile> get(String path) {
        return Optional.ofNullable(entries.getIfPresent(path));
    }

    void put(String path, CachedFile found) {
        entries.put(path, found);
    }
}
