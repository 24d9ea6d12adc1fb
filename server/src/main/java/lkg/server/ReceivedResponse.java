package lkg.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import lkg.http.Headers;

/**
 * A response as a client received it.
 *
 * @param headers all fields, with those that frame the message
 * @param body without its framing; treat it as read-only
 */
public record ReceivedResponse(int status, Headers headers, byte[] body) {

    /** The body, as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Reads the response at the front of {@code received}, as far as it has come.
     *
     * @param hasBody false for the response to a HEAD request
     * @param ended whether nothing more will come
     * @return empty if it is incomplete
     */
    static Optional<ReceivedResponse> parse(byte[] received, boolean hasBody, boolean ended) {
        String text = new String(received, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return Optional.empty();
        }
        String[] lines = text.substring(0, headEnd).split("\r\n");
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        Headers headers = Headers.empty();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers = headers.with(
                    line.substring(0, colon), line.substring(colon + 1).strip());
        }
        byte[] rest = Arrays.copyOfRange(received, headEnd + 4, received.length);
        if (status < 200) {
            return parse(rest, hasBody, ended);
        }
        Headers fields = headers;
        return body(status, headers, rest, hasBody, ended).map(body -> new ReceivedResponse(status, fields, body));
    }

    private static Optional<byte[]> body(int status, Headers headers, byte[] rest, boolean hasBody, boolean ended) {
        if (!hasBody || status == 204 || status == 304) {
            return Optional.of(new byte[0]);
        }
        if (headers.contains("Transfer-Encoding")) {
            return joinedChunks(rest);
        }
        int length =
                headers.first("Content-Length").map(Integer::parseInt).orElse(ended ? rest.length : Integer.MAX_VALUE);
        return rest.length < length ? Optional.empty() : Optional.of(Arrays.copyOf(rest, length));
    }

    private static Optional<byte[]> joinedChunks(byte[] chunks) {
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int position = 0;
        while (true) {
            int lineEnd = text.indexOf("\r\n", position);
            if (lineEnd < 0) {
                return Optional.empty();
            }
            int size = Integer.parseInt(text.substring(position, lineEnd), 16);
            int next = lineEnd + 2 + size + 2;
            if (next > chunks.length) {
                return Optional.empty();
            }
            if (size == 0) {
                return Optional.of(body.toByteArray());
            }
            body.write(chunks, lineEnd + 2, size);
            position = next;
        }
    }
}
