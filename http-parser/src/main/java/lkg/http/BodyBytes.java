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

    private byte[] bytes = NO_BYTES;
    private int size;

    int size() {
        return size;
    }

    /** Takes up to {@code most} bytes off the front of {@code in}, and returns how many there were. */
    int takeFrom(Buffer in, int most) {
        int count = Math.min(most, in.readableBytes());
        if (size + count > bytes.length) {
            int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
            // No more than what is still to come, so that a body of known length ends in an array of just this length.
            int enough = (int) Math.min((long) size + most, Math.max(doubled, INITIAL_CAPACITY));
            bytes = Arrays.copyOf(bytes, Math.max(size + count, enough));
        }
        in.copyTo(0, bytes, size, count);
        in.consume(count);
        size += count;
        return count;
    }

    byte[] toArray() {
        return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    }
}
