package lkg.server.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Splits the path of a request into names of files. Each is decoded once. A path that could lead the file system
 * elsewhere is refused.
 */
final class UrlPath {

    private UrlPath() {}

    /**
     * Returns the segments between the slashes, decoded; the last one is empty when the path ends in a slash.
     *
     * @return empty if no file can have this path: a wrong escape, a segment that would lead up or name several
     *     segments, one that is hidden, or one that is not UTF-8
     */
    static Optional<List<String>> segments(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        String[] encoded = path.substring(1).split("/", -1);
        List<String> segments = new ArrayList<>(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            Optional<String> segment = decode(encoded[i]);
            boolean last = i == encoded.length - 1;
            if (segment.isEmpty()
                    || !(isSafe(segment.get()) || last && segment.get().isEmpty())) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(segments);
    }

    /** Whether a name stays in its directory and is visible. */
    private static boolean isSafe(String segment) {
        return !segment.isEmpty()
                && !Root.isHidden(segment)
                && segment.indexOf('/') < 0
                && segment.indexOf('\\') < 0
                && segment.indexOf('\0') < 0;
    }

    /** Percent-decodes (RFC 3986 §2.1), once: a percent sign in the result is part of the name. */
    private static Optional<String> decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return Optional.of(segment);
        }
        byte[] bytes = new byte[segment.length()];
        int size = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                int value = hexByte(segment, i + 1);
                if (value < 0) {
                    return Optional.empty();
                }
                bytes[size++] = (byte) value;
                i += 2;
            } else {
                bytes[size++] = (byte) c;
            }
        }
        try {
            ByteBuffer utf8 = ByteBuffer.wrap(Arrays.copyOf(bytes, size));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int hexByte(String text, int index) {
        if (index + 2 > text.length()) {
            return -1;
        }
        int high = hexDigit(text.charAt(index));
        int low = hexDigit(text.charAt(index + 1));
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
