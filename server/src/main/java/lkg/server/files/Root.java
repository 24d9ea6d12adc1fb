package lkg.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * The directory that is served. A path counts by where it leads once all links are followed: what lies outside the
 * directory, or is hidden in it, does not exist for a client.
 *
 * @param directory a real path
 */
record Root(Path directory) {

    static Root of(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(directory.toString());
        }
        return new Root(real);
    }

    /** A name that starts with a dot is hidden, and so is all that lies in a directory with such a name. */
    static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    /**
     * The real path of a file or directory.
     *
     * @throws NoSuchFileException if it is outside or hidden
     */
    Path realPath(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!real.startsWith(directory) || isHidden(real)) {
            throw new NoSuchFileException(path.toString());
        }
        return real;
    }

    /** Whether an entry of a directory that is served is served, too. */
    boolean serves(Path entry) {
        if (isHidden(entry.getFileName().toString())) {
            return false;
        }
        if (!Files.isSymbolicLink(entry)) {
            return true;
        }
        try {
            realPath(entry);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Names that start with two dots are not meant: Kubernetes puts a volume's files into {@code ..data}, behind links. */
    private boolean isHidden(Path real) {
        for (Path name : directory.relativize(real)) {
            if (isHidden(name.toString()) && !name.toString().startsWith("..")) {
                return true;
            }
        }
        return false;
    }
}
