package lkg.http;

/**
 * How large a request may be. All sizes are in bytes; one more than the limit is refused.
 *
 * @param maxRequestLineBytes of the first line, without its CRLF; beyond it 414
 * @param maxHeadBytes of the request line and all fields, with each CRLF and that of the empty line; beyond it 431.
 *     Trailers have as much again
 * @param maxFields header fields, and as many trailer fields; beyond it 431
 * @param maxBodyBytes of a body that is kept in memory, without chunk framing; beyond it 413
 */
public record ParserLimits(int maxRequestLineBytes, int maxHeadBytes, int maxFields, int maxBodyBytes) {

    /** Of a chunk's first line: its size in hexadecimal digits, and extensions, which nobody uses. */
    static final int MAX_CHUNK_SIZE_LINE_BYTES = 256;

    /** With this many bytes, {@link #requiredBufferBytes} is still an int. */
    private static final int LARGEST_HEAD_BYTES = Integer.MAX_VALUE - 2;

    private static final ParserLimits DEFAULTS = new ParserLimits(8 * 1024, 16 * 1024, 100, 1024 * 1024);

    /**
     * Throws {@link IllegalArgumentException} for a size below 1 (for {@code maxBodyBytes} below 0), a head of more
     * than {@code Integer.MAX_VALUE - 2} bytes, and a request line that is longer than its head.
     */
    public ParserLimits {
        atLeast(1, maxRequestLineBytes, "maxRequestLineBytes");
        atLeast(1, maxHeadBytes, "maxHeadBytes");
        atLeast(1, maxFields, "maxFields");
        atLeast(0, maxBodyBytes, "maxBodyBytes");
        if (maxHeadBytes > LARGEST_HEAD_BYTES) {
            throw new IllegalArgumentException(
                    "maxHeadBytes must be at most " + LARGEST_HEAD_BYTES + ", but is " + maxHeadBytes);
        }
        if (maxRequestLineBytes > maxHeadBytes) {
            throw new IllegalArgumentException(
                    "maxRequestLineBytes (" + maxRequestLineBytes + ") must not exceed maxHeadBytes (" + maxHeadBytes
                            + "), since a head begins with its request line");
        }
    }

    /** 8 KiB for the request line, 16 KiB for the head, 100 fields, 1 MiB for the body. */
    public static ParserLimits defaults() {
        return DEFAULTS;
    }

    /**
     * What a buffer must be able to hold for the parser: with this much readable, it always either consumes something
     * or refuses. That is the longest that may have to wait, a head or the line of a chunk's size (256 bytes), and a
     * CRLF.
     */
    public int requiredBufferBytes() {
        return Math.max(maxHeadBytes, MAX_CHUNK_SIZE_LINE_BYTES) + 2;
    }

    private static void atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
