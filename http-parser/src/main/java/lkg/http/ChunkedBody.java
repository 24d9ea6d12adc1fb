package lkg.http;

import lkg.buffer.Buffer;

/**
 * A body in chunks (RFC 9112 §7.1).
 *
 * <pre>
 *        +-----------------------------+
 *        v                             |
 *      SIZE --- n &gt; 0 ---&gt; DATA ---&gt; DATA_END
 *        |
 *        +----- 0 -------&gt; TRAILERS ---&gt; COMPLETE
 * </pre>
 */
final class ChunkedBody implements BodyDecoder {

    /** Below this, a size with one digit more still fits in a long. */
    private static final long LARGEST_BODY_BYTES = Long.MAX_VALUE / 16 - 1;

    private enum State {
        SIZE,
        DATA,
        DATA_END,
        TRAILERS,
        COMPLETE
    }

    private final LineFinder lines = new LineFinder();
    private final FieldSection trailerSection;
    private int extensionBytesLeft;

    private State state = State.SIZE;
    private long bodyBytesLeft;
    private long chunkBytesLeft;
    private Headers trailers = Headers.empty();

    ChunkedBody(ParserLimits limits, long maxBodyBytes) {
        this.bodyBytesLeft = Math.min(maxBodyBytes, LARGEST_BODY_BYTES);
        this.extensionBytesLeft = limits.maxHeadBytes();
        this.trailerSection = new FieldSection(limits.maxFields());
        trailerSection.begin(limits.maxHeadBytes());
    }

    @Override
    public boolean decode(Buffer in, Sink sink) throws HttpException {
        while (state != State.COMPLETE) {
            boolean advanced = switch (state) {
                case SIZE -> parseSize(in);
                case DATA -> takeData(in, sink);
                case DATA_END -> takeDataEnd(in);
                case TRAILERS -> parseTrailers(in);
                case COMPLETE -> throw new IllegalStateException("the body is complete");
            };
            if (!advanced) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Headers trailers() {
        return trailers;
    }

    private boolean parseSize(Buffer in) throws HttpException {
        int length = lines.find(in, 0, ParserLimits.MAX_CHUNK_SIZE_LINE_BYTES, 400);
        if (length == LineFinder.INCOMPLETE) {
            return false;
        }
        int digits = 0;
        long size = 0;
        while (digits < length && hexValue(in.get(digits)) >= 0) {
            size = size * 16 + hexValue(in.get(digits));
            digits++;
            if (size > bodyBytesLeft) {
                throw new HttpException(413, "the body is too large");
            }
        }
        if (digits == 0) {
            throw new HttpException(400, "a chunk must begin with its size in hexadecimal digits");
        }
        skipExtensions(in, digits, length);
        in.consume(length + 2);
        chunkBytesLeft = size;
        bodyBytesLeft -= size;
        state = size == 0 ? State.TRAILERS : State.DATA;
        return true;
    }

    /** {@code chunk-ext}: ignored, but bounded and of valid syntax (RFC 9112 §7.1.1). */
    private void skipExtensions(Buffer in, int start, int length) throws HttpException {
        extensionBytesLeft -= length - start;
        if (extensionBytesLeft < 0) {
            throw new HttpException(400, "the chunk extensions are too long");
        }
        ChunkExtensions.check(in, start, length);
    }

    private boolean takeData(Buffer in, Sink sink) {
        chunkBytesLeft -= sink.takeFrom(in, (int) Math.min(chunkBytesLeft, in.readableBytes()));
        if (chunkBytesLeft > 0) {
            return false;
        }
        state = State.DATA_END;
        return true;
    }

    /** Each chunk ends in CRLF: skipped unseen, other bytes in its place could be somebody else's next request. */
    private boolean takeDataEnd(Buffer in) throws HttpException {
        if (in.readableBytes() < 2) {
            return false;
        }
        if (in.get(0) != Grammar.CR || in.get(1) != Grammar.LF) {
            throw new HttpException(400, "a chunk must end in CR LF after as many bytes as it announced");
        }
        in.consume(2);
        state = State.SIZE;
        return true;
    }

    private boolean parseTrailers(Buffer in) throws HttpException {
        if (!trailerSection.parse(in)) {
            return false;
        }
        trailers = trailerSection.take(in);
        if (trailers.contains("Content-Length")
                || trailers.contains("Transfer-Encoding")
                || trailers.contains("Host")) {
            throw new HttpException(400, "a trailer cannot say how the message is framed or routed (RFC 9110 §6.5.1)");
        }
        state = State.COMPLETE;
        return true;
    }

    private static int hexValue(byte c) {
        if (Grammar.isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return 'a' <= lower && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
