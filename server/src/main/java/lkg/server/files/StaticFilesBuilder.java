package lkg.server.files;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import lkg.server.Setting;

/** Sets up how the files of a directory are served. Not thread-safe. */
public final class StaticFilesBuilder {

    private final Path directory;
    private FileOptions.Listings listings = FileOptions.Listings.SHOWN;
    private FileOptions.Fallback fallback = FileOptions.Fallback.NOT_FOUND;
    private FileOptions.Compress compress = FileOptions.Compress.NEVER;
    private FileOptions.Statistics statistics = FileOptions.Statistics.NONE;
    private long maxAgeMillis = Setting.MAX_AGE.defaultValue();
    private long cacheBytes = Setting.CACHE_BYTES.defaultValue();

    StaticFilesBuilder(Path directory) {
        this.directory = directory;
    }

    /** Answers 404 for a directory that has no {@code index.html}, instead of a list of its files. */
    public StaticFilesBuilder withoutListings() {
        listings = FileOptions.Listings.HIDDEN;
        return this;
    }

    /**
     * Answers {@code /index.html} for a path that names no file and has no extension: its script shows what the path
     * means.
     */
    public StaticFilesBuilder singlePageApplication() {
        fallback = FileOptions.Fallback.SINGLE_PAGE_APPLICATION;
        return this;
    }

    /**
     * Compresses text of 1 KiB to 1 MiB for clients that accept gzip. Each file once; the result stays in the cache.
     * Files that have a compressed sibling need this not.
     */
    public StaticFilesBuilder compressText() {
        compress = FileOptions.Compress.TEXT;
        return this;
    }

    /**
     * How long clients may use a file without asking again, rounded up to seconds. Zero, the default, if they have to ask each
     * time: they are told in a few bytes that it has not changed.
     *
     * @throws lkg.server.InvalidSettingException if negative
     */
    public StaticFilesBuilder maxAge(Duration time) {
        maxAgeMillis = Setting.MAX_AGE.check(time.toMillis());
        return this;
    }

    /**
     * Memory for files that were looked up, with the content of the small ones: {@link Setting#CACHE_BYTES} unless set.
     *
     * @throws lkg.server.InvalidSettingException if negative
     */
    public StaticFilesBuilder cacheBytes(long bytes) {
        cacheBytes = Setting.CACHE_BYTES.check(bytes);
        return this;
    }

    /** Counts what {@link StaticFiles#cacheStatus} tells of hits, misses and evictions: they are 0 otherwise. */
    public StaticFilesBuilder countCacheUses() {
        statistics = FileOptions.Statistics.COUNTED;
        return this;
    }

    /**
     * Returns the handler.
     *
     * @throws IOException if there is no such directory
     */
    public StaticFiles build() throws IOException {
        return build(Ticker.systemTicker(), InstantSource.system());
    }

    StaticFiles build(Ticker ticker, InstantSource clock) throws IOException {
        return new StaticFiles(
                directory,
                new FileOptions(listings, fallback, compress, cacheControl(), cacheBytes, statistics),
                ticker,
                clock);
    }

    private String cacheControl() {
        return maxAgeMillis == 0 ? "no-cache" : "max-age=" + (maxAgeMillis + 999) / 1000;
    }
}
