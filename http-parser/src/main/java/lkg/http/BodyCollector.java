package lkg.http;

import java.util.Arrays;
import lkg.buffer.Buffer;

/**
 * Collects a body in memory. Memory follows the bytes received, not the declared length: a client that announces a
 * gigabyte and sends nothing costs nothing.
 */
public final class BodyCollector implements BodyDecoder.Sink {

    private static final byte[] NO_BYTES = {};
    private static final int INITIAL_CAPACITY = 1024;

    private byte[] bytes = NO_BYTES;
    private int size;

    /** Bytes that were collected. */
    public int size() {
        return size;
    }

    /**
     * Bytes of storage: 0 before the first byte, and then at most 1 KiB or twice {@link #size}, whichever is more. It
     * grows in large steps, so that no byte is copied often.
     */
    public int capacity() {
        return bytes.length;
    }

    /** Takes {@code most} bytes, or all that are readable if these are fewer: it is never full. */
    @Override
    public int takeFrom(Buffer in, int most) {
        int count = Math.min(most, in.readableBytes());
        if (size + count > bytes.length) {
            int doubled = (int) Math.min(Math.max(2L * bytes.length, INITIAL_CAPACITY), Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, Math.max(size + count, doubled));
        }
        in.copyTo(0, bytes, size, count);
        in.consume(count);
        size += count;
        return count;
    }

    /** Returns what was collected. The collector must not be used any more. */
    public RequestBody toBody() {
        return new RequestBody.InMemory(new Body.Bytes(bytes.length == size ? bytes : Arrays.copyOf(bytes, size)));
    }
}
