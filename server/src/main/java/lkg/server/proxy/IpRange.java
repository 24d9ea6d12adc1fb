package lkg.server.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Addresses that begin with the same bits (RFC 4632 §3.1). */
record IpRange(InetAddress first, int bits) {

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

    /** RFC 1918 and RFC 4193. */
    private static final List<String> PRIVATE = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

    /**
     * The ranges that {@code text} names: one such as {@code 10.0.0.0/8}, an address, {@code loopback} or
     * {@code private}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static Stream<IpRange> parse(String text) {
        return switch (text) {
            case "loopback" -> LOOPBACK.stream().map(IpRange::one);
            case "private" -> PRIVATE.stream().map(IpRange::one);
            default -> Stream.of(one(text));
        };
    }

    private static IpRange one(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> first = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        int allBits = first.map(address -> 8 * address.getAddress().length).orElse(0);
        String bits = slash < 0 ? String.valueOf(allBits) : text.substring(slash + 1);
        if (first.isEmpty() || !bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > allBits) {
            throw new IllegalArgumentException(
                    "a range of addresses is one such as 10.0.0.0/8 or 2001:db8::1, loopback or private, but was '"
                            + text + "'");
        }
        return new IpRange(first.get(), Integer.parseInt(bits));
    }

    boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] others = address.getAddress();
        if (ours.length != others.length) {
            return false;
        }
        int different = 0;
        for (int i = 0; 8 * i < bits; i++) {
            int mask = 0xff00 >> Math.min(8, bits - 8 * i) & 0xff;
            different |= (ours[i] ^ others[i]) & mask;
        }
        return different == 0;
    }
}
