package lkg.server.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses that are written as numbers. Anything else is none: no name is ever looked up. */
final class IpLiteral {

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");

    /** What an IPv6 address consists of; the JDK does the rest. No scope, which means nothing elsewhere. */
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:.]{2,45}");

    private IpLiteral() {}

    static Optional<InetAddress> parse(String text) {
        boolean isIpv6 = IPV6.matcher(text).matches();
        if (!isIpv6 && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // In brackets the JDK takes nothing but a literal.
            return Optional.of(InetAddress.getByName(isIpv6 ? "[" + text + "]" : text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
