package lkg.server.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a {@code Forwarded} field (RFC 7239 §4). Strictly, from its beginning: a client could otherwise hide with a lone
 * quote what the proxy writes behind it.
 */
final class ForwardedField {

    private static final String TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~";

    private final String text;
    private int place;

    private ForwardedField(String text) {
        this.text = text;
    }

    /** The hops from the client to the last proxy. If the field is no list of them, one that is unknown. */
    static List<Hop> hops(String value) {
        return new ForwardedField(value).list().orElse(List.of(Hop.UNKNOWN));
    }

    private Optional<List<Hop>> list() {
        List<Hop> hops = new ArrayList<>();
        do {
            Optional<Hop> hop = element();
            if (hop.isEmpty()) {
                return Optional.empty();
            }
            hops.add(hop.get());
        } while (take(','));
        return place == text.length() ? Optional.of(hops) : Optional.empty();
    }

    private Optional<Hop> element() {
        String node = "";
        String protocol = "";
        do {
            skipBlanks();
            String name = token();
            if (!name.isEmpty()) {
                Optional<String> value = take('=') ? value() : Optional.empty();
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                node = name.equalsIgnoreCase("for") ? value.get() : node;
                protocol = name.equalsIgnoreCase("proto") ? value.get() : protocol;
            }
            skipBlanks();
        } while (take(';'));
        return Optional.of(Hop.of(node, protocol));
    }

    /** Addresses with colons have to be quoted. */
    private Optional<String> value() {
        if (!take('"')) {
            return Optional.of(token()).filter(token -> !token.isEmpty());
        }
        StringBuilder value = new StringBuilder();
        while (place < text.length()) {
            if (take('"')) {
                return Optional.of(value.toString());
            }
            take('\\');
            if (place < text.length()) {
                value.append(text.charAt(place++));
            }
        }
        return Optional.empty();
    }

    private String token() {
        int start = place;
        while (place < text.length() && isTokenCharacter(text.charAt(place))) {
            place++;
        }
        return text.substring(start, place);
    }

    private static boolean isTokenCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_CHARACTERS.indexOf(c) >= 0;
    }

    private void skipBlanks() {
        while (take(' ') || take('\t')) {}
    }

    private boolean take(char expected) {
        boolean isNext = place < text.length() && text.charAt(place) == expected;
        place += isNext ? 1 : 0;
        return isNext;
    }
}
