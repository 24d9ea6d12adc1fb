package lkg.http;

import java.util.List;
import java.util.Objects;

/**
 * What a handler answers. Immutable.
 *
 * <p>The fields that frame the message and manage the connection are not the handler's: {@link ResponseEncoder} writes
 * {@code Content-Length}, {@code Transfer-Encoding}, {@code Connection} and {@code Date} itself.
 *
 * @param status 200 to 599
 */
public record HttpResponse(int status, Headers headers, Body body) {

    /** Far more than any client reads, and little enough for a connection to keep several heads in memory. */
    private static final int MAX_FIELD_BYTES = 256 * 1024;

    private static final List<String> FIELDS_OF_THE_ENCODER =
            List.of("Content-Length", "Transfer-Encoding", "Connection", "Date");

    /**
     * Throws {@link IllegalArgumentException} for a status that is not final, a field of the encoder's, or more than
     * 256 KiB of fields as they are sent, and {@link NullPointerException} if a part is null.
     */
    public HttpResponse {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a response has a status from 200 to 599, not " + status);
        }
        if (headers.lines.length > MAX_FIELD_BYTES) {
            throw new IllegalArgumentException("the header fields of a response may have " + MAX_FIELD_BYTES
                    + " bytes, but these have " + headers.lines.length);
        }
        for (String name : FIELDS_OF_THE_ENCODER) {
            if (headers.contains(name)) {
                throw new IllegalArgumentException("the server writes " + name + " itself");
            }
        }
    }

    /** A response without fields and body. */
    public static HttpResponse of(int status) {
        return new HttpResponse(status, Headers.empty(), Body.EMPTY);
    }

    /** A response of plain text: {@code text/plain; charset=utf-8}. */
    public static HttpResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", Body.of(text));
    }

    /** A response of bytes in memory; they are copied. */
    public static HttpResponse bytes(int status, String contentType, byte[] bytes) {
        return of(status, contentType, Body.of(bytes));
    }

    /** A 200 response whose body {@code writer} writes: see {@link Body.Written}. */
    public static HttpResponse stream(String contentType, Body.Writer writer) {
        return of(200, contentType, new Body.Written(writer));
    }

    public static HttpResponse of(int status, String contentType, Body body) {
        return new HttpResponse(status, Headers.of("Content-Type", contentType), body);
    }

    /**
     * The response to a wrong or failed request: a line of text, of the status, a space and the message of
     * {@code reason}. A 503 says {@code Retry-After: 1}.
     */
    public static HttpResponse of(HttpException reason) {
        HttpResponse response = text(reason.status(), reason.status() + " " + reason.getMessage() + "\n");
        return reason.status() == 503 ? response.withHeader("Retry-After", "1") : response;
    }

    public HttpResponse withBody(Body body) {
        return new HttpResponse(status, headers, body);
    }

    /** Returns the same response with one more field. */
    public HttpResponse withHeader(String name, String value) {
        return new HttpResponse(status, headers.with(name, value), body);
    }
}
