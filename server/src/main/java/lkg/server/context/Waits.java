package lkg.server.context;

import java.time.Duration;
import lkg.reactor.Await;

/** What a connection may wait for: made once from the timeouts, so that no request allocates them. */
public final class Waits {

    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(1);

    /** The first byte of a request, on a connection that may well be used again at once. */
    public final Await settling;

    /** The first byte of a request, for the rest of the idle time. */
    public final Await idle;

    /** A request that has arrived already, when the server is about to end. */
    public final Await lastRequest = Await.readable(Duration.ofMillis(1));

    /** The rest of a request's head. */
    public final Await head;

    /** More of a request's body. */
    public final Await body;

    /** Room for more of the response. */
    public final Await room;

    /** A wake-up, while the client has sent so much in advance that its leaving cannot be noticed. */
    public final Await wakeUpUnread;

    /** The client's end of the connection. */
    public final Await linger;

    Waits(Timeouts timeouts) {
        Duration half = timeouts.idle().dividedBy(2);
        Duration settlingTime = half.compareTo(LONGEST_SETTLING) < 0 ? half : LONGEST_SETTLING;
        settling = Await.readable(settlingTime);
        idle = Await.readable(timeouts.idle().minus(settlingTime));
        head = Await.readable(timeouts.head());
        body = Await.readable(timeouts.stall());
        room = Await.writable(timeouts.stall());
        wakeUpUnread = Await.pause(timeouts.stall());
        linger = Await.readable(timeouts.linger());
    }
}
