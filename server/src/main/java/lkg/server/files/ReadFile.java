package lkg.server.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import lkg.http.Body;

/**
 * What a look-up takes out of a file: all bytes of a small one, or a large one itself, open.
 *
 * @param bytes of a small file
 * @param file a large one; whoever keeps this has to drop it
 * @param start the first bytes of either
 * @param stamp of exactly this content; absent if the file, or what its name leads to, has changed meanwhile
 * @param written the time of the last write, which anybody may have set
 */
record ReadFile(
        long size,
        Optional<Body.Bytes> bytes,
        Optional<OpenFile> file,
        byte[] start,
        Optional<FileStamp> stamp,
        FileTime written) {

    /** Up to this size, one write of a copy is cheaper than sending from the kernel's page cache. */
    static final int MAX_IN_MEMORY_BYTES = 16 * 1024;

    /** A file that tells a wrong length, as those of /proc do, is read to its end, which has to come before this. */
    private static final int MAX_UNTOLD_BYTES = 1024 * 1024;

    /** So much of a large file is read in advance, so that the loop that sends it does not wait for the disk. */
    private static final int MAX_READ_AHEAD_BYTES = 1024 * 1024;

    private static final int PIECE_BYTES = 64 * 1024;

    private static final int START_BYTES = MediaTypes.MAX_SNIFFED_BYTES;

    /**
     * Reads the file that was found. All that is said of it later comes from the open file, or was the same before and
     * after.
     */
    static ReadFile of(Found found) throws IOException {
        Optional<FileStamp> before = stamp(found.path());
        FileChannel file = found.open();
        try {
            long size = file.size();
            if (size <= MAX_IN_MEMORY_BYTES) {
                byte[] bytes = readAll(file, (int) size, found.path());
                file.close();
                return new ReadFile(
                        bytes.length,
                        Optional.of(Body.of(bytes)),
                        Optional.empty(),
                        Arrays.copyOf(bytes, Math.min(bytes.length, START_BYTES)),
                        unchanged(before, bytes.length, found),
                        found.attributes().lastModifiedTime());
            }
            byte[] start = readAhead(file, size);
            return new ReadFile(
                    size,
                    Optional.empty(),
                    Optional.of(new OpenFile(file)),
                    start,
                    unchanged(before, size, found),
                    found.attributes().lastModifiedTime());
        } catch (Throwable t) {
            file.close();
            throw t;
        }
    }

    private static Optional<FileStamp> unchanged(Optional<FileStamp> before, long size, Found found) {
        return before.filter(stamp -> stamp.isOf(found.attributes()) && stamp.size() == size)
                .filter(stamp -> stamp.isStillOf(found.path()));
    }

    private static Optional<FileStamp> stamp(Path path) {
        try {
            return Optional.of(FileStamp.of(path));
        } catch (IOException e) {
            // The name is gone, but what it led to was found.
            return Optional.empty();
        }
    }

    /** The bytes that the file had when its size was asked for, unless the size was wrong. */
    private static byte[] readAll(FileChannel file, int size, Path path) throws IOException {
        byte[] bytes = read(file, size + 1);
        if (bytes.length <= size) {
            return bytes;
        }
        if (file.size() != size) {
            // It grows.
            return Arrays.copyOf(bytes, size);
        }
        byte[] untold = read(file, MAX_UNTOLD_BYTES + 1);
        if (untold.length > MAX_UNTOLD_BYTES) {
            throw new AccessDeniedException(path.toString(), null, "its length is unknown and large");
        }
        return untold;
    }

    private static byte[] read(FileChannel file, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
            // Goes on to the end of the file.
        }
        return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
    }

    /** Returns the first bytes. */
    private static byte[] readAhead(FileChannel file, long size) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        file.read(piece, 0);
        byte[] start = Arrays.copyOf(piece.array(), Math.min(piece.position(), START_BYTES));
        for (long at = PIECE_BYTES; at < Math.min(size, MAX_READ_AHEAD_BYTES); at += PIECE_BYTES) {
            file.read(piece.clear(), at);
        }
        return start;
    }

    /** Whether it is known which state of the file was read. Bytes in memory speak for themselves. */
    boolean isIdentified() {
        return file.isEmpty() || stamp.isPresent();
    }

    /** The same file in another form. */
    ReadFile withBytes(Body.Bytes other) {
        return new ReadFile(other.length(), Optional.of(other), Optional.empty(), start, stamp, written);
    }

    void writeTo(OutputStream out) throws IOException {
        if (bytes.isPresent()) {
            out.write(bytesOf(bytes.get().buffer()));
            return;
        }
        try (FileChannel open = file.orElseThrow().open()) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
            for (long at = 0; at < size; at += piece.position()) {
                if (open.read(piece.clear(), at) < 0) {
                    throw new EOFException("the file has become shorter");
                }
                out.write(piece.array(), 0, piece.position());
            }
        }
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    void drop() {
        file.ifPresent(OpenFile::drop);
    }
}
