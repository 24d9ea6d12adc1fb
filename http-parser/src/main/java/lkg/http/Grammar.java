package lkg.http;

import java.nio.charset.StandardCharsets;

/** The character classes of RFC 9110 §5.6 and RFC 9112 §3, as one table with a bit for each class. */
final class Grammar {

    static final byte CR = '\r';
    static final byte LF = '\n';
    static final byte SP = ' ';
    static final byte HTAB = '\t';

    private static final int TOKEN = 1;
    private static final int FIELD_VALUE = 2;
    private static final int TARGET = 4;
    /** {@code reg-name} without its escapes: a host that is not in brackets (RFC 3986 §3.2.2). */
    private static final int HOST = 8;

    private static final int DIGIT = 16;
    private static final int HEX_DIGIT = 32;
    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0x21; c <= 0x7e; c++) {
            CLASSES[c] |= FIELD_VALUE | TARGET;
        }
        // A fragment is the client's own business and never sent (RFC 9110 §7.1).
        CLASSES['#'] &= ~TARGET;
        CLASSES['%'] &= ~TARGET;
        CLASSES[SP] |= FIELD_VALUE;
        CLASSES[HTAB] |= FIELD_VALUE;
        for (int c = 0x80; c <= 0xff; c++) {
            CLASSES[c] |= FIELD_VALUE; // obs-text
        }
        mark(TOKEN | HOST, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        mark(TOKEN, "!#$%&'*+-.^_`|~");
        mark(DIGIT | HEX_DIGIT, "0123456789");
        mark(HEX_DIGIT, "ABCDEFabcdef");
        mark(HOST, "-._~!$&'()*+,;=");
    }

    private Grammar() {}

    private static void mark(int characterClass, String characters) {
        for (byte c : characters.getBytes(StandardCharsets.US_ASCII)) {
            CLASSES[c] |= characterClass;
        }
    }

    /** {@code tchar}: what methods and field names are made of (RFC 9110 §5.6.2). */
    static boolean isTokenChar(byte c) {
        return is(TOKEN, c);
    }

    /** {@code field-vchar}, space and tab: what a field value is made of, and never CR, LF or NUL (RFC 9110 §5.5). */
    static boolean isFieldValueChar(byte c) {
        return is(FIELD_VALUE, c);
    }

    /**
     * Visible ASCII: what a request target is made of, besides its escapes, for which there is {@link #isEscape}. Which
     * of it makes sense is decided when the path is used.
     */
    static boolean isTargetChar(byte c) {
        return is(TARGET, c);
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && consistsOf(TOKEN, text);
    }

    static boolean isFieldValue(String text) {
        return consistsOf(FIELD_VALUE, text);
    }

    static boolean isHost(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!is(HOST, text[i]) && !(i + 2 < end && isEscape(text[i], text[i + 1], text[i + 2]))) {
                return false;
            }
        }
        return true;
    }

    /** {@code pct-encoded}: a percent sign and two hexadecimal digits (RFC 3986 §2.1). */
    static boolean isEscape(byte percent, byte high, byte low) {
        return percent == '%' && isHexDigit(high) && isHexDigit(low);
    }

    static boolean isDigits(String text) {
        return consistsOf(DIGIT, text);
    }

    static boolean isDigit(byte c) {
        return is(DIGIT, c);
    }

    static boolean isHexDigit(byte c) {
        return is(HEX_DIGIT, c);
    }

    static boolean isBlank(int c) {
        return c == SP || c == HTAB;
    }

    /** For names, which are ASCII. */
    static int lowerCase(int c) {
        return 'A' <= c && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    private static boolean consistsOf(int characterClass, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!is(characterClass, text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(int characterClass, byte c) {
        return (CLASSES[c & 0xff] & characterClass) != 0;
    }

    private static boolean is(int characterClass, char c) {
        return c < CLASSES.length && (CLASSES[c] & characterClass) != 0;
    }
}
