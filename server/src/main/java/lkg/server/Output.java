package lkg.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import lkg.buffer.Buffer;
import lkg.http.Body;

/**
 * What a connection still has to send: heads and small bodies in one buffer, and behind them at most one large body,
 * of bytes or of a file.
 *
 * <p>Small bodies are copied, so that several pipelined responses leave in one write. Large ones are not: bytes go out
 * together with their head in one gathering write, and a file goes from the kernel's page cache to the socket without
 * ever being in this process's memory.
 *
 * <p>One owner at a time, the connection's.
 */
final class Output {

    /** Up to this size a copy is cheaper than a write of its own. */
    private static final int MAX_COPIED_BYTES = 16 * 1024;

    /** Enough for one write; with more than this no further response is added. */
    private static final int ENOUGH_BYTES = 64 * 1024;

    /** So much of a large body leaves in one turn, before the loop's other connections have theirs. */
    private static final long BYTES_PER_TURN = 2 * 1024 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Takes heads and small bodies directly. */
    final Buffer bytes = new Buffer(1024 * 1024);

    private ByteBuffer tail = NOTHING;
    private Body.FileRegion file; // null when no file is being sent
    private long fileBytesSent;

    boolean isEmpty() {
        return bytes.isEmpty() && !hasLargeBody();
    }

    /** Whether another response may be added behind those that are there. */
    boolean hasRoom() {
        return !hasLargeBody() && bytes.readableBytes() < ENOUGH_BYTES;
    }

    /** Adds a body behind its head, which is in {@link #bytes} already. Takes over the file, if it is one. */
    void addBody(Body body) throws IOException {
        if (body instanceof Body.FileRegion region) {
            addFile(region);
        } else if (body instanceof Body.Bytes inMemory) {
            if (inMemory.length() <= MAX_COPIED_BYTES) {
                bytes.append(inMemory.bytes());
            } else {
                tail = ByteBuffer.wrap(inMemory.bytes());
            }
        }
    }

    /** Releases a body that is not sent, as in the answer to a HEAD request. */
    static void discard(Body body) {
        if (body instanceof Body.FileRegion region) {
            close(region.file());
        }
    }

    /**
     * Writes until all has been sent, or the channel takes no more, or this turn has had its share.
     *
     * @return the number of bytes written
     */
    long writeTo(GatheringByteChannel channel) throws IOException {
        long written = 0;
        while (!isEmpty() && written < BYTES_PER_TURN) {
            long count = bytes.isEmpty() && file != null ? sendFile(channel) : bytes.writeTo(channel, tail);
            if (count == 0) {
                break;
            }
            written += count;
        }
        if (!tail.hasRemaining()) {
            tail = NOTHING;
        }
        return written;
    }

    /** Gives back the storage while there is nothing to send. */
    void release() {
        bytes.release();
    }

    /** Releases the file of a response that was not sent to its end. */
    void close() {
        if (file != null) {
            close(file.file());
            file = null;
        }
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            // It was open for reading: there is nothing that could be lost.
        }
    }

    private boolean hasLargeBody() {
        return tail.hasRemaining() || file != null;
    }

    private void addFile(Body.FileRegion region) throws IOException {
        file = region;
        fileBytesSent = 0;
        if (region.length() <= MAX_COPIED_BYTES) {
            bytes.append(contentOf(region));
            close();
        }
    }

    private static byte[] contentOf(Body.FileRegion region) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) region.length());
        while (content.hasRemaining()) {
            if (region.file().read(content, region.position() + content.position()) == -1) {
                throw new IOException("the file has become shorter while it was being read");
            }
        }
        return content.array();
    }

    private long sendFile(GatheringByteChannel channel) throws IOException {
        long position = file.position() + fileBytesSent;
        long left = file.length() - fileBytesSent;
        long count = file.file().transferTo(position, Math.min(left, BYTES_PER_TURN), channel);
        if (count == 0 && file.file().size() <= position) {
            throw new IOException("the file has become shorter while it was being sent");
        }
        fileBytesSent += count;
        if (count == left) {
            close();
        }
        return count;
    }
}
