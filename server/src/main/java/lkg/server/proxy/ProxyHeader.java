package lkg.server.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header of the PROXY protocol, version 1 or 2, with which a proxy says at the beginning of a connection whose it is.
 * Sections are those of HAProxy's {@code proxy-protocol.txt}.
 *
 * <p>Reads no byte beyond the header, so what follows it stays in the channel. Of version 1, a line whose length nobody
 * tells, it therefore reads two bytes at a time, which are at least its line break.
 */
final class ProxyHeader {

    /** The shortest header: {@code PROXY UNKNOWN} and a line break (§2.1). */
    private static final int SHORTEST = 15;

    /** Of version 1 (§2.1). */
    private static final int LONGEST_LINE = 107;

    /** Of version 2, in front of the addresses (§2.2). */
    private static final int FIXED = 16;

    /** Of version 2: much more than proxies send, and less than they might. */
    static final int LONGEST = 4096;

    private static final byte[] LINE_BEGIN = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PORT = "(0|[1-9][0-9]{0,4})";
    private static final Pattern LINE =
            Pattern.compile("PROXY (?:UNKNOWN(?: [^\r\n]*)?|TCP([46]) ([^ ]+) ([^ ]+) " + PORT + " " + PORT + ")\r\n");

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int TYPE_SSL = 0x20;
    private static final int CLIENT_SSL = 1;

    private byte[] bytes = new byte[LONGEST_LINE];
    private int length;

    /** No valid header has come. */
    static final class Malformed extends IOException {

        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    boolean hasBegun() {
        return length > 0;
    }

    /**
     * Reads what is there of the header, and returns whose connection it is once the header is complete: a hop from
     * nobody if it is the proxy's own, or of a kind that is unknown here.
     *
     * @throws Malformed if this is no header, or the connection has ended within it
     */
    Optional<Hop> readFrom(ReadableByteChannel channel) throws IOException {
        for (int missing = missing(); missing > 0; missing = missing()) {
            if (length + missing > bytes.length) {
                bytes = Arrays.copyOf(bytes, length + missing);
            }
            int count = channel.read(ByteBuffer.wrap(bytes, length, missing));
            if (count == -1) {
                throw new Malformed("the connection ended after " + length + " bytes of a PROXY header");
            }
            if (count == 0) {
                return Optional.empty();
            }
            length += count;
        }
        return Optional.of(isLine() ? line() : binary());
    }

    /** How many of the bytes that come next are surely of the header. */
    private int missing() throws Malformed {
        if (!begins(LINE_BEGIN) && !begins(SIGNATURE)) {
            throw new Malformed("this is no PROXY header");
        }
        if (length < SHORTEST) {
            return SHORTEST - length;
        }
        if (isLine()) {
            return missingOfLine();
        }
        if (length < FIXED) {
            return FIXED - length;
        }
        int total = FIXED + ByteBuffer.wrap(bytes).getChar(FIXED - 2);
        if (total > LONGEST) {
            throw new Malformed("a PROXY header of " + total + " bytes is too long");
        }
        return total - length;
    }

    private int missingOfLine() throws Malformed {
        byte last = bytes[length - 1];
        if (last == '\n') {
            return 0;
        }
        int missing = last == '\r' ? 1 : 2;
        if (length + missing > LONGEST_LINE) {
            throw new Malformed("a PROXY header is too long");
        }
        return missing;
    }

    private boolean begins(byte[] expected) {
        int known = Math.min(length, expected.length);
        return Arrays.equals(bytes, 0, known, expected, 0, known);
    }

    private boolean isLine() {
        return bytes[0] == LINE_BEGIN[0];
    }

    private Hop line() throws Malformed {
        Matcher line = LINE.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw new Malformed("this is no PROXY header of version 1");
        }
        if (line.group(1) == null) {
            return Hop.UNKNOWN;
        }
        int size = line.group(1).equals("4") ? 4 : 16;
        int port = Integer.parseInt(line.group(4));
        boolean isValid = hasSize(line.group(2), size) && hasSize(line.group(3), size) && port <= 0xffff;
        Optional<InetSocketAddress> client = IpLiteral.parse(line.group(2))
                .filter(address -> isValid)
                .map(address -> new InetSocketAddress(address, port));
        if (client.isEmpty()) {
            throw new Malformed("the addresses of a PROXY header are wrong");
        }
        return new Hop(client, false);
    }

    /** An IPv6 address may be one of IPv4 that is mapped, for which the JDK has no class. */
    private static boolean hasSize(String address, int size) {
        return IpLiteral.parse(address).isPresent() && address.contains(":") == (size == 16);
    }

    private Hop binary() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(bytes, SIGNATURE.length, length - SIGNATURE.length);
        int command = header.get();
        int family = header.get();
        header.getChar();
        if (command != LOCAL && command != PROXY) {
            throw new Malformed("a PROXY header has an unknown version or command");
        }
        boolean isKnown = command == PROXY && (family == TCP_OVER_IPV4 || family == TCP_OVER_IPV6);
        if (!isKnown) {
            return Hop.UNKNOWN; // §2.2: the connection's own addresses are to be used then.
        }
        int size = family == TCP_OVER_IPV4 ? 4 : 16;
        if (header.remaining() < 2 * size + 4) {
            throw new Malformed("a PROXY header is too short for its addresses");
        }
        byte[] source = new byte[size];
        header.get(source).position(header.position() + size);
        int port = header.getChar();
        header.getChar();
        return new Hop(Optional.of(new InetSocketAddress(InetAddress.getByAddress(source), port)), isSecure(header));
    }

    /** Whether one of the values behind the addresses tells of TLS (§2.2.5). The others are passed over. */
    private static boolean isSecure(ByteBuffer values) throws Malformed {
        boolean isSecure = false;
        while (values.hasRemaining()) {
            if (values.remaining() < 3) {
                throw new Malformed("a value of a PROXY header is cut off");
            }
            int type = values.get();
            int size = values.getChar();
            if (size > values.remaining()) {
                throw new Malformed("a value of a PROXY header is cut off");
            }
            isSecure |= type == TYPE_SSL && size > 0 && (values.get(values.position()) & CLIENT_SSL) != 0;
            values.position(values.position() + size);
        }
        return isSecure;
    }
}
