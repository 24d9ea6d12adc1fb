package lkg.server.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lkg.http.Source;
import lkg.server.LkgServer;
import lkg.server.Setting;
import lkg.server.context.ServerVersion;
import lkg.server.watch.visit.Visit;
import lkg.server.watch.visit.Visits;

/** What the page needs to show a trace, with its events or without them. The page can show it without a server. */
record Recording(Trace trace, LkgServer server, boolean hasCourse, boolean canBeVisited) {

    static final String FORMAT = "lkg-recording-1";

    /** Without events. */
    String head() {
        return head(0);
    }

    /** With all events that are in the ring now. Only the piece that is being sent exists. */
    Source all() {
        EventRing ring = trace.ring();
        long last = ring.count();
        long dropped = ring.read(1, 1).dropped();
        return new RecordingSource(ring, head(dropped), dropped + 1, last);
    }

    private String head(long dropped) {
        String address = server.address().getAddress().getHostAddress() + ":" + server.port();
        return new Json()
                .begin()
                .field("format", FORMAT)
                .field("title", address)
                .field("server", describe(address))
                .field("kinds", kinds())
                .field(
                        "visits",
                        canBeVisited
                                ? Visits.all().stream().map(Recording::describe).toList()
                                : List.of())
                .field("dropped", dropped)
                .field("events", List.of())
                .end()
                .toString();
    }

    private Map<String, Object> describe(String address) {
        Map<Setting, Long> settings = trace.settings();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("address", address);
        fields.put("version", ServerVersion.text());
        fields.put("began", trace.beganMillis());
        fields.put("wiring", trace.eventsInPool() ? "EVENTS_IN_POOL" : "INLINE");
        fields.put(
                "loops",
                server.status().loops().stream().map(loop -> loop.name()).toList());
        fields.put("workers", settings.get(Setting.WORKERS));
        fields.put("queueCapacity", settings.get(Setting.QUEUE_CAPACITY));
        fields.put("maxConnections", settings.get(Setting.MAX_CONNECTIONS));
        fields.put("backlog", settings.get(Setting.BACKLOG));
        fields.put("headMs", settings.get(Setting.HEAD_TIMEOUT));
        fields.put("idleMs", settings.get(Setting.IDLE_TIMEOUT));
        fields.put("stallMs", settings.get(Setting.STALL_TIMEOUT));
        fields.put("lingerMs", settings.get(Setting.LINGER_TIMEOUT));
        fields.put("course", hasCourse);
        return fields;
    }

    private static Map<String, Object> describe(Visit visit) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", visit.id());
        fields.put("title", visit.title());
        fields.put("does", visit.does());
        fields.put("question", visit.question());
        fields.put("choices", visit.choices());
        fields.put("right", visit.right());
        fields.put("why", visit.why());
        return fields;
    }

    /** Where the course and the code speak of each kind of event. */
    static Map<String, Object> kinds() {
        Map<String, Object> kinds = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            Map<String, Object> places = new LinkedHashMap<>();
            places.put("chapter", kind.chapter);
            places.put("at", kind.place());
            kinds.put(kind.text, places);
        }
        return kinds;
    }
}
