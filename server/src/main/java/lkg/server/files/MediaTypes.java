package lkg.server.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code Content-Type} of a file: by the end of its name, or by its first bytes if the name says nothing. The
 * system's table differs by machine, so we have {@linkplain MediaTypeTable our own}.
 *
 * <p>All text is declared to be UTF-8. JSON is UTF-8 without a word (RFC 8259 §8.1), and XML says it itself.
 */
final class MediaTypes {

    /** How much of a file {@link #ofContent} looks at. */
    static final int MAX_SNIFFED_BYTES = 1024;

    private static final String UNKNOWN = "application/octet-stream";
    private static final String UTF_8 = "; charset=utf-8";
    private static final int TRANSPORT_PACKET_BYTES = 188;

    /** Loaded with the first file that is asked for, and not when the server starts. */
    private static final MediaTypeTable TABLE = MediaTypeTable.load();

    private MediaTypes() {}

    /** The type that the name says; {@code application/octet-stream} if it says none. */
    static String of(String fileName) {
        return byName(fileName).orElse(UNKNOWN);
    }

    /** The type that the name says. A name without a dot, such as "README", says none. */
    static Optional<String> byName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(TABLE.byExtension().get(extension)).map(MediaTypes::withCharset);
    }

    private static String withCharset(String type) {
        return type.startsWith("text/") ? type + UTF_8 : type;
    }

    /**
     * The type of a file whose name says none: plain text if its first bytes are text in UTF-8, so that browsers show it
     * in place of saving it. It is never HTML, which could run scripts that the name does not announce.
     *
     * @param start the first bytes of the file, at least {@link #MAX_SNIFFED_BYTES} if it has so many
     */
    static String ofContent(byte[] start) {
        if (isText(start)) {
            return "text/plain" + UTF_8;
        }
        return isTransportStream(start) ? "video/mp2t" : UNKNOWN;
    }

    /** UTF-8, perhaps cut inside a character, and no control characters but those that text files have. */
    private static boolean isText(byte[] start) {
        int length = Math.min(start.length, MAX_SNIFFED_BYTES);
        CharBuffer text = CharBuffer.allocate(length);
        boolean isUtf8 = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(start, 0, length), text, false)
                .isError();
        return isUtf8 && text.flip().chars().noneMatch(MediaTypes::isBinary);
    }

    private static boolean isBinary(int character) {
        return switch (character) {
            case '\t', '\n', '\f', '\r', 0x1b -> false; // The last is ESC, which colours a terminal's output.
            default -> character < ' ' || character == 0x7f;
        };
    }

    /** Each packet of an MPEG transport stream begins with the byte 0x47 (ISO/IEC 13818-1 §2.4.3.2). */
    private static boolean isTransportStream(byte[] start) {
        return start.length > TRANSPORT_PACKET_BYTES && start[0] == 0x47 && start[TRANSPORT_PACKET_BYTES] == 0x47;
    }

    /**
     * Whether files of a type get much smaller when they are compressed.
     *
     * @param mediaType with or without parameters
     */
    static boolean isCompressible(String mediaType) {
        int end = mediaType.indexOf(';');
        String type =
                (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.endsWith("+json")
                || type.endsWith("+xml")
                || TABLE.compressible().contains(type);
    }
}
