package lkg.server.watch;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an event of a trace is about, where the course speaks of it, and which line of the server's code told of it. */
enum Kind {
    SNAPSHOT("operating.md#watching-it-run"),
    WAITS("2-running-the-server.md"),
    TURN("2-running-the-server.md"),
    TAKEN("2-running-the-server.md"),
    DUE("8-the-timer.md"),
    ARMED("2-running-the-server.md"),
    CLOSED("4-closing-connections.md"),
    PUTRIGHT("8-the-timer.md"),
    LISTENING("3-accepting-connections.md"),
    ACCEPTED("3-accepting-connections.md"),
    OPENED("3-accepting-connections.md"),
    RECEIVED("5-the-readable-event.md"),
    REQUEST("5-the-readable-event.md"),
    RESPONSE("6-the-writable-event.md"),
    SENT("6-the-writable-event.md"),
    REFUSED("5-the-readable-event.md"),
    ANSWERED("6-the-writable-event.md"),
    ENDED("4-closing-connections.md"),
    HANDEDIN("2-running-the-server.md"),
    WAKEUP("2-running-the-server.md"),
    WOKEN("2-running-the-server.md"),
    TASK("2-running-the-server.md"),
    QUEUED("7-the-thread-pool.md"),
    STARTED("7-the-thread-pool.md"),
    FINISHED("7-the-thread-pool.md"),
    REJECTED("7-the-thread-pool.md"),
    CLIENT("operating.md#watching-it-run"),
    VISIT("operating.md#watching-it-run"),
    DRAINING("1-initialisation.md"),
    STOPPED("1-initialisation.md");

    /** A page of the docs, and a place on it. */
    final String chapter;

    final String text = name().toLowerCase(Locale.ROOT);

    private volatile Optional<String> place = Optional.empty();

    Kind(String chapter) {
        this.chapter = chapter;
    }

    /** Looks up once which line tells of it: each kind has its own. Called in the middle of what that line does. */
    void locate() {
        if (place.isEmpty()) {
            place = Optional.of(Place.ofCaller());
        }
    }

    /** How many kinds have happened. */
    static long located() {
        return Stream.of(values()).filter(kind -> kind.place.isPresent()).count();
    }

    /** Empty as long as it has not happened. */
    Optional<String> place() {
        return place;
    }
}
