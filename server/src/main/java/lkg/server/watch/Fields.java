package lkg.server.watch;

import java.util.Arrays;

/** What an event tells, each with a name: numbers, texts, truth values, nulls, and what {@link Json} knows besides. */
final class Fields {

    private Object[] items = new Object[16];
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

    /** Adds the fields to the object that was begun last. */
    void writeTo(Json json) {
        for (int i = 0; i < size; i += 2) {
            json.field((String) items[i], items[i + 1]);
        }
    }
}
