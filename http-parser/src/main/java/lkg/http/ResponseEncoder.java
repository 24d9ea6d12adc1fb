package lkg.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import lkg.buffer.Buffer;

/**
 * Turns responses into bytes: the head, and the chunks of a body of unknown length. Other bodies follow as they are.
 *
 * <p>Thread-safe: one serves all connections.
 */
public final class ResponseEncoder {

    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] CONNECTION_CLOSE = ascii("Connection: close\r\n");
    private static final byte[] CONNECTION_KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] CRLF = ascii("\r\n");

    /** A {@code Date} field, good for one second. */
    private record DateField(long second, byte[] bytes) {}

    private final InstantSource clock;
    private volatile DateField date = new DateField(Long.MIN_VALUE, CRLF);

    /**
     * Makes an encoder.
     *
     * @param clock tells the {@code Date} of the responses
     */
    public ResponseEncoder(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the body of a response is sent at all (RFC 9112 §6.3): not to HEAD, and not with 204 and 304. */
    public static boolean hasBody(String method, int status) {
        return !method.equals("HEAD") && status != 204 && status != 304;
    }

    /**
     * Appends the head of {@code response} to {@code out}: a status line of HTTP/1.1, whatever the client speaks, and
     * fields in any order, but the handler's in theirs. The encoder's are:
     *
     * <ul>
     *   <li>{@code Date} (RFC 9110 §6.6.1);
     *   <li>{@code Content-Length}, or {@code Transfer-Encoding: chunked} for a body of unknown length (in HTTP/1.0
     *       that has neither, and ends with the connection). A 204 and a 304 have neither (RFC 9110 §8.6);
     *   <li>{@code Connection: close} if it closes, {@code Connection: keep-alive} if it stays open in HTTP/1.0.
     * </ul>
     *
     * <p>The reason phrase is the one of RFC 9110 §15, for 429 and 431 that of RFC 6585, and empty for a status that
     * neither has. The answer to HEAD has the same head as that to GET.
     *
     * @param requested the version of the request: HTTP/1.0 has to be told when a connection stays open
     * @param persistence must be CLOSE if a body of unknown length follows for HTTP/1.0: only the close ends it
     * @throws IllegalStateException if {@code out} has no room for it
     */
    public void encodeHead(HttpResponse response, HttpVersion requested, Persistence persistence, Buffer out) {
        out.append(StatusLines.of(response.status()));
        out.append(dateField());
        // Neither has a body, and the length of a 304 would be that of the 200 it stands for (RFC 9110 §8.6).
        if (response.status() != 204 && response.status() != 304) {
            encodeFraming(response.body().length(), requested, out);
        }
        if (persistence == Persistence.CLOSE) {
            out.append(CONNECTION_CLOSE);
        } else if (requested == HttpVersion.HTTP_1_0) {
            out.append(CONNECTION_KEEP_ALIVE);
        }
        response.headers().appendTo(out);
        out.append(CRLF);
    }

    /** HTTP/1.0 has no chunks: there a body without a length ends with the connection (RFC 9112 §6.3). */
    private static void encodeFraming(long length, HttpVersion requested, Buffer out) {
        if (length != Body.UNKNOWN_LENGTH) {
            out.append(CONTENT_LENGTH);
            appendDecimal(length, out);
            out.append(CRLF);
        } else if (requested == HttpVersion.HTTP_1_1) {
            out.append(CHUNKED);
        }
    }

    /**
     * Moves all of {@code content} to {@code out} as a chunk (RFC 9112 §7.1).
     *
     * @throws IllegalArgumentException if {@code content} is empty: a chunk of no bytes would end the body
     * @throws IllegalStateException if {@code out} has no room for it
     */
    public void encodeChunk(Buffer content, Buffer out) {
        if (content.isEmpty()) {
            throw new IllegalArgumentException("a chunk must have content, since an empty one ends the body");
        }
        out.appendLatin1(Integer.toHexString(content.readableBytes()));
        out.append(CRLF);
        out.appendFrom(content, content.readableBytes());
        out.append(CRLF);
    }

    /** Appends the end of a body in chunks. */
    public void encodeLastChunk(Buffer out) {
        out.append(LAST_CHUNK);
    }

    /** Appends the interim response for which a client waits that sent {@code Expect: 100-continue}. */
    public void encodeContinue(Buffer out) {
        out.append(CONTINUE);
    }

    private static void appendDecimal(long value, Buffer out) {
        if (value >= 10) {
            appendDecimal(value / 10, out);
        }
        out.append((byte) ('0' + value % 10));
    }

    private byte[] dateField() {
        long second = Math.floorDiv(clock.millis(), 1000);
        DateField current = date;
        if (current.second() != second) {
            String now = HttpDate.format(Instant.ofEpochSecond(second));
            current = new DateField(second, ascii("Date: " + now + "\r\n"));
            date = current;
        }
        return current.bytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
