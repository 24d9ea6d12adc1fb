package lkg.server.soak;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import lkg.server.Client;

/** A request as it goes over the wire, and which answer to it is right. */
record Request(String name, byte[] bytes, Predicate<Client.Response> isRight) {

    private static final String HOST = " HTTP/1.1\r\nHost: soak\r\n";

    static Request get(String target, int status, byte[] body) {
        return get(target, "", status, body);
    }

    /** {@code fields} are whole lines. */
    static Request get(String target, String fields, int status, byte[] body) {
        return new Request(
                "GET " + target,
                ("GET " + target + HOST + fields + "\r\n").getBytes(StandardCharsets.ISO_8859_1),
                answer -> answer.status() == status && Arrays.equals(answer.body(), body));
    }

    /** The server answers with the length and the checksum of the body. */
    static Request post(String target, byte[] body) {
        byte[] head = postHead(target, body.length);
        byte[] bytes = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, bytes, head.length, body.length);
        String receipt = Sample.receipt(body);
        return new Request(
                "POST " + target,
                bytes,
                answer -> answer.status() == 200 && answer.text().equals(receipt));
    }

    static byte[] postHead(String target, int bodyLength) {
        return ("POST " + target + HOST + "Content-Length: " + bodyLength + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static Request malformed(String text, int status) {
        return new Request(
                "malformed " + text.substring(0, text.indexOf('\r')).replaceAll("(x{10})x*", "$1..."),
                text.getBytes(StandardCharsets.ISO_8859_1),
                answer -> answer.status() == status);
    }
}
