package lkg.server.admin;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Text of clients, made fit for a terminal and for JSON. */
final class EscapedText {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private EscapedText() {}

    /** Only printable ASCII; anything else, and the backslash and the quotation mark, as the escape that JSON has. */
    static String of(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                escaped.append('\\').append((char) character);
            } else if (character < FIRST_PRINTABLE || character > LAST_PRINTABLE) {
                escaped.append(String.format("\\u%04x", character));
            } else {
                escaped.append((char) character);
            }
        });
        return escaped.toString();
    }

    static byte[] bytes(String escaped) {
        return escaped.getBytes(StandardCharsets.US_ASCII);
    }

    /** An address and its port, as in a URL. */
    static String authority(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
