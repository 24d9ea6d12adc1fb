package lkg.server.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directory that is served. A path counts by where it leads once all links are followed: what lies outside the
 * directory, or is hidden in it, does not exist for a client.
 *
 * <p>The directory is looked up anew each time: it may be a link to the current release. Thread-safe.
 */
final class Root {

    /** RFC 8615. */
    private static final String WELL_KNOWN = ".well-known";

    /** No file system that is in use has longer names. */
    private static final int MAX_NAME_BYTES = 255;

    private final Path directory;

    private Root(Path directory) {
        this.directory = directory;
    }

    /** Serves {@code directory}, which has to be one now. */
    static Root of(Path directory) throws IOException {
        if (!Files.isDirectory(directory.toRealPath())) {
            throw new NotDirectoryException(directory.toString());
        }
        return new Root(directory);
    }

    /**
     * Whether a name in a directory is hidden: if it starts with a dot. In the root itself there is one exception.
     *
     * @param depth of the directory below the root, which has 0
     */
    static boolean isHidden(String name, int depth) {
        return name.startsWith(".") && !(depth == 0 && name.equals(WELL_KNOWN));
    }

    /** The path of a file or directory, links not followed. */
    Path path(List<String> names) throws NoSuchFileException {
        return directory.resolve(relative(names));
    }

    private Path relative(List<String> names) throws NoSuchFileException {
        for (String name : names) {
            if (name.length() > MAX_NAME_BYTES) {
                throw new NoSuchFileException(name);
            }
        }
        try {
            return FileName.toPath(directory, names);
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(e.getInput());
        }
    }

    /**
     * Looks up what the names lead to, one in the other.
     *
     * @param names from the root on; at least one
     * @throws NoSuchFileException if there is nothing that the root serves
     */
    Found find(List<String> names) throws IOException {
        Path relative = relative(names);
        Path path = directory.resolve(relative);
        return RepeatedLook.at(path, () -> tryToFind(relative, path));
    }

    /** Opens a directory, or the root if there are no names. */
    OpenDirectory open(List<String> names) throws IOException {
        if (names.isEmpty()) {
            return OpenDirectory.open(directory.toRealPath());
        }
        Path relative = relative(names);
        Path path = directory.resolve(relative);
        return RepeatedLook.at(path, () -> tryToOpen(relative, path));
    }

    private Optional<OpenDirectory> tryToOpen(Path relative, Path path) throws IOException {
        Optional<Found> looked = tryToFind(relative, path);
        if (looked.isEmpty()) {
            return Optional.empty();
        }
        try (Found found = looked.get()) {
            if (!found.isDirectory()) {
                throw new OutsideException(path);
            }
            return found.directory().descend(found.name());
        }
    }

    /** Empty if a link that was there a moment ago is another one now. */
    private Optional<Found> tryToFind(Path relative, Path path) throws IOException {
        Path real = directory.toRealPath();
        Optional<Found> found = walk(real, relative, path);
        return found.isPresent() ? found : walk(real, withoutLinks(real, relative), path);
    }

    /** Goes down from directory to directory. Empty if it meets a link. */
    private static Optional<Found> walk(Path real, Path relative, Path path) throws IOException {
        OpenDirectory current = OpenDirectory.open(real);
        try {
            for (int i = 0; i < relative.getNameCount() - 1; i++) {
                Optional<OpenDirectory> child = current.descend(relative.getName(i));
                current.close();
                if (child.isEmpty()) {
                    return Optional.empty();
                }
                current = child.get();
            }
            Path last = relative.getFileName();
            Found found = new Found(current, last, current.attributes(last), path);
            if (found.attributes().isSymbolicLink()) {
                current.close();
                return Optional.empty();
            }
            return Optional.of(found);
        } catch (Throwable t) {
            current.close();
            throw t;
        }
    }

    /** The path below the root that leads to the same place without links. The place has to be inside and not hidden. */
    private static Path withoutLinks(Path real, Path relative) throws IOException {
        Path path = real.resolve(relative);
        Path target = realPath(path);
        if (!target.startsWith(real) || target.equals(real) || isHidden(real.relativize(target))) {
            throw new OutsideException(path);
        }
        return real.relativize(target);
    }

    private static Path realPath(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            if (DeadEnd.isAt(path)) {
                throw new OutsideException(path);
            }
            throw e;
        }
    }

    /** Names that start with two dots are not meant: Kubernetes puts a volume's files into {@code ..data}, behind links. */
    private static boolean isHidden(Path inRoot) {
        for (int i = 0; i < inRoot.getNameCount(); i++) {
            String name = inRoot.getName(i).toString();
            if (isHidden(name, i) && !name.startsWith("..")) {
                return true;
            }
        }
        return false;
    }
}
