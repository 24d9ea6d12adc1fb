package lkg.server.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that has happened.
 *
 * @param number counts all events of a trace from 1
 * @param nanos since the trace began
 * @param thread on which it happened
 * @param fields names and values by turns: numbers, texts, truth values, nulls, and what {@link Json} knows besides. They
 *     say what is the case after the event, so that nobody has to work that out
 */
record TraceEvent(long number, long nanos, String thread, Kind kind, Object... fields) {

    /** The event as an object of JSON. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("n", number);
        map.put("t", nanos);
        map.put("thread", thread);
        map.put("kind", kind.text);
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        return map;
    }
}
