package lkg.server.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes JSON (RFC 8259). Texts may come from the wire: whatever they hold, they stay texts. */
final class Json {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_ASCII = 0x7e;

    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    /** Begins an object. */
    Json begin() {
        separate();
        text.append('{');
        first = true;
        return this;
    }

    Json end() {
        text.append('}');
        first = false;
        return this;
    }

    Json field(String name, Object value) {
        return name(name).value(value);
    }

    Json name(String name) {
        separate();
        string(name);
        text.append(':');
        first = true;
        return this;
    }

    /** A number, a truth value, a text, null, a list, a map, or the value of an optional. */
    Json value(Object value) {
        if (value instanceof Optional<?> optional) {
            return value(optional.orElse(null));
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Map<?, ?> map) {
            begin();
            map.forEach((name, one) -> field(name.toString(), one));
            return end();
        }
        separate();
        if (value instanceof Heap heap) {
            heap.writeTo(text);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(value.toString());
        }
        return this;
    }

    private Json list(List<?> values) {
        separate();
        text.append('[');
        first = true;
        for (Object value : values) {
            value(value);
        }
        text.append(']');
        first = false;
        return this;
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    /** All but printable ASCII is escaped, and so is what could end a script of HTML. */
    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c >= FIRST_PRINTABLE && c <= LAST_ASCII && c != '<') {
                text.append(c);
            } else {
                text.append(String.format("\\u%04x", (int) c));
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
