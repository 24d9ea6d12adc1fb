package lkg.server.bench.restart;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What became of requests. Threads count together. */
final class Outcomes {

    /** What can become of a request. */
    enum Outcome {
        /** With the right status and the right body. */
        ANSWERED,
        /** With another status. */
        OTHER_STATUS,
        /** The connection was refused. */
        REFUSED,
        /** A new connection, accepted by the kernel and then reset or closed without a byte of an answer. */
        LOST_FRESH,
        /** A connection that had carried an answer before, reset or closed without a byte of the next one. */
        LOST_KEPT,
        /** The answer broke off, or had another body. */
        BROKEN
    }

    private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();

    void count(Outcome outcome) {
        add(outcome.name());
    }

    void countStatus(int status) {
        count(Outcome.OTHER_STATUS);
        add("status " + status);
    }

    long of(Outcome outcome) {
        return of(outcome.name());
    }

    /** Requests without a whole answer. */
    long unanswered() {
        return of(Outcome.REFUSED) + of(Outcome.LOST_FRESH) + of(Outcome.LOST_KEPT) + of(Outcome.BROKEN);
    }

    long requests() {
        return of(Outcome.ANSWERED) + of(Outcome.OTHER_STATUS) + unanswered();
    }

    /** Each wrong status, and how often it came: {@code 502: 17, 503: 4}. */
    String otherStatuses() {
        String statuses = counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("status "))
                .map(entry -> "%s: %,d"
                        .formatted(
                                entry.getKey().substring("status ".length()),
                                entry.getValue().get()))
                .collect(Collectors.joining(", "));
        return statuses.isEmpty() ? "0" : statuses;
    }

    private void add(String what) {
        counts.computeIfAbsent(what, key -> new AtomicLong()).incrementAndGet();
    }

    private long of(String what) {
        AtomicLong count = counts.get(what);
        return count == null ? 0 : count.get();
    }
}
