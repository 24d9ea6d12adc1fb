package lkg.server.log;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The bytes of one line in the making. What comes from the wire is added with {@link #escaped} or {@link #json}: then
 * the line has only printable ASCII, so that nobody can forge a second line or give a terminal a command.
 *
 * <p>For one thread, which uses it for line after line.
 */
final class Line {

    private static final int USUAL_BYTES = 512;

    /** A longer line than this leaves its memory to the collector. */
    private static final int MAX_KEPT_BYTES = 16 * 1024;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes = new byte[USUAL_BYTES];
    private int length;

    /** Begins a new line. */
    Line begin() {
        length = 0;
        if (bytes.length > MAX_KEPT_BYTES) {
            bytes = new byte[USUAL_BYTES];
        }
        return this;
    }

    /** The memory of the line, of which {@link #length} bytes are in use until the next one begins. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Adds text of our own, which is ASCII. */
    Line plain(String text) {
        int count = text.length();
        ensureRoom(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    Line plain(char character) {
        ensureRoom(1);
        bytes[length++] = (byte) character;
        return this;
    }

    /** Adds a number that is not negative. */
    Line number(long number) {
        if (number >= 10) {
            number(number / 10);
        }
        return plain((char) ('0' + number % 10));
    }

    /** Adds a number that is not negative, with commas, as in 1,048,576. */
    Line grouped(long number) {
        if (number < 1000) {
            return number(number);
        }
        grouped(number / 1000).plain(',');
        return threeDigits(number % 1000);
    }

    Line threeDigits(long number) {
        return number(number / 100).number(number / 10 % 10).number(number % 10);
    }

    /** Adds text from the wire, a character for each byte, with {@code \xHH} for all that could be mistaken. */
    Line escaped(String text) {
        int count = text.length();
        ensureRoom(6 * count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                bytes[length++] = (byte) c;
            } else if (c < 0x100) {
                bytes[length++] = '\\';
                bytes[length++] = 'x';
                hex(c, 2);
            } else {
                unicode(c);
            }
        }
        return this;
    }

    /** Adds text as a string of JSON (RFC 8259 §7), in ASCII. */
    Line json(String text) {
        int count = text.length();
        ensureRoom(6 * count + 2);
        bytes[length++] = '"';
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                bytes[length++] = (byte) c;
            } else {
                unicode(c);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private static boolean isHarmless(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private void unicode(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        hex(c, 4);
    }

    private void hex(char c, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 0xf];
        }
    }

    /** Adds an address, an IPv6 address in its short form. */
    Line address(InetAddress address) {
        byte[] parts = address.getAddress();
        if (!(address instanceof Inet4Address)) {
            return plain(Ipv6Text.of(parts));
        }
        return number(parts[0] & 0xff)
                .plain('.')
                .number(parts[1] & 0xff)
                .plain('.')
                .number(parts[2] & 0xff)
                .plain('.')
                .number(parts[3] & 0xff);
    }

    private void ensureRoom(int count) {
        if (bytes.length - length < count) {
            byte[] larger = new byte[Math.max(2 * bytes.length, length + count)];
            System.arraycopy(bytes, 0, larger, 0, length);
            bytes = larger;
        }
    }
}
