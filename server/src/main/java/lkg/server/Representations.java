package lkg.server;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import lkg.http.Headers;

/** Finds the representation of a file that suits a client best. */
final class Representations {

    private final Path root;

    /**
     * Looks below one directory.
     *
     * @param root a real path
     */
    Representations(Path root) {
        this.root = root;
    }

    /**
     * The file, or a compressed sibling that the client likes better.
     *
     * @throws NoSuchFileException if it is no regular file inside the root
     */
    Representation choose(Path path, Headers requestHeaders) throws IOException {
        Path file = inside(path);
        BasicFileAttributes attributes = regularFile(file);
        String contentType = MediaTypes.of(path.getFileName().toString());
        Representation original = new Representation(file, contentType, Optional.empty(), attributes, false);
        Representation best = original;
        boolean varies = false;
        int bestWeight = 0;
        for (ContentCoding coding : ContentCoding.values()) {
            Optional<Representation> sibling = sibling(path, original, coding);
            varies |= sibling.isPresent();
            int weight = coding.weight(requestHeaders);
            if (sibling.isPresent() && weight > bestWeight) {
                best = sibling.get();
                bestWeight = weight;
            }
        }
        return varies ? best.varying() : best;
    }

    /** A sibling that is older than the file is a leftover of another version of it. */
    private Optional<Representation> sibling(Path path, Representation original, ContentCoding coding)
            throws IOException {
        Path name = path.resolveSibling(path.getFileName() + coding.extension);
        // Hardly any file has one. java.io.File says so without the cost of an exception.
        if (!name.toFile().isFile()) {
            return Optional.empty();
        }
        try {
            Path file = inside(name);
            BasicFileAttributes attributes = regularFile(file);
            boolean upToDate = attributes
                            .lastModifiedTime()
                            .compareTo(original.attributes().lastModifiedTime())
                    >= 0;
            return upToDate
                    ? Optional.of(
                            new Representation(file, original.contentType(), Optional.of(coding), attributes, true))
                    : Optional.empty();
        } catch (FileSystemException e) {
            return Optional.empty();
        }
    }

    /** The real path, wherever links lead, if that is inside the root. */
    Path inside(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!real.startsWith(root)) {
            throw new NoSuchFileException(path.toString());
        }
        return real;
    }

    /** Opening anything else might wait, as a named pipe does for its other end. */
    private static BasicFileAttributes regularFile(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(file.toString());
        }
        return attributes;
    }
}
