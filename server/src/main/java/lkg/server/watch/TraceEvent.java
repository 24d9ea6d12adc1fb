package lkg.server.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that has happened.
 *
 * @param number counts all events of a trace from 1
 * @param nanos since the trace began
 * @param thread on which it happened
 * @param fields say what is the case after the event, so that nobody has to work that out
 */
record TraceEvent(long number, long nanos, String thread, Kind kind, Fields fields) {

    /** The event as an object of JSON. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("n", number);
        map.put("t", nanos);
        map.put("thread", thread);
        map.put("kind", kind.text);
        fields.putInto(map);
        return map;
    }
}
