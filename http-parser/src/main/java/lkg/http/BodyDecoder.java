package lkg.http;

import lkg.buffer.Buffer;

/**
 * Takes a request's body out of its framing, as it arrives. It can stop at each byte and go on when there are more.
 *
 * <p>One for each body, with one owner at a time. A complete body stays complete: nothing more is taken for it.
 *
 * <p>Of a body in chunks (RFC 9112 §7.1) it refuses, with 400 unless another status is named,
 *
 * <ul>
 *   <li>a line with a size that has more than 256 bytes without its CRLF, or does not begin with hexadecimal digits;
 *   <li>chunk extensions of wrong syntax (§7.1.1), or of more than {@link ParserLimits#maxHeadBytes()} in the whole
 *       body, counted from behind each size to the end of its line. All others are ignored;
 *   <li>a chunk that is not followed by CR LF, and any other line that ends in a bare LF;
 *   <li>with 413, a chunk with which the body has more bytes than it may have, before the first byte of that chunk;
 *   <li>trailers that would be refused as fields of a head, with 431 if there are too many or too large ones (see
 *       {@link ParserLimits}); and {@code Content-Length}, {@code Transfer-Encoding} and {@code Host} among them, which
 *       cannot say behind a message how it is framed or routed (RFC 9110 §6.5.1).
 * </ul>
 *
 * <p>Bytes that it leaves in the buffer are not searched again for the end of a line.
 */
public sealed interface BodyDecoder permits FixedBody, ChunkedBody {

    /** Where a body's bytes go. */
    interface Sink {

        /**
         * Takes up to {@code most} bytes off the front of {@code in}, and returns how many. If these are fewer,
         * it is full for now, and is not asked again before the next call of {@link BodyDecoder#decode}.
         *
         * @param most from a decoder, no more than are readable
         */
        int takeFrom(Buffer in, int most);
    }

    /**
     * Makes the decoder for the body that a head announces; of a copy of the request, too.
     *
     * @param limits of the framing: of trailers and chunk extensions
     * @param maxBodyBytes of the body, without its framing; {@link ParserLimits#maxBodyBytes()} is not looked at
     * @throws HttpException with 413 if the head announces a longer one
     */
    static BodyDecoder of(HttpRequest head, ParserLimits limits, long maxBodyBytes) throws HttpException {
        Framing framing = head.framing();
        if (framing.length() > maxBodyBytes) {
            throw new HttpException(413, "the body is too large");
        }
        return switch (framing.kind()) {
            case FIXED -> new FixedBody(framing.length());
            case CHUNKED -> new ChunkedBody(limits, maxBodyBytes);
        };
    }

    /**
     * Moves the bytes of the body at the front of {@code in} to {@code sink}, as many as the sink takes.
     *
     * @return whether the body is complete
     * @throws HttpException if its framing is wrong, or with 413 if it is too large; the decoder is then of no more use
     */
    boolean decode(Buffer in, Sink sink) throws HttpException;

    /** The fields behind a complete body; none before it is complete. */
    Headers trailers();
}
