package lkg.http;

import java.util.Optional;

/**
 * A complete request. Made by {@link RequestParser}, and never changed.
 *
 * @param method a token; case matters, and which methods exist is up to the handler (RFC 9110 §9.1)
 * @param target as it was sent (RFC 9112 §3.2)
 * @param path of the target, still percent-encoded, without the query; starts with a slash, or is {@code *}
 * @param query what follows the first question mark, still encoded
 * @param headers the fields of the head
 * @param body without any chunk framing; empty if there is none. Not a copy: treat it as read-only
 * @param trailers the fields behind a chunked body, apart from the headers, because they came unasked (RFC 9110 §6.5.1)
 */
public record HttpRequest(
        String method,
        String target,
        String path,
        Optional<String> query,
        HttpVersion version,
        Headers headers,
        byte[] body,
        Headers trailers) {

    /** Whether the client wants the connection to stay open after the response (RFC 9112 §9.3). */
    public boolean isKeepAlive() {
        if (headers.hasToken("Connection", "close")) {
            return false;
        }
        return version == HttpVersion.HTTP_1_1 || headers.hasToken("Connection", "keep-alive");
    }
}
