package lkg.http;

import lkg.buffer.Buffer;

/**
 * Finds the next line in a buffer, and remembers how far it has looked: a line that arrives byte by byte is searched
 * once, not once for each byte.
 */
final class LineFinder {

    /** What {@link #find} returns while the line has no end yet. */
    static final int INCOMPLETE = -1;

    private int searched;

    /**
     * Returns the length of the line that begins at {@code start} of {@code in}, without its CRLF.
     *
     * @throws HttpException if the line is longer than {@code maxBytes}, with {@code statusIfTooLong}, or if it ends in
     *     a bare LF: who reads leniently where others read strictly invites smuggling (RFC 9112 §2.2 and §11.2)
     */
    int find(Buffer in, int start, int maxBytes, int statusIfTooLong) throws HttpException {
        int lf = in.indexOf(Grammar.LF, start + searched) - start;
        if (lf < 0) {
            searched = in.readableBytes() - start;
            // The last byte may be the CR that ends the line.
            require(searched <= maxBytes + 1, statusIfTooLong);
            return INCOMPLETE;
        }
        searched = 0;
        require(lf <= maxBytes + 1, statusIfTooLong);
        if (lf == 0 || in.get(start + lf - 1) != Grammar.CR) {
            throw new HttpException(400, "a line must end in CR LF");
        }
        return lf - 1;
    }

    /** So many bytes of the line will not be looked at again. */
    int searched() {
        return searched;
    }

    private static void require(boolean fits, int statusIfTooLong) throws HttpException {
        if (!fits) {
            throw new HttpException(
                    statusIfTooLong,
                    switch (statusIfTooLong) {
                        case 414 -> "the request line is too long";
                        case 431 -> "the header fields are too large";
                        default -> "a line is too long";
                    });
        }
    }
}
