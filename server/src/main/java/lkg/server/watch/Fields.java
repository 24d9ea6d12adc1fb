package lkg.server.watch;

import java.util.Arrays;
import java.util.Map;

/** What an event tells, each with a name: numbers, texts, truth values, nulls, and what {@link Json} knows besides. */
final class Fields {

    private Object[] items = new Object[8];
    private int size;

    static Fields of(String name, Object value) {
        return new Fields().put(name, value);
    }

    Fields put(String name, Object value) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = name;
        items[size++] = value;
        return this;
    }

    void putInto(Map<String, Object> map) {
        for (int i = 0; i < size; i += 2) {
            map.put((String) items[i], items[i + 1]);
        }
    }
}
