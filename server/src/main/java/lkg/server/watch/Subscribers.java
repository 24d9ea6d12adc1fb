package lkg.server.watch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lkg.reactor.LoopLog;
import lkg.server.EventStream;
import lkg.server.ServerSentEvent;

/**
 * Sends the events of a trace to the pages that are open, from where each of them is. A page that does not keep up gets
 * them later; what has left the ring by then is lost to it, and it is told how many events that were. Only the end of a
 * visit is told all the same. Thread-safe.
 */
final class Subscribers {

    private static final LoopLog log = LoopLog.of(Subscribers.class);

    private static final int EVENTS_AT_ONCE = 100;

    /** For one page in one tick: a server under load must not spend its processors on being watched. */
    private static final int MAX_EVENTS_A_TICK = 300;

    private final EventRing ring;
    private final Runnable takeSnapshot;
    private long askedAt;
    private final Map<EventStream, Position> positions = new ConcurrentHashMap<>();

    /**
     * For the events of {@code ring}.
     *
     * @param takeSnapshot adds an event that says all that is the case
     */
    Subscribers(EventRing ring, Runnable takeSnapshot) {
        this.ring = ring;
        this.takeSnapshot = takeSnapshot;
    }

    /** How far a page is: the number of its next event, and the kinds that it knows the places of. */
    private static final class Position {
        private long next;
        private long kinds;

        /** The events before, if it had no room for them. They are not put into words again at each tick. */
        private Optional<ServerSentEvent> waiting = Optional.empty();

        private Position(long next) {
            this.next = next;
        }
    }

    void add(EventStream stream, long from) {
        positions.put(stream, new Position(from));
        stream.onEnded(() -> positions.remove(stream));
    }

    /** Sends what has happened since the last call. On one thread at a time. */
    void tick() {
        positions.forEach((stream, position) -> {
            try {
                send(stream, position);
            } catch (RuntimeException e) {
                // The other pages must not miss anything because of it.
                log.error("a page could not be told what happens", e);
                stream.end();
            }
        });
    }

    /** Whether each page has got, or is about to get, all that has happened. */
    boolean haveAll() {
        return positions.values().stream()
                .allMatch(position -> position.waiting.isEmpty() && position.next > ring.count());
    }

    private void send(EventStream stream, Position position) {
        long kinds = Kind.located();
        if (kinds != position.kinds && stream.offer(kinds())) {
            position.kinds = kinds;
        }
        for (int sent = 0; sent < MAX_EVENTS_A_TICK; sent += EVENTS_AT_ONCE) {
            if (position.waiting.isEmpty()) {
                read(position);
            }
            if (position.waiting.isEmpty() || !stream.offer(position.waiting.get())) {
                return;
            }
            position.waiting = Optional.empty();
        }
    }

    private void read(Position position) {
        EventRing.Batch batch = ring.read(position.next, EVENTS_AT_ONCE);
        if (!batch.events().isEmpty()) {
            position.waiting = Optional.of(event(batch));
            position.next = batch.next();
            if (batch.dropped() > 0) {
                catchUp(batch.next());
            }
        }
    }

    /** A page that has missed how connections ended would show them for ever. One look is enough for all of the ring. */
    private void catchUp(long next) {
        if (next > askedAt) {
            askedAt = ring.count();
            takeSnapshot.run();
        }
    }

    private static ServerSentEvent kinds() {
        return ServerSentEvent.of(new Json().value(Recording.kinds()).toString())
                .withType("kinds");
    }

    private static ServerSentEvent event(EventRing.Batch batch) {
        return ServerSentEvent.of("[" + batch.toJson() + "]").withId(String.valueOf(batch.next() - 1));
    }
}
