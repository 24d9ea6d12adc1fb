package lkg.server.watch;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an event of a trace is about, where the course speaks of it, and which line of the server's code told of it. */
enum Kind {
    SNAPSHOT("watching.md"),
    WAITS("2-running-the-server.md#how-long-to-sleep"),
    TURN("2-running-the-server.md#a-loop-on-one-thread"),
    TAKEN("2-running-the-server.md#who-owns-a-channel"),
    DUE("5-the-readable-event.md#each-wait-for-the-client-has-a-deadline"),
    ARMED("2-running-the-server.md#arming-how-the-loop-gets-a-channel-back"),
    CLOSED("4-closing-connections.md#a-handler-asks-the-loop-closes"),
    PUTRIGHT("8-the-timer.md#putting-off-is-cheap"),
    LISTENING("3-accepting-connections.md#at-the-maximum-of-connections"),
    ACCEPTED("3-accepting-connections.md#accept-until-it-would-block-but-not-for-ever"),
    OPENED("3-accepting-connections.md#dealing-connections-to-loops"),
    RECEIVED("5-the-readable-event.md#a-read-brings-bytes-and-not-a-request"),
    REQUEST("5-the-readable-event.md#a-parser-that-can-stop-at-each-byte"),
    RESPONSE("6-the-writable-event.md#one-buffer-and-behind-it-one-body"),
    SENT("6-the-writable-event.md#write-first-then-wait"),
    REFUSED("5-the-readable-event.md#each-wait-for-the-client-has-a-deadline"),
    ANSWERED("6-the-writable-event.md#the-next-request-is-here-already"),
    ENDED("4-closing-connections.md#every-end-has-a-reason"),
    HANDEDIN("2-running-the-server.md#another-thread-brings-work"),
    WAKEUP("2-running-the-server.md#another-thread-brings-work"),
    WOKEN("2-running-the-server.md#waking-a-handler"),
    TASK("2-running-the-server.md#another-thread-brings-work"),
    QUEUED("7-the-thread-pool.md#a-bound-and-what-is-refused"),
    STARTED("7-the-thread-pool.md#the-workers-loop"),
    FINISHED("7-the-thread-pool.md#the-workers-loop"),
    REJECTED("7-the-thread-pool.md#a-bound-and-what-is-refused"),
    CLIENT("watching.md#be-the-client"),
    VISIT("watching.md#be-the-client"),
    DRAINING("4-closing-connections.md#when-the-server-stops"),
    STOPPED("4-closing-connections.md#when-the-server-stops");

    /** A page of the docs, and a place on it. */
    final String chapter;

    final String text = name().toLowerCase(Locale.ROOT);

    private volatile Optional<String> place = Optional.empty();

    Kind(String chapter) {
        this.chapter = chapter;
    }

    /** Looks up once which line tells of it: each kind has its own. Called in the middle of what that line does. */
    void locate() {
        if (place.isEmpty() && !isOfThePage()) {
            place = Place.ofCaller();
        }
    }

    /** What the page itself does is no step of the server. */
    private boolean isOfThePage() {
        return chapter.startsWith("watching.md");
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
