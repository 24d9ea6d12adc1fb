package lkg.reactor;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a handler waits for next: the answer that each of its methods has to give.
 *
 * <p>A handler cannot forget to re-arm its channel, to set a deadline or to say that it is done, because a path that
 * says nothing does not compile. The loop carries the answer out after the handler has returned.
 *
 * <p>Immutable. A value with a fixed duration is made once and returned many times.
 */
public final class Await {

    enum Kind {
        READINESS,
        UNCHANGED,
        PARKED,
        CLOSED
    }

    static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final Consumer<Parked> NOBODY = parked -> {};
    private static final Await ACCEPTABLE = new Await(Kind.READINESS, SelectionKey.OP_ACCEPT, NO_DEADLINE, NOBODY);
    private static final Await UNCHANGED = new Await(Kind.UNCHANGED, 0, NO_DEADLINE, NOBODY);
    private static final Await CLOSED = new Await(Kind.CLOSED, 0, NO_DEADLINE, NOBODY);

    final Kind kind;
    final int interestOps;
    final long timeoutNanos;
    final Consumer<Parked> holder;

    private Await(Kind kind, int interestOps, long timeoutNanos, Consumer<Parked> holder) {
        this.kind = kind;
        this.interestOps = interestOps;
        this.timeoutNanos = timeoutNanos;
        this.holder = holder;
    }

    /** Bytes to read, or {@link EventHandler#onTimeout} after {@code timeout}. */
    public static Await readable(Duration timeout) {
        return new Await(Kind.READINESS, SelectionKey.OP_READ, positiveNanos(timeout), NOBODY);
    }

    /** Room to write, or {@link EventHandler#onTimeout} after {@code timeout}. */
    public static Await writable(Duration timeout) {
        return new Await(Kind.READINESS, SelectionKey.OP_WRITE, positiveNanos(timeout), NOBODY);
    }

    /** A connection to accept, for as long as it takes. */
    public static Await acceptable() {
        return ACCEPTABLE;
    }

    /** Nothing but {@link EventHandler#onTimeout} after {@code timeout}. */
    public static Await pause(Duration timeout) {
        return new Await(Kind.READINESS, 0, positiveNanos(timeout), NOBODY);
    }

    /**
     * The same readiness as before, with the deadline left where it is. So it is no answer to {@link
     * EventHandler#onTimeout}, whose deadline has passed: there it counts as a bug, and closes the channel.
     */
    public static Await unchanged() {
        return UNCHANGED;
    }

    /**
     * Nothing, until {@link Parked#resume} is called. A parked channel has neither interest nor deadline. Its handler
     * belongs to the loop, which may close it at the loop's end, so whoever works meanwhile touches nothing of it.
     *
     * @param holder takes the handle that resumes the channel. It is called on the loop's thread, after the channel
     *     has been parked, so it may hand the work to another thread at once: no resumption can come too early
     */
    public static Await parked(Consumer<Parked> holder) {
        return new Await(Kind.PARKED, 0, NO_DEADLINE, Objects.requireNonNull(holder));
    }

    /** Nothing any more: the loop closes the channel. */
    public static Await closed() {
        return CLOSED;
    }

    boolean hasDeadline() {
        return timeoutNanos != NO_DEADLINE;
    }

    private static long positiveNanos(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a timeout must be positive, but is " + timeout);
        }
        return timeout.toNanos();
    }

    @Override
    public String toString() {
        return switch (kind) {
            case READINESS -> readiness();
            case UNCHANGED -> "unchanged";
            case PARKED -> "parked";
            case CLOSED -> "closed";
        };
    }

    private String readiness() {
        String timeout = hasDeadline() ? Duration.ofNanos(timeoutNanos).toString() : "";
        return switch (interestOps) {
            case SelectionKey.OP_READ -> "readable within " + timeout;
            case SelectionKey.OP_WRITE -> "writable within " + timeout;
            case SelectionKey.OP_ACCEPT -> "acceptable";
            default -> "a pause of " + timeout;
        };
    }

    /** Two answers are equal when the loop would do the same for both; parked ones when they have the same holder. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Await that
                && kind == that.kind
                && interestOps == that.interestOps
                && timeoutNanos == that.timeoutNanos
                && holder.equals(that.holder);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, interestOps, timeoutNanos, holder);
    }
}
