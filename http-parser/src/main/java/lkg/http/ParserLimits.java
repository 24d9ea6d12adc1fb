package lkg.http;

/**
 * How large a request may be. All sizes are in bytes; one more than the limit is refused.
 *
 * @param maxRequestLineBytes of the first line, without its CRLF; beyond it 414
 * @param maxHeadBytes of the request line and all fields, with each CRLF; beyond it 431. Trailers have as much again
 * @param maxFields header fields, and as many trailer fields; beyond it 431
 * @param maxBodyBytes of the body, without chunk framing; beyond it 413
 */
public record ParserLimits(int maxRequestLineBytes, int maxHeadBytes, int maxFields, int maxBodyBytes) {

    private static final ParserLimits DEFAULTS = new ParserLimits(8 * 1024, 16 * 1024, 100, 1024 * 1024);

    public ParserLimits {
        atLeast(1, maxRequestLineBytes, "maxRequestLineBytes");
        atLeast(maxRequestLineBytes, maxHeadBytes, "maxHeadBytes");
        atLeast(1, maxFields, "maxFields");
        atLeast(0, maxBodyBytes, "maxBodyBytes");
    }

    /** 8 KiB for the request line, 16 KiB for the head, 100 fields, 1 MiB for the body. */
    public static ParserLimits defaults() {
        return DEFAULTS;
    }

    public ParserLimits withMaxRequestLineBytes(int bytes) {
        return new ParserLimits(bytes, Math.max(bytes, maxHeadBytes), maxFields, maxBodyBytes);
    }

    public ParserLimits withMaxHeadBytes(int bytes) {
        return new ParserLimits(Math.min(bytes, maxRequestLineBytes), bytes, maxFields, maxBodyBytes);
    }

    public ParserLimits withMaxFields(int fields) {
        return new ParserLimits(maxRequestLineBytes, maxHeadBytes, fields, maxBodyBytes);
    }

    public ParserLimits withMaxBodyBytes(int bytes) {
        return new ParserLimits(maxRequestLineBytes, maxHeadBytes, maxFields, bytes);
    }

    /**
     * What a buffer must be able to hold for the parser: with this much readable, it always either consumes something
     * or refuses.
     */
    public int requiredBufferBytes() {
        return Math.max(maxHeadBytes, ChunkedBody.MAX_SIZE_LINE_BYTES) + 2;
    }

    private static void atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
