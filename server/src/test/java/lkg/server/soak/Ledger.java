package lkg.server.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What became of each request of the well-behaved clients, and which hostile clients the server did not get rid of. */
final class Ledger {

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final AtomicLong latestNanos = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong refusedAtConnect = new AtomicLong();
    private final AtomicLong beyondLast = new AtomicLong();
    private final AtomicLong foundClosed = new AtomicLong();

    // Guarded by this: descriptions, and how often each was given.
    private final Map<String, Integer> lost = new TreeMap<>();
    private final Map<String, Integer> outlasted = new TreeMap<>();

    void asked(int requests) {
        asked.addAndGet(requests);
    }

    /** With the right status and the right body, after {@code waitedNanos}. */
    void answered(long waitedNanos) {
        answered.incrementAndGet();
        slowestNanos.accumulateAndGet(waitedNanos, Math::max);
    }

    /** As documented: with 503, or with 500 for want of a descriptor. */
    void refused() {
        refused.incrementAndGet();
    }

    /** Nobody listened, during a restart. */
    void refusedAtConnect(int requests) {
        refusedAtConnect.addAndGet(requests);
    }

    /** Sent again over a new connection, because the answer before them announced that it was the last. */
    void sentBeyondLastAnswer(int requests) {
        beyondLast.addAndGet(requests);
    }

    /**
     * Sent again over a new connection, because one that had been kept was closed before anything came back, as a
     * server may do to an idle one (RFC 9112 §9.3.1).
     */
    void foundConnectionClosed(int requests) {
        foundClosed.addAndGet(requests);
    }

    /** Anything else. */
    synchronized void lost(String description) {
        lost.merge(description, 1, Integer::sum);
    }

    /** A hostile client was still there when it should have been thrown out. */
    synchronized void outlasted(String description) {
        outlasted.merge(description, 1, Integer::sum);
    }

    /** With much more than the server's timeouts it is the clients who are slow: the machine has too much to do. */
    void stepWasLate(long nanos) {
        latestNanos.accumulateAndGet(nanos, Math::max);
    }

    private static String millis(AtomicLong nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.get()) + " ms";
    }

    synchronized Map<String, Integer> lost() {
        return new TreeMap<>(lost);
    }

    synchronized Map<String, Integer> outlasted() {
        return new TreeMap<>(outlasted);
    }

    long askedInAll() {
        return asked.get();
    }

    long answeredInAll() {
        return answered.get();
    }

    long lostInAll() {
        return lost().values().stream().mapToLong(Integer::longValue).sum();
    }

    long decidedInAll() {
        return answered.get() + refused.get() + refusedAtConnect.get() + lostInAll();
    }

    @Override
    public String toString() {
        StringBuilder rows = new StringBuilder(asked + " asked = " + answered + " answered + " + refused + " refused + "
                + refusedAtConnect
                + " refused at connect + " + lostInAll() + " lost\n    sent again: " + beyondLast
                + " behind a last answer, " + foundClosed + " into a closed connection; the slowest answer took "
                + millis(slowestNanos) + ", the latest step of a client was late by " + millis(latestNanos));
        lost().forEach((description, count) -> rows.append("\n    lost " + count + ": " + description));
        outlasted().forEach((client, count) -> rows.append("\n    stayed " + count + ": " + client));
        return rows.toString();
    }
}
