package lkg.server.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ranges of a file that a {@code Range} field asks for (RFC 9110 §14.2).
 *
 * @param ranges if the kind is PARTS: at least one, in the order of the field, none of which touch each other
 */
record RequestedRanges(Kind kind, List<ByteRange> ranges) {

    enum Kind {
        /** Send the whole file: the field is missing, invalid, or too long a list. */
        WHOLE,
        PARTS,
        /** The file has none of these bytes: 416. */
        UNSATISFIABLE
    }

    /** More than a client needs, and so few that merging them costs nothing. */
    static final int MAX_RANGES = 16;

    private static final Pattern FIELD = Pattern.compile("(?i:bytes)=(.*)");
    private static final Pattern MEMBER = Pattern.compile("[ \t]*([0-9]*)-([0-9]*)[ \t]*");

    /** Beyond this many digits a number is larger than any file, and might not fit in a long. */
    private static final int MAX_DIGITS = 18;

    private static final RequestedRanges WHOLE_FILE = new RequestedRanges(Kind.WHOLE, List.of());
    private static final RequestedRanges NO_SUCH_BYTES = new RequestedRanges(Kind.UNSATISFIABLE, List.of());

    static RequestedRanges of(Optional<String> field, long fileLength) {
        // No Content-Range can express a part of an empty file, which all of it is.
        if (field.isEmpty() || fileLength == 0) {
            return WHOLE_FILE;
        }
        Matcher matcher = FIELD.matcher(field.get());
        if (!matcher.matches()) {
            return WHOLE_FILE;
        }
        // The limit keeps a longer list in one piece, which then is no valid range.
        String[] members = matcher.group(1).split(",", MAX_RANGES);
        boolean hasRange = false;
        List<ByteRange> ranges = new ArrayList<>();
        for (String member : members) {
            // A list may have empty members (RFC 9110 §5.6.1.2).
            if (!member.isBlank()) {
                Matcher range = MEMBER.matcher(member);
                if (!range.matches() || !isValid(range.group(1), range.group(2))) {
                    return WHOLE_FILE;
                }
                hasRange = true;
                resolve(range.group(1), range.group(2), fileLength).ifPresent(found -> addMerged(found, ranges));
            }
        }
        if (ranges.isEmpty()) {
            return hasRange ? NO_SUCH_BYTES : WHOLE_FILE;
        }
        return new RequestedRanges(Kind.PARTS, List.copyOf(ranges));
    }

    private static boolean isValid(String first, String last) {
        return first.isEmpty() ? !last.isEmpty() : last.isEmpty() || number(first) <= number(last);
    }

    /** The bytes of the file that a member of the list means; empty if the file has none of them. */
    private static Optional<ByteRange> resolve(String first, String last, long fileLength) {
        if (first.isEmpty()) {
            long suffixLength = number(last);
            return suffixLength == 0
                    ? Optional.empty()
                    : Optional.of(new ByteRange(Math.max(0, fileLength - suffixLength), fileLength - 1));
        }
        if (number(first) >= fileLength) {
            return Optional.empty();
        }
        long end = last.isEmpty() ? fileLength - 1 : Math.min(number(last), fileLength - 1);
        return Optional.of(new ByteRange(number(first), end));
    }

    private static long number(String digits) {
        return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /**
     * Adds a range, joined with those that it touches, at the place of the first of them. No two ranges of the list touch
     * each other, so the joined range touches none of the rest.
     */
    private static void addMerged(ByteRange added, List<ByteRange> ranges) {
        ByteRange joined = added;
        int place = ranges.size();
        for (int i = ranges.size() - 1; i >= 0; i--) {
            if (ranges.get(i).touches(added)) {
                joined = joined.joinedWith(ranges.remove(i));
                place = i;
            }
        }
        ranges.add(place, joined);
    }
}
