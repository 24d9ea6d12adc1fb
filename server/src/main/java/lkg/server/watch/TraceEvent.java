package lkg.server.watch;

/**
 * Something that has happened.
 *
 * @param number counts all events of a trace from 1
 * @param nanos since the trace began
 * @param thread on which it happened
 * @param fields say what is the case after the event, so that nobody has to work that out
 */
record TraceEvent(long number, long nanos, String thread, Kind kind, Fields fields) {

    /** Adds the event, as an object. */
    void writeTo(Json json) {
        json.begin()
                .field("n", number)
                .field("t", nanos)
                .field("thread", thread)
                .field("kind", kind.text);
        fields.writeTo(json);
        json.end();
    }
}
