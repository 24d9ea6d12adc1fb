package lkg.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import lkg.buffer.Buffer;

/**
 * Turns responses into bytes: the head; the body follows as it is.
 *
 * <p>Thread-safe: one serves all connections.
 */
public final class ResponseEncoder {

    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
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
     * Appends the head of {@code response} to {@code out}, with its {@code Date} (RFC 9110 §6.6.1), its length and what
     * becomes of the connection.
     *
     * @param requested the version of the request: HTTP/1.0 has to be told when a connection stays open
     * @throws IllegalStateException if {@code out} has no room for it
     */
    public void encodeHead(HttpResponse response, HttpVersion requested, Persistence persistence, Buffer out) {
        out.append(StatusLines.of(response.status()));
        out.append(dateField());
        // Neither has a body, and the length of a 304 would be that of the 200 it stands for (RFC 9110 §8.6).
        if (response.status() != 204 && response.status() != 304) {
            out.append(CONTENT_LENGTH);
            appendDecimal(response.body().length(), out);
            out.append(CRLF);
        }
        if (persistence == Persistence.CLOSE) {
            out.append(CONNECTION_CLOSE);
        } else if (requested == HttpVersion.HTTP_1_0) {
            out.append(CONNECTION_KEEP_ALIVE);
        }
        response.headers().appendTo(out);
        out.append(CRLF);
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
