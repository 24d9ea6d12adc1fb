package lkg.http;

/** The {@code Host} field: {@code uri-host [ ":" port ]} (RFC 9110 §7.2, RFC 3986 §3.2). */
final class Host {

    private static final int MAX_PORT = 65535;

    private Host() {}

    /** Exactly one valid Host in HTTP/1.1, one at the most before (RFC 9112 §3.2). */
    static void check(HttpVersion version, Headers headers) throws HttpException {
        int field = headers.next("Host", 0);
        if (field == headers.size()) {
            if (version == HttpVersion.HTTP_1_1) {
                throw new HttpException(400, "the Host field is missing");
            }
            return;
        }
        if (headers.next("Host", field + 1) < headers.size()) {
            throw new HttpException(400, "there is more than one Host field");
        }
        // Looked at where it is: each request has one, and hardly anybody asks what it says.
        if (!isValid(headers.lines, headers.valueStart(field), headers.valueEnd(field))) {
            throw new HttpException(400, "the Host field must be a host, or a host, a colon and a port up to 65535");
        }
    }

    /** Whether the bytes from {@code start} to {@code end} are a host, and a port if there is a colon. */
    static boolean isValid(byte[] text, int start, int end) {
        if (start < end && text[start] == '[') {
            int bracket = indexOf(']', text, start, end);
            return bracket > start + 1
                    && bracket < end
                    && isIpv6(text, start + 1, bracket)
                    && isPort(text, bracket + 1, end);
        }
        int colon = indexOf(':', text, start, end);
        // An empty Host is legal (RFC 9112 §3.2), but a port of no host is not (RFC 9110 §4.2.1).
        return (colon > start || colon == end) && Grammar.isHost(text, start, colon) && isPort(text, colon, end);
    }

    /** Returns {@code end} if there is none. */
    private static int indexOf(char c, byte[] text, int start, int end) {
        int index = start;
        while (index < end && text[index] != c) {
            index++;
        }
        return index;
    }

    private static boolean isIpv6(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Grammar.isHexDigit(text[i]) && text[i] != ':' && text[i] != '.') {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing is at {@code start}, or a colon and a port, which may be empty. */
    private static boolean isPort(byte[] text, int start, int end) {
        if (start == end) {
            return true;
        }
        if (text[start] != ':') {
            return false;
        }
        int port = 0;
        for (int i = start + 1; i < end; i++) {
            port = 10 * port + text[i] - '0';
            // Also keeps the number from overflowing, however many digits there are.
            if (!Grammar.isDigit(text[i]) || port > MAX_PORT) {
                return false;
            }
        }
        return true;
    }
}
