package lkg.http;

import lkg.buffer.Buffer;

/**
 * Takes a request's body out of its framing, as it arrives. It can stop at each byte and go on when there are more.
 *
 * <p>One for each body, with one owner at a time.
 */
public sealed interface BodyDecoder permits FixedBody, ChunkedBody {

    /** Where a body's bytes go. */
    interface Sink {

        /** Takes up to {@code most} bytes off the front of {@code in}, and returns how many: 0 while it is full. */
        int takeFrom(Buffer in, int most);
    }

    /**
     * Makes the decoder for the body that a head announces.
     *
     * @param maxBodyBytes of the body, without its framing
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

    /** The fields behind a complete body. */
    Headers trailers();
}
