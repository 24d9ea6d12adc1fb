package lkg.server.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import lkg.http.Body;
import lkg.http.HttpException;

/**
 * Reads directories and makes pages that list them. A page takes time and memory with each entry, so large directories
 * are read only a few at a time, and of the largest only a part. Thread-safe.
 */
final class DirectoryListing {

    /** A name takes about half a KiB until the page is made. With little memory, fewer are listed. */
    private static final int MAX_NAMES =
            (int) Math.min(100_000, Runtime.getRuntime().maxMemory() / (4 * 1024));

    /** Any number of directories that have fewer names are read at once: each takes a few milliseconds. */
    private static final int FEW_NAMES = 1_000;

    private static final HttpException TOO_MANY =
            new HttpException(503, "other large directories are being listed, try again later");

    private final Root root;
    private final Semaphore largeOnes;

    /** Reads so many large directories at once. */
    DirectoryListing(Root root, int maxLargeOnes) {
        this.root = root;
        this.largeOnes = new Semaphore(maxLargeOnes);
    }

    /**
     * Returns the page, in UTF-8.
     *
     * @param names from the root to the directory
     * @throws HttpException with 503 if too many large directories are being read now
     */
    byte[] page(List<String> names, ListingOrder order) throws IOException, HttpException {
        boolean isLarge = false;
        try (OpenDirectory directory = root.open(names)) {
            Map<String, ListedEntry> entries = new HashMap<>();
            Iterator<Path> files = directory.names();
            // What is not listed counts, too: a link that leads nowhere takes longer than a file.
            for (int i = 0; i < MAX_NAMES && files.hasNext(); i++) {
                if (i == FEW_NAMES) {
                    isLarge = largeOnes.tryAcquire();
                    if (!isLarge) {
                        throw TOO_MANY;
                    }
                }
                Path file = files.next();
                String name = FileName.of(file);
                if (!Root.isHidden(name, names.size())) {
                    attributes(directory, file, names, name)
                            .ifPresent(attributes -> entries.put(name, entry(name, attributes)));
                }
            }
            List<ListedEntry> listed = withoutSiblings(entries);
            List<String> segments = names.stream().map(FileName::text).toList();
            return ListingPage.of(new Listing(segments, listed, readme(names, entries), files.hasNext()), order);
        } finally {
            if (isLarge) {
                largeOnes.release();
            }
        }
    }

    /** Those of a file or directory that would be served. */
    private Optional<BasicFileAttributes> attributes(
            OpenDirectory directory, Path file, List<String> names, String name) {
        try {
            BasicFileAttributes attributes = directory.attributes(file);
            if (attributes.isSymbolicLink()) {
                try (Found target = root.find(with(names, name))) {
                    attributes = target.attributes();
                }
            }
            return Optional.of(attributes).filter(a -> a.isRegularFile() || a.isDirectory());
        } catch (IOException e) {
            // It was deleted meanwhile, or is a link that leads to nothing that is served.
            return Optional.empty();
        }
    }

    private static ListedEntry entry(String name, BasicFileAttributes attributes) {
        String slash = attributes.isDirectory() ? "/" : "";
        return new ListedEntry(
                FileName.percentEncoded(name) + slash,
                FileName.text(name),
                attributes.isDirectory(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    /** The compressed form of a file is the same file to a client. */
    private static List<ListedEntry> withoutSiblings(Map<String, ListedEntry> entries) {
        List<ListedEntry> listed = new ArrayList<>(entries.size());
        entries.forEach((name, entry) -> {
            if (entry.isDirectory() || !isSibling(name, entries)) {
                listed.add(entry);
            }
        });
        return listed;
    }

    private static boolean isSibling(String name, Map<String, ListedEntry> entries) {
        for (ContentCoding coding : ContentCoding.values()) {
            if (name.endsWith(coding.extension)) {
                ListedEntry original = entries.get(name.substring(0, name.length() - coding.extension.length()));
                return original != null && !original.isDirectory();
            }
        }
        return false;
    }

    private Optional<Readme> readme(List<String> names, Map<String, ListedEntry> entries) {
        List<String> files = entries.entrySet().stream()
                .filter(entry -> !entry.getValue().isDirectory())
                .map(Map.Entry::getKey)
                .toList();
        return Readme.among(files).flatMap(name -> {
            try (Found found = root.find(with(names, name))) {
                if (!found.isFile()) {
                    return Optional.empty();
                }
                ReadFile file = ReadFile.of(found);
                file.drop();
                return file.bytes().map(bytes -> new Readme(FileName.text(name), text(bytes)));
            } catch (IOException e) {
                // It was deleted meanwhile, or may not be read.
                return Optional.empty();
            }
        });
    }

    private static String text(Body.Bytes bytes) {
        return StandardCharsets.UTF_8.decode(bytes.buffer()).toString();
    }

    private static List<String> with(List<String> names, String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name);
        return all;
    }
}
