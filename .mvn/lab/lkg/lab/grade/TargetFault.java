package lkg.lab.grade;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of {@link FirstFault} for targets and authorities (RFC 9112 §3.2, RFC 3986). Returns -1 if nothing is wrong.
 */
final class TargetFault {

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})[0-9A-Fa-f]?");
    private static final Pattern HTTP = Pattern.compile("(?i)http://([^/?]*)");
    private static final Pattern PORT = Pattern.compile(":0*(\\d*)");

    private TargetFault() {}

    static int in(String target, String method) {
        if (target.equals("*")) {
            return method.equals("OPTIONS") ? -1 : 0;
        }
        if (method.equals("CONNECT")) {
            return -1;
        }
        Matcher absolute = HTTP.matcher(target);
        if (absolute.lookingAt()) {
            if (absolute.group(1).isEmpty()) {
                return absolute.start(1);
            }
            int fault = inAuthority(absolute.group(1));
            if (fault >= 0) {
                return absolute.start(1) + fault;
            }
        } else if (!target.startsWith("/")) {
            return 0;
        }
        return badEscape(target);
    }

    /** A host and a port; empty is allowed. */
    static int inAuthority(String authority) {
        int host = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        if (authority.startsWith("[") && !authority.matches("(?s)\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*].*")) {
            return host == 0 ? authority.length() : 1;
        }
        int end = host < 0 ? authority.length() : host;
        for (int i = authority.startsWith("[") ? end : 0; i < end; i++) {
            char c = authority.charAt(i);
            if (c <= ' ' || c >= 0x7f || "/?#@\\\"<>^`{|}[]".indexOf(c) >= 0) {
                return i;
            }
        }
        if (end == 0 && !authority.isEmpty()) {
            return 0;
        }
        int escape = badEscape(authority.substring(0, end));
        return escape >= 0 ? escape : port(authority, end);
    }

    private static int port(String authority, int start) {
        if (start == authority.length()) {
            return -1;
        }
        Matcher port = PORT.matcher(authority).region(start, authority.length());
        if (!port.lookingAt()) {
            return start;
        }
        if (port.group(1).length() > 5 || port.group(1).length() == 5 && Integer.parseInt(port.group(1)) > 65_535) {
            return Math.min(port.start(1) + 5, port.end(1)) - 1;
        }
        return port.end() < authority.length() ? port.end() : -1;
    }

    /** The byte at which it is clear that a percent sign begins no escape. */
    private static int badEscape(String text) {
        Matcher bad = BAD_ESCAPE.matcher(text);
        return bad.find() ? bad.end() : -1;
    }
}
