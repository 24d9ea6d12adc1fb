package lkg.http;

import java.util.List;

/** Where a request's body ends: the rules of RFC 9112 §6.3, with a refusal wherever two readers could differ. */
record Framing(Kind kind, long length) {

    enum Kind {
        FIXED,
        CHUNKED
    }

    /** No body, or one of no bytes. */
    static final Framing NONE = new Framing(Kind.FIXED, 0);

    static Framing of(HttpVersion version, Headers headers) throws HttpException {
        List<String> encodings = headers.all("Transfer-Encoding");
        List<String> lengths = headers.all("Content-Length");
        if (!encodings.isEmpty()) {
            // Request smuggling: one reader goes by the length, or by the end, and another one by the chunks.
            if (version == HttpVersion.HTTP_1_0 || !lengths.isEmpty()) {
                throw new HttpException(400, "a Transfer-Encoding needs HTTP/1.1, and excludes a Content-Length");
            }
            requireChunked(encodings);
            return new Framing(Kind.CHUNKED, 0);
        }
        if (lengths.size() > 1) {
            throw new HttpException(400, "there is more than one Content-Length");
        }
        long length = lengths.isEmpty() ? 0 : length(lengths.get(0));
        return length == 0 ? NONE : new Framing(Kind.FIXED, length);
    }

    /** Without a final chunked the body's length is unknown: 400, even if a coding is unknown too (RFC 9112 §6.3). */
    private static void requireChunked(List<String> encodings) throws HttpException {
        String[] codings = String.join(",", encodings).split(",", -1);
        for (int i = 0; i < codings.length; i++) {
            boolean last = i == codings.length - 1;
            if (codings[i].strip().equalsIgnoreCase("chunked") != last) {
                throw new HttpException(400, "chunked must be the last transfer coding, and be applied once");
            }
        }
        if (codings.length > 1) {
            throw new HttpException(501, "the only transfer coding that is understood here is chunked");
        }
    }

    /** {@code 1*DIGIT}: no sign, no list, no digits of other scripts, which a library's number parser might take. */
    private static long length(String value) throws HttpException {
        if (value.isEmpty() || !Grammar.isDigits(value)) {
            throw new HttpException(400, "the Content-Length is not a number");
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new HttpException(413, "the body is too large");
        }
    }
}
