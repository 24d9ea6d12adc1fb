package lkg.lab.recording;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259), since the lab has no libraries. A value is a map in the order of the text, a list, a
 * string, a {@code BigDecimal}, a boolean or null.
 */
final class JsonReader {

    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\\x00-\\x1f]++|\\\\.)*+)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u[0-9a-fA-F]{4}|.)");

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if {@code text} is not exactly one value */
    static Object read(String text) {
        JsonReader json = new JsonReader(text);
        Object value = json.value();
        if (json.at < text.length()) {
            throw json.wrong();
        }
        return value;
    }

    static Map<String, Object> object(Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, member) -> object.put((String) key, member));
        return object;
    }

    static List<Object> list(Object value) {
        return new ArrayList<>((List<?>) value);
    }

    private Object value() {
        find(SPACE);
        Object value = switch (at < text.length() ? text.charAt(at) : ' ') {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> new BigDecimal(find(NUMBER).group());
        };
        find(SPACE);
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (boolean more = begins('{', '}'); more; more = continues('}')) {
            find(SPACE);
            String key = string();
            find(SPACE);
            expect(':');
            object.put(key, value());
        }
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        for (boolean more = begins('[', ']'); more; more = continues(']')) {
            array.add(value());
        }
        return array;
    }

    private boolean begins(char begin, char end) {
        expect(begin);
        find(SPACE);
        return !skips(end);
    }

    private boolean continues(char end) {
        if (skips(',')) {
            return true;
        }
        expect(end);
        return false;
    }

    private String string() {
        return ESCAPE.matcher(find(STRING).group(1))
                .replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group())));
    }

    private String unescaped(String escape) {
        char kind = escape.charAt(1);
        int place = "bfnrt\"\\/".indexOf(kind);
        if (kind == 'u' && escape.length() == 6) {
            return String.valueOf((char) Integer.parseInt(escape.substring(2), 16));
        }
        if (place < 0) {
            throw wrong();
        }
        return "\b\f\n\r\t\"\\/".substring(place, place + 1);
    }

    private Object literal(String word, Object value) {
        find(Pattern.compile(word));
        return value;
    }

    private Matcher find(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw wrong();
        }
        at = matcher.end();
        return matcher;
    }

    private void expect(char wanted) {
        if (!skips(wanted)) {
            throw wrong();
        }
    }

    private boolean skips(char wanted) {
        boolean isThere = at < text.length() && text.charAt(at) == wanted;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON at character " + at + " of " + text.length());
    }
}
