package lkg.server.tls;

import java.nio.ByteBuffer;

/** What the header of a TLS record says: a type, two bytes of a version, and the length of what follows (RFC 8446 §5.1). */
final class Records {

    private static final int HEADER_BYTES = 5;
    private static final int HANDSHAKE = 22;
    private static final int MAJOR_VERSION = 3;

    /** Of what follows the header: a fragment of 2^14 bytes, and what its encryption may add (RFC 5246 §6.2.3). */
    private static final int MAX_LENGTH = (1 << 14) + 2048;

    private Records() {}

    /** Whether {@code bytes} begin with a whole record. */
    static boolean hasWhole(ByteBuffer bytes) {
        return bytes.remaining() >= HEADER_BYTES && bytes.remaining() >= HEADER_BYTES + length(bytes);
    }

    /** Whether {@code bytes} may become the record that begins a handshake: so far nothing speaks against it. */
    static boolean mayBeginHandshake(ByteBuffer bytes) {
        int start = bytes.position();
        return (bytes.remaining() < 1 || bytes.get(start) == HANDSHAKE)
                && (bytes.remaining() < 2 || bytes.get(start + 1) == MAJOR_VERSION)
                && (bytes.remaining() < HEADER_BYTES || length(bytes) <= MAX_LENGTH);
    }

    /** Whether {@code bytes} may be the beginning of an HTTP request: a method, in capital letters. */
    static boolean looksLikeHttp(ByteBuffer bytes) {
        byte first = bytes.get(bytes.position());
        return first >= 'A' && first <= 'Z';
    }

    private static int length(ByteBuffer bytes) {
        return bytes.getShort(bytes.position() + HEADER_BYTES - Short.BYTES) & 0xffff;
    }
}
