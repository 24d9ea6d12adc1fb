package lkg.http;

import java.util.Arrays;
import lkg.buffer.Buffer;

/**
 * A body as it arrives. Its storage grows with what has arrived and not with what was announced: an announcement costs
 * the client nothing.
 */
final class BodyBytes {

    private static final byte[] NO_BYTES = {};
    private static final int INITIAL_CAPACITY = 1024;

    private final int maxBytes;
    private byte[] bytes = NO_BYTES;
    private int size;

    /**
     * Begins a body.
     *
     * @param maxBytes its length if that is known, else what it may have at the most
     */
    BodyBytes(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    int size() {
        return size;
    }

    int capacity() {
        return bytes.length;
    }

    /** Takes up to {@code most} bytes off the front of {@code in}, and returns how many there were. */
    int takeFrom(Buffer in, int most) {
        int count = Math.min(most, in.readableBytes());
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, enlarged()));
        }
        in.copyTo(0, bytes, size, count);
        in.consume(count);
        size += count;
        return count;
    }

    /** Twice as much, so that few bytes are copied often, but no more than there can be. */
    private int enlarged() {
        long doubled = Math.max(2L * bytes.length, INITIAL_CAPACITY);
        return (int) Math.min(doubled, maxBytes);
    }

    byte[] toArray() {
        return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    }
}
