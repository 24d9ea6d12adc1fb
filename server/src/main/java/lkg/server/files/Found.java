package lkg.server.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * What a path leads to inside the root: a file, a directory, or something else that nobody should open.
 *
 * @param directory in which it is; open until this is closed
 * @param name in that directory
 * @param path by which it was looked up, links not followed
 */
record Found(OpenDirectory directory, Path name, BasicFileAttributes attributes, Path path) implements Closeable {

    boolean isFile() {
        return attributes.isRegularFile();
    }

    boolean isDirectory() {
        return attributes.isDirectory();
    }

    /** Only for a regular file: opening a named pipe waits for its other end. */
    FileChannel open() throws IOException {
        return directory.openFile(name);
    }

    /** Whether the name has not come to mean another file meanwhile. */
    boolean isStillThere() throws IOException {
        try {
            return Objects.equals(
                    attributes.fileKey(), directory.attributes(name).fileKey());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
