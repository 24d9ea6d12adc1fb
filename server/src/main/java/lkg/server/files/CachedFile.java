package lkg.server.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lkg.http.Headers;

/** A file and its compressed siblings, as they were when they were read. Immutable. */
final class CachedFile {

    private final FileVariant original;
    private final Map<ContentCoding, FileVariant> siblings = new EnumMap<>(ContentCoding.class);

    /**
     * Reads a file and its siblings.
     *
     * @throws NoSuchFileException if it is no regular file that the root serves
     */
    CachedFile(Root root, Path path) throws IOException {
        Path file = root.realPath(path);
        BasicFileAttributes attributes = FileVariant.attributes(file);
        String contentType = MediaTypes.of(path.getFileName().toString());
        for (ContentCoding coding : ContentCoding.values()) {
            Path name = path.resolveSibling(path.getFileName() + coding.extension);
            // Hardly any file has a sibling. java.io.File finds that out without the cost of an exception.
            if (name.toFile().isFile()) {
                sibling(root, name, attributes, contentType, coding).ifPresent(s -> siblings.put(coding, s));
            }
        }
        original = new FileVariant(file, attributes, contentType, Optional.empty(), !siblings.isEmpty());
    }

    /** The file, or the sibling whose coding the client prefers. */
    FileVariant bestFor(Headers requestHeaders) {
        FileVariant best = original;
        int bestWeight = 0;
        for (Map.Entry<ContentCoding, FileVariant> sibling : siblings.entrySet()) {
            int weight = sibling.getKey().weight(requestHeaders);
            if (weight > bestWeight) {
                best = sibling.getValue();
                bestWeight = weight;
            }
        }
        return best;
    }

    /** Bytes of files that are held in memory. */
    int bytesInMemory() {
        return Stream.concat(Stream.of(original), siblings.values().stream())
                .flatMap(variant -> variant.content().stream())
                .mapToInt(content -> (int) content.length())
                .sum();
    }

    /** A sibling that is older than the file is a leftover of another version of it. */
    private static Optional<FileVariant> sibling(
            Root root, Path name, BasicFileAttributes original, String contentType, ContentCoding coding)
            throws IOException {
        try {
            Path file = root.realPath(name);
            BasicFileAttributes attributes = FileVariant.attributes(file);
            boolean upToDate = attributes.lastModifiedTime().compareTo(original.lastModifiedTime()) >= 0;
            return upToDate
                    ? Optional.of(new FileVariant(file, attributes, contentType, Optional.of(coding), true))
                    : Optional.empty();
        } catch (FileSystemException e) {
            return Optional.empty();
        }
    }
}
