package lkg.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lkg.buffer.Buffer;

/** The first line of a request: {@code method SP request-target SP HTTP-version} (RFC 9112 §3). */
record RequestLine(String method, String target, String path, Optional<String> query, HttpVersion version) {

    /** Reads the line that is the first {@code length} bytes of {@code in}, and consumes nothing. */
    static RequestLine parse(Buffer in, int length) throws HttpException {
        int methodEnd = endOfMethod(in, length);
        int targetStart = methodEnd + 1;
        int targetEnd = endOfTarget(in, targetStart, length);
        // Nearly all requests have this one: no need for a string each.
        String method = matches(in, 0, methodEnd, "GET") ? "GET" : in.latin1(0, methodEnd);
        String target = in.latin1(targetStart, targetEnd - targetStart);
        HttpVersion version = version(in, targetEnd + 1, length);
        return of(method, target, version);
    }

    /**
     * The line of a request that was not received.
     *
     * @throws IllegalArgumentException if the parser would refuse it
     */
    static RequestLine of(String method, String target) {
        String line = method + " " + target + " HTTP/1.1";
        // In UTF-8 no character becomes one that the parser takes for another: ISO 8859-1 would write '?' for most.
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        Buffer in = new Buffer(bytes.length);
        in.append(bytes);
        try {
            return parse(in, bytes.length);
        } catch (HttpException e) {
            throw new IllegalArgumentException("'" + line + "': " + e.getMessage(), e);
        }
    }

    RequestLine withPath(String path) {
        return new RequestLine(method, target, path, query, version);
    }

    private static int endOfMethod(Buffer in, int length) throws HttpException {
        int end = 0;
        while (end < length && Grammar.isTokenChar(in.get(end))) {
            end++;
        }
        if (end == 0 || end == length || in.get(end) != Grammar.SP) {
            throw new HttpException(400, "the request line must begin with a method and one space");
        }
        return end;
    }

    private static int endOfTarget(Buffer in, int start, int length) throws HttpException {
        int end = start;
        while (end < length && (Grammar.isTargetChar(in.get(end)) || isEscape(in, end, length))) {
            end++;
        }
        if (end < length && in.get(end) == '%') {
            throw new HttpException(
                    400, "a percent sign in the request target must have two hexadecimal digits behind it");
        }
        if (end == start || end == length || in.get(end) != Grammar.SP) {
            throw new HttpException(400, "the request target must be visible ASCII with one space behind it");
        }
        return end;
    }

    private static boolean isEscape(Buffer in, int start, int length) {
        return start + 2 < length && Grammar.isEscape(in.get(start), in.get(start + 1), in.get(start + 2));
    }

    /** {@code HTTP-version = "HTTP/" DIGIT "." DIGIT}, in this case of letters (RFC 9112 §2.3). */
    private static HttpVersion version(Buffer in, int start, int length) throws HttpException {
        if (length - start != "HTTP/1.1".length()
                || !matches(in, start, start + 5, "HTTP/")
                || !Grammar.isDigit(in.get(start + 5))
                || in.get(start + 6) != '.'
                || !Grammar.isDigit(in.get(start + 7))) {
            throw new HttpException(400, "the request line must end in a version such as HTTP/1.1");
        }
        if (in.get(start + 5) != '1') {
            throw new HttpException(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
        }
        return in.get(start + 7) == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    }

    private static boolean matches(Buffer in, int start, int end, String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (in.get(start + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static RequestLine of(String method, String target, HttpVersion version) throws HttpException {
        if (method.equals("CONNECT")) {
            throw new HttpException(501, "this server is not a proxy: there is no CONNECT");
        }
        if (target.equals("*")) {
            // asterisk-form is for OPTIONS only (RFC 9112 §3.2.4)
            if (!method.equals("OPTIONS")) {
                throw new HttpException(400, "the target * is for OPTIONS");
            }
            return new RequestLine(method, target, "*", Optional.empty(), version);
        }
        String pathAndQuery = target.startsWith("/") ? target : pathAndQueryOfAbsoluteForm(target);
        int question = pathAndQuery.indexOf('?');
        if (question < 0) {
            return new RequestLine(method, target, pathAndQuery, Optional.empty(), version);
        }
        String path = pathAndQuery.substring(0, question);
        Optional<String> query = Optional.of(pathAndQuery.substring(question + 1));
        return new RequestLine(method, target, path, query, version);
    }

    /** {@code absolute-form}, which a server must accept although clients send it to proxies only (RFC 9112 §3.2.2). */
    private static String pathAndQueryOfAbsoluteForm(String target) throws HttpException {
        boolean isHttps = startsWithIgnoringCase(target, "https://");
        int authority = isHttps ? 8 : startsWithIgnoringCase(target, "http://") ? 7 : 0;
        int end = authority;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        if (authority == 0
                || end == authority
                || !Host.isValid(target.getBytes(StandardCharsets.US_ASCII), authority, end)) {
            throw new HttpException(400, "the request target must be a path, or an absolute URL of this server");
        }
        // An https resource is for secured connections only, and ours are not (RFC 9110 §7.4).
        if (isHttps) {
            throw new HttpException(421, "an https URL must be requested over TLS, and this connection has none");
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static boolean startsWithIgnoringCase(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
