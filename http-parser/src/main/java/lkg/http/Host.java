package lkg.http;

import java.util.List;

/** The {@code Host} field: {@code uri-host [ ":" port ]} (RFC 9110 §7.2, RFC 3986 §3.2). */
final class Host {

    private Host() {}

    /** Exactly one valid Host in HTTP/1.1, one at the most before (RFC 9112 §3.2). */
    static void check(HttpVersion version, Headers headers) throws HttpException {
        List<String> values = headers.all("Host");
        if (values.isEmpty() && version == HttpVersion.HTTP_1_1) {
            throw new HttpException(400, "the Host field is missing");
        }
        if (values.size() > 1) {
            throw new HttpException(400, "there is more than one Host field");
        }
        if (values.size() == 1 && !isValid(values.get(0))) {
            throw new HttpException(400, "the Host field does not name a host");
        }
    }

    static boolean isValid(String hostAndPort) {
        if (hostAndPort.startsWith("[")) {
            int bracket = hostAndPort.indexOf(']');
            return bracket > 1 && isIpv6(hostAndPort.substring(1, bracket)) && isPort(hostAndPort, bracket + 1);
        }
        int colon = hostAndPort.indexOf(':');
        int end = colon < 0 ? hostAndPort.length() : colon;
        // An empty Host is legal (RFC 9112 §3.2), but a port of no host is not (RFC 9110 §4.2.1).
        return (end > 0 || colon < 0) && Grammar.isHost(hostAndPort, 0, end) && isPort(hostAndPort, end);
    }

    private static boolean isIpv6(String address) {
        return address.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128 || c == ':' || c == '.');
    }

    /** Whether nothing is at {@code start}, or a colon and a port, which may be empty. */
    private static boolean isPort(String text, int start) {
        return start == text.length() || text.charAt(start) == ':' && Grammar.isDigits(text, start + 1, text.length());
    }
}
