package lkg.http;

import java.util.ArrayList;
import java.util.List;
import lkg.buffer.Buffer;

/**
 * A head's or a trailer's fields, line by line up to the empty line: {@code field-name ":" OWS field-value OWS}
 * (RFC 9112 §5).
 */
final class FieldSection {

    private final int maxFields;
    private final LineFinder lines = new LineFinder();
    private final List<String> namesAndValues = new ArrayList<>();
    private int bytesLeft;

    /**
     * Begins a section.
     *
     * @param maxBytes of all lines, with each CRLF and the empty line at the end
     */
    FieldSection(int maxFields, int maxBytes) {
        this.maxFields = maxFields;
        this.bytesLeft = maxBytes;
    }

    /**
     * Takes the complete lines off the front of {@code in}.
     *
     * @return whether the section is complete, that is, the empty line has been taken too
     */
    boolean parse(Buffer in) throws HttpException {
        while (true) {
            int length = lines.find(in, bytesLeft - 2, 431);
            if (length == LineFinder.INCOMPLETE) {
                return false;
            }
            if (length > 0) {
                add(in, length);
            }
            in.consume(length + 2);
            bytesLeft -= length + 2;
            if (length == 0) {
                return true;
            }
        }
    }

    Headers headers() {
        return Headers.ofChecked(namesAndValues);
    }

    private void add(Buffer in, int length) throws HttpException {
        if (namesAndValues.size() == 2 * maxFields) {
            throw new HttpException(431, "there are too many header fields");
        }
        int colon = endOfName(in, length);
        int start = colon + 1;
        int end = length;
        while (start < end && Grammar.isBlank(in.get(start))) {
            start++;
        }
        while (start < end && Grammar.isBlank(in.get(end - 1))) {
            end--;
        }
        for (int i = start; i < end; i++) {
            // A bare CR, LF or NUL could mean the end of the field to somebody else (RFC 9110 §5.5).
            if (!Grammar.isFieldValueChar(in.get(i))) {
                throw new HttpException(400, "a header field holds a control character");
            }
        }
        namesAndValues.add(in.latin1(0, colon));
        namesAndValues.add(in.latin1(start, end - start));
    }

    private static int endOfName(Buffer in, int length) throws HttpException {
        int end = 0;
        while (end < length && Grammar.isTokenChar(in.get(end))) {
            end++;
        }
        if (end > 0 && end < length && in.get(end) == ':') {
            return end;
        }
        if (end == 0 && Grammar.isBlank(in.get(0))) {
            // obs-fold (RFC 9112 §5.2)
            throw new HttpException(400, "a header field must not be continued on another line");
        }
        // A space before the colon has been read differently by different servers (RFC 9112 §5.1).
        throw new HttpException(400, "a header field must be a name, a colon right behind it, and a value");
    }
}
