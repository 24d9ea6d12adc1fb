package lkg.server.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes of a TLS connection that wait: encrypted ones for their record to be complete or for room in the socket,
 * decrypted ones for the connection to read them.
 *
 * <p>They are in a large buffer while an event is handled, because TLS encrypts and decrypts only where a whole record
 * fits. {@link #settle} gives it back to the thread, and what must be kept moves to an array of its own size. One owner
 * at a time.
 */
final class HeldBytes {

    /** The longest record that SSLEngine makes or takes, with some to spare: 16 KiB, header, padding and tag. */
    static final int RECORD_BYTES = 17 * 1024;

    private static final int LARGE_BYTES = 4 * RECORD_BYTES;
    private static final int SPARES = 3;
    static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private static final ThreadLocal<ByteBuffer[]> spares = ThreadLocal.withInitial(() -> new ByteBuffer[SPARES]);

    /** Always ready to be read from, except between {@link #toFill} and {@link #filled}. */
    private ByteBuffer bytes = NONE;

    boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    int size() {
        return bytes.remaining();
    }

    /** Bytes of memory that are taken. */
    int capacity() {
        return bytes.capacity();
    }

    /** What is held, to be taken from its beginning. */
    ByteBuffer toRead() {
        return bytes;
    }

    /** Room behind what is held. {@link #filled} has to follow. */
    ByteBuffer toFill() {
        if (bytes.capacity() == LARGE_BYTES) {
            return bytes.compact();
        }
        return bytes = take().put(bytes);
    }

    void filled() {
        bytes.flip();
    }

    /** Reads once, as much as there is room for. Returns what {@link ReadableByteChannel#read} does. */
    int readFrom(ReadableByteChannel channel) throws IOException {
        ByteBuffer room = toFill();
        try {
            return channel.read(room);
        } finally {
            filled();
        }
    }

    /** Writes once, unless there is nothing to write. */
    void writeTo(WritableByteChannel channel) throws IOException {
        if (!isEmpty()) {
            channel.write(bytes);
        }
    }

    /** Moves as many bytes as {@code target} has room for. */
    void moveTo(ByteBuffer target) {
        int count = Math.min(bytes.remaining(), target.remaining());
        target.put(bytes.slice().limit(count));
        bytes.position(bytes.position() + count);
    }

    /** The event is over: keeps no more memory than is needed. */
    void settle() {
        if (bytes == NONE || bytes.remaining() > bytes.capacity() / 2) {
            return;
        }
        ByteBuffer kept = isEmpty()
                ? NONE
                : ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        give(bytes);
        bytes = kept;
    }

    void clear() {
        bytes.position(bytes.limit());
        settle();
    }

    /** Whoever takes a buffer may find bytes of another connection in it, behind its limit. */
    private static ByteBuffer take() {
        ByteBuffer[] all = spares.get();
        for (int i = 0; i < SPARES; i++) {
            if (all[i] != null) {
                ByteBuffer spare = all[i];
                all[i] = null;
                return spare.clear();
            }
        }
        return ByteBuffer.allocate(LARGE_BYTES);
    }

    private static void give(ByteBuffer large) {
        ByteBuffer[] all = spares.get();
        for (int i = 0; i < SPARES && large.capacity() == LARGE_BYTES; i++) {
            if (all[i] == null) {
                all[i] = large;
                return;
            }
        }
    }
}
