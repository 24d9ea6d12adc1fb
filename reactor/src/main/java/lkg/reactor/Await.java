package lkg.reactor;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a handler waits for next: the value that each of its methods has to return.
 *
 * <p>A handler cannot forget to re-arm its channel, to set a deadline or to say that it is done, because a path that
 * says nothing does not compile. The loop carries the value out after the handler has returned.
 *
 * <p>Whatever the handler waits for, a wake-up ends the wait: {@link EventHandler#onReady} is called. A wake-up that
 * comes while the handler is at work ends its next wait at once, so none is lost.
 *
 * <p>A timeout counts from when the loop carries the value out. It must be positive: the methods that take one throw
 * {@link IllegalArgumentException} otherwise.
 *
 * <p>Immutable. A value with a fixed duration is made once and returned many times.
 */
public final class Await {

    enum Kind {
        READINESS,
        UNCHANGED,
        HANDED_OVER,
        CLOSED
    }

    static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final Await ACCEPTABLE = new Await(Kind.READINESS, SelectionKey.OP_ACCEPT, NO_DEADLINE);
    private static final Await READABLE = new Await(Kind.READINESS, SelectionKey.OP_READ, NO_DEADLINE);
    private static final Await WOKEN = new Await(Kind.READINESS, 0, NO_DEADLINE);
    private static final Await UNCHANGED = new Await(Kind.UNCHANGED, 0, NO_DEADLINE);
    private static final Await CLOSED = new Await(Kind.CLOSED, 0, NO_DEADLINE);

    final Kind kind;
    final int interestOps;
    final long timeoutNanos;
    final Optional<EventHandler> successor;

    private Await(Kind kind, int interestOps, long timeoutNanos) {
        this(kind, interestOps, timeoutNanos, Optional.empty());
    }

    private Await(Kind kind, int interestOps, long timeoutNanos, Optional<EventHandler> successor) {
        this.kind = kind;
        this.interestOps = interestOps;
        this.timeoutNanos = timeoutNanos;
        this.successor = successor;
    }

    /** Bytes to read, or {@link EventHandler#onTimeout} after {@code timeout}. */
    public static Await readable(Duration timeout) {
        return new Await(Kind.READINESS, SelectionKey.OP_READ, positiveNanos(timeout));
    }

    /** Bytes to read, without a deadline: for a handler that expects to be woken, and wants to see its peer leave. */
    public static Await readable() {
        return READABLE;
    }

    /** Room to write, or {@link EventHandler#onTimeout} after {@code timeout}. */
    public static Await writable(Duration timeout) {
        return new Await(Kind.READINESS, SelectionKey.OP_WRITE, positiveNanos(timeout));
    }

    /** A connection to accept, without a deadline. */
    public static Await acceptable() {
        return ACCEPTABLE;
    }

    /** Nothing but {@link EventHandler#onTimeout} after {@code timeout}. */
    public static Await pause(Duration timeout) {
        return new Await(Kind.READINESS, 0, positiveNanos(timeout));
    }

    /** Nothing but a wake-up, without a deadline. */
    public static Await woken() {
        return WOKEN;
    }

    /**
     * The same wait as before, with the deadline left where it is: after a wait for a wake-up, the next wake-up; after
     * a pause, the rest of it. If the deadline has passed while the handler was at work, {@link EventHandler#onReady}
     * is called once more if it is due, and otherwise {@link EventHandler#onTimeout}. Returned from {@code onTimeout}
     * it counts as a bug and closes the channel, because its deadline would pass again at once.
     */
    public static Await unchanged() {
        return UNCHANGED;
    }

    /**
     * The channel belongs to {@code next} from now on, which waits for {@code first}. No method of the old handler is
     * called any more, {@link EventHandler#onClosed} included. The executor stays the same, and the old handler's
     * wake-up now wakes {@code next}.
     *
     * @param first a readiness, a pause or a wake-up
     * @throws IllegalArgumentException if {@code first} is {@link #unchanged}, {@link #closed} or another hand-over
     */
    public static Await handOver(EventHandler next, Await first) {
        if (first.kind != Kind.READINESS) {
            throw new IllegalArgumentException("a handler cannot take over a channel with '" + first + "'");
        }
        return new Await(Kind.HANDED_OVER, first.interestOps, first.timeoutNanos, Optional.of(next));
    }

    /** Nothing: the loop closes the channel. */
    public static Await closed() {
        return CLOSED;
    }

    /**
     * Whether the loop will tell of bytes to read: not if this is {@link #unchanged}, whatever the wait before was, and
     * not if it hands over, whatever the next handler will wait for.
     */
    public boolean isReadable() {
        return kind == Kind.READINESS && interestOps == SelectionKey.OP_READ;
    }

    /** The handler that the channel belongs to from now on, if it was handed over. */
    public Optional<EventHandler> successor() {
        return successor;
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

    /** What is waited for, in words. Different waits have different texts. */
    @Override
    public String toString() {
        return switch (kind) {
            case READINESS -> readiness();
            case UNCHANGED -> "unchanged";
            case HANDED_OVER -> "handed over, then " + readiness();
            case CLOSED -> "closed";
        };
    }

    private String readiness() {
        Duration timeout = Duration.ofNanos(timeoutNanos);
        if (interestOps == 0) {
            return hasDeadline() ? "a pause of " + timeout : "woken";
        }
        String readiness = switch (interestOps) {
            case SelectionKey.OP_READ -> "readable";
            case SelectionKey.OP_WRITE -> "writable";
            default -> "acceptable";
        };
        return hasDeadline() ? readiness + " within " + timeout : readiness;
    }

    /** Two values are equal when the loop would do the same for both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Await that
                && kind == that.kind
                && interestOps == that.interestOps
                && timeoutNanos == that.timeoutNanos
                && successor.equals(that.successor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, interestOps, timeoutNanos, successor);
    }
}
