package lkg.server.watch;

import java.nio.charset.StandardCharsets;
import lkg.buffer.Buffer;
import lkg.http.Source;

/**
 * A recording, made in pieces while it is sent: all of it has some 15 MB, and many may ask for it and take nothing. What
 * leaves the ring before its turn comes is told of in its place.
 */
final class RecordingSource implements Source {

    private static final int EVENTS_AT_ONCE = 100;
    private static final String END = "]}";

    private final EventRing ring;
    private final long last;
    private long next;
    private boolean hasEvents;
    private boolean ended;
    private byte[] piece;
    private int sent;

    /**
     * With the events from {@code first} to {@code last}.
     *
     * @param head a recording without events, whose last field they are
     */
    RecordingSource(EventRing ring, String head, long first, long last) {
        if (!head.endsWith("[" + END)) {
            throw new IllegalArgumentException("a recording ends with its events");
        }
        this.ring = ring;
        this.next = first;
        this.last = last;
        this.piece = ascii(head.substring(0, head.length() - END.length()));
    }

    @Override
    public Next pull(Buffer out, int most) {
        for (int room = most; room > 0; ) {
            if (sent == piece.length) {
                if (ended) {
                    return Next.END;
                }
                piece = ascii(nextPiece());
                sent = 0;
            }
            int count = Math.min(room, piece.length - sent);
            out.append(piece, sent, count);
            sent += count;
            room -= count;
        }
        return Next.MORE;
    }

    private String nextPiece() {
        EventRing.Batch batch = ring.read(next, (int) Math.min(EVENTS_AT_ONCE, last - next + 1));
        if (next > last || batch.events().isEmpty()) {
            ended = true;
            return END;
        }
        next = batch.next();
        String comma = hasEvents ? "," : "";
        hasEvents = true;
        return comma + batch.toJson();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {}
}
