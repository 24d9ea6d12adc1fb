package lkg.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import lkg.buffer.Buffer;

/**
 * The fields of a message, in their order: names without regard to case (of ASCII letters), several values of one name
 * allowed, blanks around a value no part of it (RFC 9110 §5). Immutable.
 *
 * <p>They are kept as the bytes that go over the wire. Only a field that is asked for becomes a string: most fields of
 * a request are never read, and those of a response are sent as they are.
 *
 * <p>No name and no value here can hold a CR, LF or NUL, whoever made it. So no field can end the head of a message
 * early, and nobody can smuggle in a second message with one.
 *
 * <p>Headers are equal when they have the same fields, spelled alike, in the same order. As a string, each field is a
 * line, {@code name: value} and a line feed.
 */
public final class Headers {

    private static final Headers EMPTY = new Headers(new byte[0], new int[0]);

    /** The field lines, one behind the other, each with its CRLF. */
    final byte[] lines;

    /** Of each line the index of its colon, and the index behind its CRLF. */
    private final int[] ends;

    private Headers(byte[] lines, int[] ends) {
        this.lines = lines;
        this.ends = ends;
    }

    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Makes headers of {@code name, value, name, value} and so on.
     *
     * @throws IllegalArgumentException if a name has no value, a name is not a token (RFC 9110 §5.6.2), or a value
     *     holds a character that no field value may: a control character other than tab, or one beyond U+00FF (§5.5)
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "each name needs a value, but there are " + namesAndValues.length + " strings");
        }
        return EMPTY.plus(namesAndValues);
    }

    /** For the parser, which has looked at each byte already. */
    static Headers ofChecked(byte[] lines, int[] ends) {
        return ends.length == 0 ? EMPTY : new Headers(lines, ends);
    }

    /** Returns headers with one more field at the end. Throws as {@link #of} does. */
    public Headers with(String name, String value) {
        return plus(name, value);
    }

    /** Returns the fields of {@code others}, behind those of these whose names {@code others} does not have. */
    public Headers overriddenBy(Headers others) {
        List<String> all = new ArrayList<>();
        BiConsumer<String, String> add = (name, value) -> all.addAll(List.of(name, value));
        forEach((name, value) -> {
            if (!others.contains(name)) {
                add.accept(name, value);
            }
        });
        others.forEach(add);
        return of(all.toArray(String[]::new));
    }

    private Headers plus(String... namesAndValues) {
        int length = lines.length;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            requireName(namesAndValues[i]);
            requireValue(namesAndValues[i], namesAndValues[i + 1]);
            length += namesAndValues[i].length() + ": ".length() + namesAndValues[i + 1].length() + "\r\n".length();
        }
        byte[] newLines = Arrays.copyOf(lines, length);
        int[] newEnds = Arrays.copyOf(ends, ends.length + namesAndValues.length);
        int end = lines.length;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            end = put(namesAndValues[i], newLines, end);
            newEnds[ends.length + i] = end;
            end = put(": ", newLines, end);
            end = put(namesAndValues[i + 1], newLines, end);
            end = put("\r\n", newLines, end);
            newEnds[ends.length + i + 1] = end;
        }
        return new Headers(newLines, newEnds);
    }

    /** Puts a byte for each character, and returns where the next one goes. */
    private static int put(String text, byte[] target, int index) {
        for (int i = 0; i < text.length(); i++) {
            target[index + i] = (byte) text.charAt(i);
        }
        return index + text.length();
    }

    /** The number of fields. */
    public int size() {
        return ends.length / 2;
    }

    public boolean contains(String name) {
        return next(name, 0) < size();
    }

    /** The value of the first field called {@code name}. */
    public Optional<String> first(String name) {
        int field = next(name, 0);
        return field < size() ? Optional.of(value(field)) : Optional.empty();
    }

    /** The values of all fields called {@code name}, in their order. */
    public List<String> all(String name) {
        int field = next(name, 0);
        if (field == size()) {
            return List.of();
        }
        List<String> values = new ArrayList<>(1);
        for (; field < size(); field = next(name, field + 1)) {
            values.add(value(field));
        }
        return values;
    }

    /** Whether a list-valued field called {@code name} has {@code token} among its members, without regard to case. */
    public boolean hasToken(String name, String token) {
        for (int field = next(name, 0); field < size(); field = next(name, field + 1)) {
            for (String member : value(field).split(",")) {
                if (member.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Calls {@code action} with the name and the value of each field, in their order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int field = 0; field < size(); field++) {
            int start = start(field);
            action.accept(latin1(start, colon(field)), value(field));
        }
    }

    /** Appends all fields as they go over the wire. */
    void appendTo(Buffer out) {
        out.append(lines);
    }

    /** The first field at or behind {@code from} that is called {@code name}; {@link #size()} if there is none. */
    int next(String name, int from) {
        int field = from;
        while (field < size() && !isCalled(name, field)) {
            field++;
        }
        return field;
    }

    /** Compares without making a string: this is asked of each field, several times a request. */
    private boolean isCalled(String name, int field) {
        int start = start(field);
        if (colon(field) - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Grammar.lowerCase(lines[start + i]) != Grammar.lowerCase(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    int valueStart(int field) {
        int start = colon(field) + 1;
        while (Grammar.isBlank(lines[start])) {
            start++;
        }
        return start;
    }

    int valueEnd(int field) {
        int start = valueStart(field);
        int end = ends[2 * field + 1] - "\r\n".length();
        while (end > start && Grammar.isBlank(lines[end - 1])) {
            end--;
        }
        return end;
    }

    private String value(int field) {
        return latin1(valueStart(field), valueEnd(field));
    }

    private int start(int field) {
        return field == 0 ? 0 : ends[2 * field - 1];
    }

    private int colon(int field) {
        return ends[2 * field];
    }

    private String latin1(int start, int end) {
        return new String(lines, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static void requireName(String name) {
        if (!Grammar.isToken(name)) {
            throw new IllegalArgumentException("'" + name + "' is no field name: it must be a token (RFC 9110 §5.1)");
        }
    }

    private static void requireValue(String name, String value) {
        if (!Grammar.isFieldValue(value)) {
            throw new IllegalArgumentException("the value of " + name
                    + " holds a character that no field value may, such as a line break (RFC 9110 §5.5)");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }
}
