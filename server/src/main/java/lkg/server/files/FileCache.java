package lkg.server.files;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The files that were found for the paths of requests, in bounded memory. Whoever takes one out has to check that it is
 * current. Thread-safe.
 */
final class FileCache {

    /** So long without a request, and a file that was deleted gives its place on the disk back. */
    private static final Duration MAX_IDLE = Duration.ofMinutes(5);

    /** A generous guess of an entry's memory without its path and the content of its files. */
    private static final int ENTRY_BYTES = 2 * 1024;

    /** A response that waits for longer than this holds its file itself: see {@link Lease}. */
    private static final int MAX_DROPPED = 256;

    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Runnable::run);

    private final Cache<String, CachedFile> entries;

    /**
     * An event loop that has just found a file here is about to open it. So what was dropped stays open for a second;
     * the oldest is first.
     */
    private final Set<OpenFile> dropped = new LinkedHashSet<>();

    private final int maxDropped;

    /**
     * An empty cache.
     *
     * @param clock tells the age of the entries
     * @param maxBytes of memory
     * @param maxOpenFiles large files that stay open: nearly all of them in entries, where each counts as that part of
     *     the memory, and some of them dropped
     */
    FileCache(Ticker clock, long maxBytes, int maxOpenFiles, FileOptions.Statistics statistics) {
        maxDropped = Math.min(MAX_DROPPED, maxOpenFiles / 2);
        long openFileBytes = maxBytes / (maxOpenFiles - maxDropped);
        Caffeine<String, CachedFile> builder = Caffeine.newBuilder()
                .ticker(clock)
                .expireAfterAccess(MAX_IDLE)
                .maximumWeight(maxBytes)
                .<String, CachedFile>weigher((path, file) -> (int) Math.min(
                        Integer.MAX_VALUE,
                        ENTRY_BYTES
                                + path.length()
                                + file.bytesInMemory()
                                + file.openFiles().size() * openFileBytes))
                .removalListener((path, file, cause) -> file.openFiles().forEach(this::drop))
                // So that a deleted file is closed, and its place on the disk is free, without any request.
                .scheduler(Scheduler.systemScheduler())
                // Evicting an entry is little work, so the cache needs no thread for it.
                .executor(Runnable::run);
        entries = (statistics == FileOptions.Statistics.COUNTED ? builder.recordStats() : builder).build();
    }

    Optional<CachedFile> get(String path) {
        return Optional.ofNullable(entries.getIfPresent(path));
    }

    CacheStatus status() {
        CacheStats counted = entries.stats();
        Policy.Eviction<String, CachedFile> memory = entries.policy().eviction().orElseThrow();
        return new CacheStatus(
                counted.hitCount(),
                counted.missCount(),
                counted.evictionCount(),
                memory.weightedSize().orElse(0),
                memory.getMaximum());
    }

    void put(String path, CachedFile found) {
        entries.put(path, found);
    }

    private void drop(OpenFile file) {
        Optional<OpenFile> oldest = Optional.empty();
        synchronized (dropped) {
            dropped.add(file);
            if (dropped.size() > maxDropped) {
                oldest = Optional.of(dropped.iterator().next());
                dropped.remove(oldest.get());
            }
        }
        oldest.ifPresent(OpenFile::drop);
        LATER.execute(() -> closeNow(file));
    }

    private void closeNow(OpenFile file) {
        boolean isLeft;
        synchronized (dropped) {
            isLeft = dropped.remove(file);
        }
        if (isLeft) {
            file.drop();
        }
    }
}
