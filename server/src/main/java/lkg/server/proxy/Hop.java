package lkg.server.proxy;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of a request's way to the server, as the proxy behind it tells.
 *
 * @param from who sent the request on; empty if the proxy hides it, or writes nonsense
 * @param secure whether it was sent with https
 */
record Hop(Optional<InetSocketAddress> from, boolean secure) {

    /** A hop of which nothing is known. Whoever is in front of it cannot be believed. */
    static final Hop UNKNOWN = new Hop(Optional.empty(), false);

    private static final String PORT = "(?::([0-9]{1,5}|_[A-Za-z0-9._-]+))?";

    /** A node with its port (RFC 7239 §6). IPv6 needs brackets there. */
    private static final Pattern NODE = Pattern.compile("(?:\\[([^\\[\\]]*)]|([^:\\[\\]]*))" + PORT);

    static Hop of(String node, String protocol) {
        return new Hop(address(node), isSecure(protocol));
    }

    static boolean isSecure(String protocol) {
        return protocol.equalsIgnoreCase("https");
    }

    /** An element of X-Forwarded-For, which has IPv6 addresses also without brackets. */
    static Hop ofPlain(String node, String protocol) {
        boolean isBareIpv6 = node.indexOf(':') != node.lastIndexOf(':') && !node.startsWith("[");
        return of(isBareIpv6 ? "[" + node + "]" : node, protocol);
    }

    private static Optional<InetSocketAddress> address(String node) {
        Matcher parts = NODE.matcher(node);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String port = parts.group(3);
        int number = port == null || port.startsWith("_") ? 0 : Integer.parseInt(port);
        boolean isIpv6 = parts.group(1) != null;
        return IpLiteral.parse(isIpv6 ? parts.group(1) : parts.group(2))
                .filter(address -> number <= 0xffff)
                .map(address -> new InetSocketAddress(address, number));
    }
}
