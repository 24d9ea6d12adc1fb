package lkg.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts a body together for those parsers that hand it over in pieces. One request leaves the room to the next, so that
 * it costs only a copy and the result: nobody could do it for less, and most servers need more.
 */
public final class BodyInPieces {

    private static final byte[] NO_BODY = {};

    private final ByteBuffer room = ByteBuffer.allocate(64 * 1024);

    /** Takes all that remains of {@code piece}. */
    public void add(ByteBuffer piece) {
        room.put(piece);
    }

    /** Returns what was added since the last time. */
    public byte[] take() {
        if (room.position() == 0) {
            return NO_BODY;
        }
        byte[] body = Arrays.copyOf(room.array(), room.position());
        room.clear();
        return body;
    }
}
