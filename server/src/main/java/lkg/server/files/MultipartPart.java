package lkg.server.files;

import java.nio.charset.StandardCharsets;

/**
 * A range of a file in a multipart body.
 *
 * @param head what comes before the range: the delimiter and the part's fields
 */
record MultipartPart(String head, ByteRange range) {

    private static final ByteRange NO_BYTES = new ByteRange(0, -1);

    /** What comes after the last range. */
    static MultipartPart end(String closingDelimiter) {
        return new MultipartPart(closingDelimiter, NO_BYTES);
    }

    byte[] headBytes() {
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** In bytes, with its head. */
    long length() {
        return head.length() + range.length();
    }
}
