package lkg.server.context;

import java.time.Duration;
import lkg.reactor.Await;

/** What a connection may wait for: made once from the timeouts, so that no request allocates them. */
public final class Waits {

    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(1);

    /** For a request that has arrived already. */
    private static final Duration SHORTEST_DRAIN = Duration.ofMillis(1);

    /** The first byte of a request, on a connection that may well be used again at once. */
    public final Await settling;

    /** The first byte of a request, for the rest of the idle time. */
    public final Await idle;

    /** A request that is on its way, when the server is about to end. */
    public final Await lastRequest;

    /** The same on a new connection: its client has connected in order to send one. */
    public final Await onlyRequest;

    /** The rest of a request's head. */
    public final Await head;

    /** The same time, for a TLS handshake. */
    public final long headNanos;

    /** More of a request's body. */
    public final Await body;

    /** Room for more of the response. */
    public final Await room;

    /** A wake-up with the answer. The client's leaving is noticed meanwhile. */
    public final Await answer;

    /** The same for a client that has left, or sends faster than a handler reads: it is not listened to. */
    public final Await answerUnheard;

    /** A wake-up, while the client has sent so much in advance that its leaving cannot be noticed. */
    public final Await wakeUpUnread;

    /** The client's end of the connection. */
    public final Await linger;

    private static final long MAX_BYTES_IN_STALL = Long.MAX_VALUE / 4;

    /** Of a body or a response, bytes that have to move in a stall timeout. */
    private final long bytesInStall;

    Waits(Timeouts timeouts, long minRate) {
        // Without Duration.dividedBy, which loads BigDecimal: that takes 15 ms of a start on JDK 25.
        Duration half = Duration.ofNanos(timeouts.idle().toNanos() / 2);
        Duration settlingTime = half.compareTo(LONGEST_SETTLING) < 0 ? half : LONGEST_SETTLING;
        Duration drainTime = longer(timeouts.drain(), SHORTEST_DRAIN);
        headNanos = timeouts.head().toNanos();
        settling = Await.readable(settlingTime);
        idle = Await.readable(timeouts.idle().minus(settlingTime));
        head = Await.readable(timeouts.head());
        body = Await.readable(timeouts.stall());
        room = Await.writable(timeouts.stall());
        wakeUpUnread = Await.pause(timeouts.stall());
        linger = Await.readable(timeouts.linger());
        lastRequest = Await.readable(drainTime);
        onlyRequest = Await.readable(longer(drainTime, settlingTime));
        answer = timeouts.handler().isZero() ? Await.readable() : Await.readable(timeouts.handler());
        answerUnheard = timeouts.handler().isZero() ? Await.woken() : Await.pause(timeouts.handler());
        double seconds = timeouts.stall().toMillis() / 1000.0;
        bytesInStall = (long) Math.max(1, Math.min(minRate * seconds, MAX_BYTES_IN_STALL));
    }

    /** For a body that is read, or a response that is written. */
    public Pace newPace() {
        return new Pace(bytesInStall);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
