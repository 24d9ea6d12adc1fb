package lkg.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a handler answers. Immutable.
 *
 * <p>The fields that frame the message and manage the connection are not the handler's: {@link ResponseEncoder} writes
 * {@code Content-Length}, {@code Connection} and {@code Date} itself, and never a {@code Transfer-Encoding}.
 *
 * @param status 200 to 599
 */
public record HttpResponse(int status, Headers headers, Body body) {

    private static final List<String> FIELDS_OF_THE_ENCODER =
            List.of("Content-Length", "Transfer-Encoding", "Connection", "Date");

    /** Throws {@link IllegalArgumentException} for a status that is not final, and for a field of the encoder's. */
    public HttpResponse {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a response has a status from 200 to 599, not " + status);
        }
        for (String name : FIELDS_OF_THE_ENCODER) {
            if (headers.contains(name)) {
                throw new IllegalArgumentException(name + " is written by the encoder, a handler cannot set it");
            }
        }
    }

    /** A response without fields and body. */
    public static HttpResponse of(int status) {
        return new HttpResponse(status, Headers.empty(), Body.EMPTY);
    }

    /** A response of plain text, in UTF-8. */
    public static HttpResponse text(int status, String text) {
        return bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A response of bytes in memory. */
    public static HttpResponse bytes(int status, String contentType, byte[] bytes) {
        return new HttpResponse(status, Headers.of("Content-Type", contentType), new Body.Bytes(bytes));
    }

    /** Returns the same response with one more field. */
    public HttpResponse withHeader(String name, String value) {
        return new HttpResponse(status, headers.with(name, value), body);
    }
}
