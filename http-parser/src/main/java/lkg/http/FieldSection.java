package lkg.http;

import java.util.Arrays;
import lkg.buffer.Buffer;

/**
 * A head's or a trailer's fields, line by line up to the empty line: {@code field-name ":" OWS field-value OWS}
 * (RFC 9112 §5). Each line is checked as soon as it is complete, and stays in the buffer until all are, to be copied at
 * once.
 *
 * <p>One serves one section after the other.
 */
final class FieldSection {

    private final int maxFields;
    private final LineFinder finder = new LineFinder();
    private int maxBytes;
    private int bytes; // of complete lines at the front of the buffer
    private int[] ends = new int[2 * 8]; // as in Headers
    private int fields;

    /** A section of {@code maxFields} at the most. */
    FieldSection(int maxFields) {
        this.maxFields = maxFields;
    }

    /**
     * Begins a section.
     *
     * @param maxBytes of all lines, with each CRLF and the empty line at the end
     */
    void begin(int maxBytes) {
        this.maxBytes = maxBytes;
        bytes = 0;
        fields = 0;
    }

    /** Looks at the complete lines at the front of {@code in}, and returns whether the empty line is among them. */
    boolean parse(Buffer in) throws HttpException {
        while (true) {
            int length = finder.find(in, bytes, maxBytes - bytes - 2, 431);
            if (length == LineFinder.INCOMPLETE) {
                return false;
            }
            if (length == 0) {
                return true;
            }
            add(in, bytes, bytes + length);
        }
    }

    /** Takes the section, which is complete, off the front of {@code in}. */
    Headers take(Buffer in) {
        byte[] lines = new byte[bytes];
        in.copyTo(0, lines, 0, bytes);
        in.consume(bytes + 2);
        return Headers.ofChecked(lines, Arrays.copyOf(ends, 2 * fields));
    }

    private void add(Buffer in, int start, int end) throws HttpException {
        if (fields == maxFields) {
            throw new HttpException(431, "there are too many header fields");
        }
        int colon = endOfName(in, start, end);
        for (int i = colon + 1; i < end; i++) {
            // A bare CR, LF or NUL could mean the end of the field to somebody else (RFC 9110 §5.5).
            if (!Grammar.isFieldValueChar(in.get(i))) {
                throw new HttpException(400, "a header field holds a control character");
            }
        }
        if (2 * fields == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        bytes = end + 2;
        ends[2 * fields] = colon;
        ends[2 * fields + 1] = bytes;
        fields++;
    }

    private static int endOfName(Buffer in, int start, int lineEnd) throws HttpException {
        int end = start;
        while (end < lineEnd && Grammar.isTokenChar(in.get(end))) {
            end++;
        }
        if (end > start && end < lineEnd && in.get(end) == ':') {
            return end;
        }
        if (end == start && Grammar.isBlank(in.get(start))) {
            // obs-fold (RFC 9112 §5.2)
            throw new HttpException(400, "a header field must not be continued on another line");
        }
        // A space before the colon has been read differently by different servers (RFC 9112 §5.1).
        throw new HttpException(400, "a header field must be a name, a colon right behind it, and a value");
    }
}
