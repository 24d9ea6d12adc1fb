package lkg.server.watch;

import java.util.ArrayList;
import java.util.List;
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

    EventRing(int capacity) {
        events = new AtomicReferenceArray<>(capacity);
    }

    /**
     * Some events, one after another, and how many were gone before the first of them.
     *
     * @param next the number to go on with
     */
    record Batch(List<TraceEvent> events, long dropped, long next) {

        /** The events as JSON, with commas between. What was lost comes first, as an event of its own. */
        String toJson() {
            Json json = new Json();
            if (dropped > 0 && !events.isEmpty()) {
                json.begin()
                        .field("kind", "dropped")
                        .field("n", events.get(0).number() - 1)
                        .field("t", events.get(0).nanos())
                        .field("thread", "")
                        .field("count", dropped)
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
        return new Batch(batch, first - from, first + batch.size());
    }

    private int place(long number) {
        return (int) (number % events.length());
    }
}
