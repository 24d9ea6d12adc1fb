package lkg.http;

import lkg.buffer.Buffer;

/**
 * What stands between a chunk's size and the end of its line (RFC 9112 §7.1.1). A recipient must ignore extensions that
 * it does not know, and we know none. Their syntax is checked nevertheless: where a line's parts are unclear, two
 * readers may see its end in different places.
 *
 * <pre>
 *   chunk-ext      = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
 *   chunk-ext-name = token
 *   chunk-ext-val  = token / quoted-string
 * </pre>
 */
final class ChunkExtensions {

    private final Buffer in;
    private final int end;
    private int next;

    private ChunkExtensions(Buffer in, int start, int end) {
        this.in = in;
        this.next = start;
        this.end = end;
    }

    /** Checks the bytes of {@code in} from {@code start} to {@code end}, and consumes nothing. */
    static void check(Buffer in, int start, int end) throws HttpException {
        if (start < end) {
            new ChunkExtensions(in, start, end).checkAll();
        }
    }

    private void checkAll() throws HttpException {
        while (next < end) {
            skipBlanks();
            require(
                    take(';'),
                    "a chunk's size and its extensions must be followed by a semicolon or the end of the line");
            skipBlanks();
            require(takeToken(), "a chunk extension must begin with its name");
            int nameEnd = next;
            skipBlanks();
            if (take('=')) {
                skipBlanks();
                require(takeQuoted() || takeToken(), "a chunk extension's value must be a token or a quoted string");
            } else {
                // Blanks may stand before a semicolon, but not at the end of the line.
                next = nameEnd;
            }
        }
    }

    private void skipBlanks() {
        while (next < end && Grammar.isBlank(in.get(next))) {
            next++;
        }
    }

    private boolean take(char c) {
        if (next < end && in.get(next) == c) {
            next++;
            return true;
        }
        return false;
    }

    private boolean takeToken() {
        int start = next;
        while (next < end && Grammar.isTokenChar(in.get(next))) {
            next++;
        }
        return next > start;
    }

    /** {@code quoted-string}, in which a backslash takes the next character's meaning away (RFC 9110 §5.6.4). */
    private boolean takeQuoted() throws HttpException {
        if (!take('"')) {
            return false;
        }
        while (!take('"')) {
            take('\\');
            require(
                    next < end && Grammar.isFieldValueChar(in.get(next)),
                    "a quoted chunk extension must have its closing quotation mark and no control character");
            next++;
        }
        return true;
    }

    private static void require(boolean isValid, String messageIfNot) throws HttpException {
        if (!isValid) {
            throw new HttpException(400, messageIfNot);
        }
    }
}
