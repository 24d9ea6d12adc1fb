package lkg.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The fields of a message, in their order: names without regard to case, several values of one name allowed
 * (RFC 9110 §5). Immutable.
 *
 * <p>No name and no value here can hold a CR, LF or NUL, whoever made it. So no field can end the head of a message
 * early, and nobody can smuggle in a second message with one.
 */
public final class Headers {

    private static final Headers EMPTY = new Headers(new String[0]);

    /** Name, value, name, value, and so on. */
    private final String[] fields;

    private Headers(String[] fields) {
        this.fields = fields;
    }

    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Makes headers of {@code name, value, name, value} and so on.
     *
     * @throws IllegalArgumentException if a name is not a token, or a value holds a character that no field value may
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "each name needs a value, but there are " + namesAndValues.length + " strings");
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            requireName(namesAndValues[i]);
            requireValue(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Headers(namesAndValues.clone());
    }

    /** For the parser, which has looked at each character already. */
    static Headers ofChecked(List<String> namesAndValues) {
        return namesAndValues.isEmpty() ? EMPTY : new Headers(namesAndValues.toArray(String[]::new));
    }

    /** Returns headers with one more field at the end. */
    public Headers with(String name, String value) {
        requireName(name);
        requireValue(name, value);
        String[] more = Arrays.copyOf(fields, fields.length + 2);
        more[fields.length] = name;
        more[fields.length + 1] = value;
        return new Headers(more);
    }

    /** The number of fields. */
    public int size() {
        return fields.length / 2;
    }

    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    /** The value of the first field called {@code name}. */
    public Optional<String> first(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? Optional.empty() : Optional.of(fields[index + 1]);
    }

    /** The values of all fields called {@code name}, in their order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int index = indexOf(name, 0); index >= 0; index = indexOf(name, index + 2)) {
            values.add(fields[index + 1]);
        }
        return values;
    }

    /** Whether a list-valued field called {@code name} has {@code token} among its members, without regard to case. */
    public boolean hasToken(String name, String token) {
        for (int index = indexOf(name, 0); index >= 0; index = indexOf(name, index + 2)) {
            for (String member : fields[index + 1].split(",")) {
                if (member.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Calls {@code action} with the name and the value of each field, in their order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < fields.length; i += 2) {
            action.accept(fields[i], fields[i + 1]);
        }
    }

    private int indexOf(String name, int from) {
        for (int i = from; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
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
        return other instanceof Headers that && Arrays.equals(fields, that.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }
}
