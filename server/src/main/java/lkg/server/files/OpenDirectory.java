package lkg.server.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that is held open. Names are looked up in it, whatever becomes of its own name meanwhile, and no link is
 * followed: what was found to be inside the root cannot be exchanged for what is outside.
 *
 * <p>Linux offers this ({@code openat}). Where the system does not, names are looked up by the directory's path, and a
 * directory on the way there that is exchanged for a link is followed. For one thread.
 */
final class OpenDirectory implements Closeable {

    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path path;
    private final DirectoryStream<Path> stream;
    private final Optional<SecureDirectoryStream<Path>> secure;

    private OpenDirectory(Path path, DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
        this.secure = stream instanceof SecureDirectoryStream<Path> s ? Optional.of(s) : Optional.empty();
    }

    /** Opens the directory that {@code path} leads to. */
    static OpenDirectory open(Path path) throws IOException {
        return new OpenDirectory(path, Files.newDirectoryStream(path));
    }

    /** Where it was when it was opened. */
    Path path() {
        return path;
    }

    /**
     * Opens a directory in it. Empty if the name is a link's.
     *
     * @throws NoSuchFileException if there is none of this name
     */
    Optional<OpenDirectory> descend(Path name) throws IOException {
        BasicFileAttributes attributes = attributes(name);
        if (attributes.isSymbolicLink()) {
            return Optional.empty();
        }
        Path child = path.resolve(name);
        if (!attributes.isDirectory()) {
            // Not even to see whether it is a directory: opening a named pipe waits for its other end.
            throw new NoSuchFileException(child.toString());
        }
        try {
            return Optional.of(
                    secure.isPresent()
                            ? new OpenDirectory(child, secure.get().newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS))
                            : open(child));
        } catch (FileSystemException e) {
            if (isLink(name)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isLink(Path name) throws IOException {
        return attributes(name).isSymbolicLink();
    }

    /** Of what has this name; of the link itself, if it is one. */
    BasicFileAttributes attributes(Path name) throws IOException {
        return secure.isPresent()
                ? secure.get()
                        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                : Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    FileChannel openFile(Path name) throws IOException {
        // Whoever makes secure streams makes their channels for files of FileChannel: the JDK's own do.
        return secure.isPresent()
                ? (FileChannel) secure.get().newByteChannel(name, TO_READ)
                : FileChannel.open(path.resolve(name), TO_READ);
    }

    /** The names in it, in no order. Can be asked once. */
    Iterator<Path> names() {
        Iterator<Path> entries = stream.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Path next() {
                return entries.next().getFileName();
            }
        };
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
