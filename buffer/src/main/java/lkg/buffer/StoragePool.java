package lkg.buffer;

import java.nio.ByteBuffer;

/**
 * A few arrays that each thread keeps for its next buffer. So a buffer may give its storage back whenever it is empty,
 * and gets some again for the price of a few assignments. Without the pool it would each time cost a new array, which
 * the JVM has to clear.
 *
 * <p>A buffer uses the pool of the thread that it is used on, so there is no lock. What was taken on one thread may be
 * given back on another. A pool keeps two arrays of each size, because a connection reads into one buffer and writes
 * from another; the garbage collector gets any more. A size is a power of two, from 4 KiB to 128 KiB.
 *
 * <p>Nobody erases the bytes: an array from the pool may still hold those of another client. The indices of the buffer
 * guard them.
 */
final class StoragePool {

    private static final int MIN_BYTES = 4 * 1024;
    private static final int SIZES = 6;
    private static final int MAX_BYTES = MIN_BYTES << SIZES - 1;
    private static final int SPARES_OF_A_SIZE = 2;
    private static final ByteBuffer[] NO_SPARES = {};

    private static final ThreadLocal<ByteBuffer[][]> pool =
            ThreadLocal.withInitial(() -> new ByteBuffer[SIZES][SPARES_OF_A_SIZE]);

    private StoragePool() {}

    /**
     * Takes an array out of the pool, or makes one. Its length is the next size that the pool keeps, but not more than
     * {@code maxBytes}; beyond the largest size it is exactly {@code minBytes}.
     */
    static ByteBuffer take(int minBytes, int maxBytes) {
        int bytes = minBytes > MAX_BYTES ? minBytes : Math.min(sizeFor(minBytes), maxBytes);
        ByteBuffer[] spares = sparesOf(bytes);
        for (int i = 0; i < spares.length; i++) {
            ByteBuffer spare = spares[i];
            if (spare != null) {
                spares[i] = null;
                return spare;
            }
        }
        return ByteBuffer.allocate(bytes);
    }

    /** Keeps an array, unless there are enough of its size. Nobody may refer to it any more. */
    static void give(ByteBuffer storage) {
        ByteBuffer[] spares = sparesOf(storage.capacity());
        for (int i = 0; i < spares.length; i++) {
            if (spares[i] == null) {
                spares[i] = storage;
                return;
            }
        }
    }

    private static ByteBuffer[] sparesOf(int bytes) {
        boolean isKept = bytes >= MIN_BYTES && bytes <= MAX_BYTES && bytes == sizeFor(bytes);
        return isKept ? pool.get()[Integer.numberOfTrailingZeros(bytes / MIN_BYTES)] : NO_SPARES;
    }

    /** The next power of two. */
    private static int sizeFor(int bytes) {
        return Math.max(MIN_BYTES, Integer.highestOneBit(2 * bytes - 1));
    }
}
