package lkg.server.files;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * The files that were found for the paths of requests. An entry is kept for {@value #MAX_AGE_MILLIS} ms: for so long the
 * path is not resolved again, and a change of a small file is not noticed. Thread-safe.
 *
 * <p>A small file that is often asked for is read once a second. The other requests for it make no system call except
 * those of the socket.
 */
final class FileCache {

    private static final int MAX_AGE_MILLIS = 900;

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /** A generous guess of an entry's memory without the content of its files. */
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
                // Evicting an entry is little work, so the cache needs no thread for it.
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
