package lkg.server.files;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lkg.http.Headers;

/** Looks up a file and its compressed siblings, and reads them. May wait for the disk. Thread-safe. */
final class FileLoader {

    /** While a file is being exchanged or written, it may be another one at each look. */
    private static final int MAX_TRIES = 20;

    /** A file that was read, the path that led to it, and where it is without links. */
    private record Loaded(Path path, ReadFile read, Path real) {}

    /**
     * What is known of a look-up as a whole.
     *
     * @param began before the files were read: a change after this moment might not be in what was read
     * @param absent siblings that do not exist
     */
    private record Context(Instant began, List<Path> absent) {}

    private final Root root;
    private final FileOptions options;
    private final InstantSource clock;
    private final Ticker ticker;

    /**
     * A loader of files.
     *
     * @param clock tells the time that changes of files are compared with
     * @param ticker tells the age of what was loaded
     */
    FileLoader(Root root, FileOptions options, InstantSource clock, Ticker ticker) {
        this.root = root;
        this.options = options;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Loads a file.
     *
     * @param names from the root on
     * @throws NoSuchFileException if this is no regular file that the root serves
     */
    CachedFile load(List<String> names) throws IOException {
        Context context = new Context(clock.instant(), new ArrayList<>(2));
        Loaded original = read(names);
        Map<ContentCoding, Loaded> compressed = new EnumMap<>(ContentCoding.class);
        try {
            for (ContentCoding coding : ContentCoding.values()) {
                sibling(names, coding, original.read(), context.absent())
                        .ifPresent(found -> compressed.put(coding, found));
            }
            String contentType = contentType(names, original.read());
            if (options.compresses() && !compressed.containsKey(ContentCoding.GZIP) && isSettled(original, context)) {
                Compression.of(original.read(), contentType)
                        .ifPresent(read ->
                                compressed.put(ContentCoding.GZIP, new Loaded(original.path(), read, original.real())));
            }
            Headers common = Headers.of("Cache-Control", options.cacheControl(names));
            return describe(original, compressed, common, contentType, context);
        } catch (Throwable t) {
            original.read().drop();
            compressed.values().forEach(loaded -> loaded.read().drop());
            throw t;
        }
    }

    private Loaded read(List<String> names) throws IOException {
        for (int i = 1; i <= MAX_TRIES; i++) {
            try (Found found = root.find(names)) {
                if (!found.isFile()) {
                    throw new NoSuchFileException(found.path().toString());
                }
                Optional<ReadFile> read = read(found, i == MAX_TRIES);
                if (read.isPresent()) {
                    return new Loaded(
                            found.path(), read.get(), found.directory().path().resolve(found.name()));
                }
            }
        }
        throw new IOException(root.path(names) + " is deleted faster than it can be opened");
    }

    /**
     * Empty if the file was deleted or exchanged since it was found, or changed: unless this is the last try, which does
     * without validators.
     */
    private static Optional<ReadFile> read(Found found, boolean isLastTry) throws IOException {
        try {
            ReadFile read = ReadFile.of(found);
            if (read.isIdentified() || isLastTry) {
                return Optional.of(read);
            }
            read.drop();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // What came in its place may be a link, which is not followed, or a directory, which cannot be read.
            if (isLastTry || found.isStillThere()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** A sibling that is older than the file is a leftover of another version of it. */
    private Optional<Loaded> sibling(List<String> names, ContentCoding coding, ReadFile original, List<Path> absent)
            throws IOException {
        List<String> siblings = new ArrayList<>(names);
        siblings.set(names.size() - 1, names.get(names.size() - 1) + coding.extension);
        try {
            // Hardly any file has a sibling, and this costs less than the exception of a look-up.
            Path path = root.path(siblings);
            if (!Files.exists(path)) {
                absent.add(path);
                return Optional.empty();
            }
            Loaded sibling = read(siblings);
            if (seconds(sibling.read()) >= seconds(original)) {
                return Optional.of(sibling);
            }
            sibling.read().drop();
        } catch (NoSuchFileException | AccessDeniedException e) {
            // A directory, a link to what is not served, no possible name, or not for us: the file itself is.
        }
        return Optional.empty();
    }

    /** The tools that compress a file give the sibling the file's own time, but some only to the second. */
    private static long seconds(ReadFile file) {
        return file.written().to(TimeUnit.SECONDS);
    }

    private static String contentType(List<String> names, ReadFile file) {
        return MediaTypes.byName(FileName.text(names.get(names.size() - 1)))
                .orElseGet(() -> MediaTypes.ofContent(file.start()));
    }

    private CachedFile describe(
            Loaded original,
            Map<ContentCoding, Loaded> compressed,
            Headers common,
            String contentType,
            Context context) {
        Headers fields = compressed.isEmpty() ? common : common.with("Vary", "Accept-Encoding");
        Map<ContentCoding, FileVariant> variants = new EnumMap<>(ContentCoding.class);
        compressed.forEach((coding, loaded) -> variants.put(
                coding,
                new FileVariant(
                        loaded.read(),
                        Validators.of(loaded.read(), "-" + coding.token, context.began()),
                        fields,
                        contentType,
                        Optional.of(coding),
                        freshness(List.of(original, loaded), context))));
        FileVariant plain = new FileVariant(
                original.read(),
                Validators.of(original.read(), "", context.began()),
                fields,
                contentType,
                Optional.empty(),
                freshness(List.of(original), context));
        return new CachedFile(plain, variants);
    }

    private static boolean isSettled(Loaded file, Context context) {
        return file.read()
                .stamp()
                .filter(stamp -> stamp.isSettledAt(context.began()))
                .isPresent();
    }

    private Freshness freshness(List<Loaded> files, Context context) {
        Freshness freshness = new Freshness(ticker);
        context.absent().forEach(freshness::addAbsent);
        for (Loaded file : files) {
            Optional<FileStamp> stamp = file.read().stamp().filter(s -> s.isSettledAt(context.began()));
            if (stamp.isEmpty()) {
                return Freshness.NEVER;
            }
            freshness.add(file.path(), stamp.get(), file.real());
        }
        return freshness;
    }
}
