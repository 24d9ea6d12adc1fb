package lkg.server.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * The latest events, in the order in which they were numbered. A new event takes the place of the oldest. Thread-safe,
 * and nobody waits: neither who adds an event nor who reads.
 */
final class EventRing {

    /** Events that come while a reader reads take the places of the oldest: it leaves so many alone. */
    private static final int MARGIN = 256;

    private final AtomicReferenceArray<TraceEvent> events;
    private final AtomicLong last = new AtomicLong();
    private final long beganNanos = System.nanoTime();

    /** Who has started a visit waits for its end, however many events come behind it. */
    private volatile Optional<TraceEvent> lastOfVisit = Optional.empty();

    EventRing(int capacity) {
        events = new AtomicReferenceArray<>(capacity);
    }

    /**
     * Some events, one after another, and how many were gone before the first of them.
     *
     * @param visit is the last event of a visit, if it is among those that were gone
     * @param next the number to go on with
     */
    record Batch(Optional<TraceEvent> visit, List<TraceEvent> events, long dropped, long next) {

        /** The events as JSON, with commas between. The visit's comes first, then one that says how many were lost. */
        String toJson() {
            Json json = new Json();
            visit.ifPresent(event -> event.writeTo(json));
            long lost = dropped - visit.stream().count();
            if (lost > 0 && !events.isEmpty()) {
                json.begin()
                        .field("kind", "dropped")
                        .field("n", events.get(0).number() - 1)
                        .field("t", events.get(0).nanos())
                        .field("thread", "")
                        .field("count", lost)
                        .end();
            }
            events.forEach(event -> event.writeTo(json));
            return json.toString();
        }
    }

    void add(Kind kind, Fields fields) {
        add(kind, () -> fields);
    }

    /**
     * The same for fields that other threads change meanwhile. They are read when the event has its number: so the last
     * event that tells of a change is not older than the change. {@code fields} must not throw.
     */
    void add(Kind kind, Supplier<Fields> fields) {
        kind.locate();
        long number = last.incrementAndGet();
        long nanos = System.nanoTime() - beganNanos;
        put(new TraceEvent(number, nanos, Thread.currentThread().getName(), kind, fields.get()));
    }

    /** A thread may stand still between the two until the ring has gone round. Then its event is lost. */
    void put(TraceEvent event) {
        if (event.kind() == Kind.VISIT) {
            lastOfVisit = Optional.of(event);
        }
        events.accumulateAndGet(
                place(event.number()), event, (old, late) -> old != null && old.number() > late.number() ? old : late);
    }

    /** Where an instant of {@link System#nanoTime} is in this trace. */
    long since(long instantNanos) {
        return instantNanos - beganNanos;
    }

    /** How many events there have been. */
    long count() {
        return last.get();
    }

    /**
     * The events from number {@code from} on, {@code most} at the most.
     *
     * @param from 1 or more
     */
    Batch read(long from, int most) {
        long oldest = last.get() - events.length() + 1;
        long first = oldest > from ? Math.min(last.get() + 1, oldest + MARGIN) : from;
        List<TraceEvent> batch = new ArrayList<>();
        for (long number = first; batch.size() < most; number++) {
            TraceEvent event = events.get(place(number));
            if (event == null || event.number() != number) {
                // It is being added, or was overwritten a moment ago: the next call tells.
                break;
            }
            batch.add(event);
        }
        Optional<TraceEvent> visit = lastOfVisit.filter(event -> from <= event.number() && event.number() < first);
        return new Batch(visit, batch, first - from, first + batch.size());
    }

    private int place(long number) {
        return (int) (number % events.length());
    }
}
