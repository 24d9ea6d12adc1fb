package lkg.server.log;

/** The short form of an IPv6 address, such as {@code 2001:db8::1} (RFC 5952). The JDK writes only the long one. */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static String of(byte[] address) {
        int gapStart = -1;
        int gapLength = 1; // A single group of zeros is no gap (§4.2.2).
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(address, i);
            if (zeros > gapLength) {
                gapStart = i;
                gapLength = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                boolean needsColon = text.length() > 0 && text.charAt(text.length() - 1) != ':';
                text.append(needsColon ? ":" : "").append(Integer.toHexString(group(address, i)));
            }
        }
        return text.toString();
    }

    private static int zerosFrom(byte[] address, int group) {
        int end = group;
        while (end < GROUPS && group(address, end) == 0) {
            end++;
        }
        return end - group;
    }

    private static int group(byte[] address, int index) {
        return (address[2 * index] & 0xff) << 8 | address[2 * index + 1] & 0xff;
    }
}
