package lkg.server.files;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The name of a file is a sequence of bytes: a string that was made of them by the encoding of the locale may have lost
 * some. Here a name is a string of one character a byte (ISO 8859-1), which loses nothing.
 */
final class FileName {

    private static final boolean NAMES_ARE_BYTES = File.separatorChar == '/';
    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private FileName() {}

    /**
     * The relative path of these names, one in the other.
     *
     * @param other a path of the same file system
     * @throws java.nio.file.InvalidPathException if that file system cannot have such a name
     */
    static Path toPath(Path other, List<String> names) {
        String joined = String.join("/", names);
        if (isAscii(joined) || !isExact(other)) {
            return other.getFileSystem().getPath(text(joined));
        }
        // Path.of(String) goes by the locale; Path.of(URI) takes the bytes as they are.
        StringBuilder uri = new StringBuilder("file://");
        names.forEach(name -> uri.append('/').append(percentEncoded(name)));
        Path absolute = Path.of(URI.create(uri.toString()));
        return absolute.subpath(0, absolute.getNameCount());
    }

    /** The name of a path. */
    static String of(Path path) {
        Path last = path.getFileName();
        String text = last.toString();
        if (isAscii(text)) {
            return text;
        }
        if (!isExact(path)) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
        String uri = last.toAbsolutePath().toUri().getRawPath();
        String encoded = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        return decoded(encoded.substring(encoded.lastIndexOf('/') + 1)).orElseThrow();
    }

    /** For a person: nearly all names are UTF-8. What is not becomes U+FFFD. */
    static String text(String name) {
        return isAscii(name) ? name : new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** As a segment of a URL (RFC 3986 §2.1 and §3.3). */
    static String percentEncoded(String name) {
        StringBuilder encoded = new StringBuilder(name.length() + 16);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
            }
        }
        return encoded.toString();
    }

    /** The name that a segment of a URL means (RFC 3986 §2.1). A percent sign in it is part of it. Empty after a wrong escape. */
    static Optional<String> decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return Optional.of(segment);
        }
        StringBuilder bytes = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                int value = hexByte(segment, i + 1);
                if (value < 0) {
                    return Optional.empty();
                }
                bytes.append((char) value);
                i += 2;
            } else {
                bytes.append(c);
            }
        }
        return Optional.of(bytes.toString());
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

    private static boolean isExact(Path path) {
        return NAMES_ARE_BYTES && path.getFileSystem() == FileSystems.getDefault();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}
