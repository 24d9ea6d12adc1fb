package lkg.server.files;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;

/**
 * The order in which people look for names: {@code file2} before {@code File10}. Digits count as numbers of any length.
 * Letters are compared without case and accents first, which only decide between names that are equal otherwise, and
 * leading zeros come last. No locale is involved, so all machines agree, and only equal names compare as equal.
 */
final class NaturalOrder implements Comparator<String> {

    /** To sort many names, make the key of each name once: it costs more than to compare two keys. */
    static Key key(String name) {
        return new Key(withNumbers(isAscii(name) ? name.toLowerCase(Locale.ROOT) : folded(name)), name);
    }

    @Override
    public int compare(String a, String b) {
        return key(a).compareTo(key(b));
    }

    /** @param folded without case, accents and leading zeros */
    record Key(String folded, String name) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int order = folded.compareTo(other.folded);
            if (order == 0) {
                order = withNumbers(name).compareTo(withNumbers(other.name));
            }
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    /**
     * Puts a zero and the number of digits before each run of digits, and drops its leading zeros. Comparing the
     * results as texts then compares the runs as numbers, because the longer of two numbers is the greater one.
     */
    private static String withNumbers(String text) {
        StringBuilder result = null;
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                continue;
            }
            int start = i;
            while (start < text.length() - 1 && text.charAt(start) == '0' && isDigit(text.charAt(start + 1))) {
                start++;
            }
            int end = start;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            result = result == null ? new StringBuilder(text.length() + 8) : result;
            result.append(text, copied, i).append('0');
            appendLength(result, end - start);
            result.append(text, start, end);
            copied = end;
            i = end - 1;
        }
        return result == null
                ? text
                : result.append(text, copied, text.length()).toString();
    }

    /** Lengths in the order of their texts: below 64 one character, so that the text of usual names stays Latin-1. */
    private static void appendLength(StringBuilder result, int length) {
        if (length < 64) {
            result.append((char) length);
        } else {
            result.append((char) 64).append((char) (length >>> 16)).append((char) length);
        }
    }

    /** Compatibility forms, such as full-width digits, become the usual ones, and the Latin accents disappear. */
    private static String folded(String name) {
        // Upper case first, of the whole text: it makes "SS" of the German sharp s.
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
        StringBuilder bare = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (c < '\u0300' || c > '\u036f') {
                bare.append(Character.toLowerCase(c));
            }
        }
        return bare.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
