package lkg.server.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of bytes out of a file, both ends included (RFC 9110 §14).
 *
 * <p>A request for several ranges at once is answered with the whole file, which the RFC allows. Clients that resume a
 * download or seek in a film ask for one range; many ranges in one request are what attacks are made of, and a
 * multipart body would be code for hardly anybody.
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE_RANGE = Pattern.compile("(?i:bytes)=[ \t]*([0-9]*)-([0-9]*)[ \t]*");

    /** Beyond this many digits a number is larger than any file, and might not fit in a long. */
    private static final int MAX_DIGITS = 18;

    /** What a {@code Range} field asks for, of a file of a given length. */
    record Request(Kind kind, ByteRange range) {}

    enum Kind {
        /** The field is no range that is understood here, so the whole file is what to send. */
        WHOLE,
        PART,
        /** The file has no such bytes: 416. */
        UNSATISFIABLE
    }

    private static final Request WHOLE_FILE = new Request(Kind.WHOLE, new ByteRange(0, -1));
    private static final Request NO_SUCH_BYTES = new Request(Kind.UNSATISFIABLE, new ByteRange(0, -1));

    static Request of(Optional<String> field, long fileLength) {
        if (field.isEmpty()) {
            return WHOLE_FILE;
        }
        Matcher range = ONE_RANGE.matcher(field.get());
        if (!range.matches()) {
            return WHOLE_FILE;
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? WHOLE_FILE : suffix(number(last), fileLength);
        }
        if (!last.isEmpty() && number(last) < number(first)) {
            return WHOLE_FILE;
        }
        if (number(first) >= fileLength) {
            return NO_SUCH_BYTES;
        }
        long end = last.isEmpty() ? fileLength - 1 : Math.min(number(last), fileLength - 1);
        return new Request(Kind.PART, new ByteRange(number(first), end));
    }

    /** {@code bytes=-500}: the last 500 bytes, or all of a shorter file. */
    private static Request suffix(long length, long fileLength) {
        if (length == 0) {
            return NO_SUCH_BYTES;
        }
        // Of an empty file that is all of it, which no Content-Range could express.
        return fileLength == 0
                ? WHOLE_FILE
                : new Request(Kind.PART, new ByteRange(Math.max(0, fileLength - length), fileLength - 1));
    }

    private static long number(String digits) {
        return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    long length() {
        return last - first + 1;
    }

    /** The value of {@code Content-Range}. */
    String contentRange(long fileLength) {
        return "bytes " + first + "-" + last + "/" + fileLength;
    }
}
