package lkg.lab.grade;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.zip.CRC32;
import lkg.lab.grade.Answer.Kind;

/** Reads a response by RFC 9112, strictly, so that a wrong one is noticed where it goes wrong. */
final class ResponseReader {

    /** The bytes are no response. */
    static final class GarbledException extends IOException {
        private static final long serialVersionUID = 1;
        final int at;

        GarbledException(int at, String message) {
            super(message);
            this.at = at;
        }
    }

    /** The next byte, or -1 at the end. */
    interface Bytes {
        int read() throws IOException;
    }

    private static final int MAX_LINE = 32 * 1024;

    private final Bytes in;
    private final IntSupplier position;
    private final CRC32 checksum = new CRC32();
    private long length;

    ResponseReader(Bytes in, IntSupplier position) {
        this.in = in;
        this.position = position;
    }

    /** @throws EOFException if the connection ends before the response does */
    Answer read(String method) throws IOException {
        List<Integer> interim = new ArrayList<>();
        while (true) {
            int status = statusLine();
            Map<String, String> fields = fields();
            if (status / 100 == 1 && status != 101) {
                interim.add(status);
            } else {
                if (!method.equals("HEAD") && status != 101 && status != 204 && status != 304) {
                    body(fields);
                }
                return new Answer(Kind.RESPONSE, status, fields, interim, length, checksum.getValue(), -1, "");
            }
        }
    }

    /** Reads the next head alone, also that of a 1xx response. */
    Answer readHead() throws IOException {
        int status = statusLine();
        return new Answer(Kind.RESPONSE, status, fields(), List.of(), 0, 0, -1, "");
    }

    private int statusLine() throws IOException {
        int start = position.getAsInt();
        String expected = "HTTP/1.x nnn ";
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < expected.length(); i++) {
            char c = (char) next();
            char wanted = expected.charAt(i);
            boolean right = wanted == 'n' || wanted == 'x' ? c >= '0' && c <= '9' : c == wanted;
            if (!right && i == expected.length() - 1 && c == '\r') {
                // "HTTP/1.1 200" and no space: not by the grammar, but everybody reads it.
                require('\n');
                return status(line);
            }
            if (!right) {
                throw new GarbledException(start + i, "a status line begins \"" + expected + "\"");
            }
            line.append(c);
        }
        line();
        return status(line);
    }

    private static int status(CharSequence line) {
        return Integer.parseInt(line.subSequence(9, 12).toString());
    }

    private Map<String, String> fields() throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (true) {
            int start = position.getAsInt();
            String line = line();
            if (line.isEmpty()) {
                return fields;
            }
            if (!line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*")) {
                throw new GarbledException(start, "a field is a name, a colon and a value");
            }
            int colon = line.indexOf(':');
            fields.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + ", " + b);
        }
    }

    private void body(Map<String, String> fields) throws IOException {
        String length = fields.get("content-length");
        int end = position.getAsInt();
        if (fields.containsKey("transfer-encoding")) {
            if (length != null) {
                throw new GarbledException(
                        end, "RFC 9112 §6.2: a response has no Content-Length beside Transfer-Encoding");
            }
            chunks();
        } else if (length != null) {
            if (!length.matches("\\d{1,18}")) {
                throw new GarbledException(end, "Content-Length: " + length + " is no length");
            }
            take(Long.parseLong(length));
        } else {
            for (int next = in.read(); next >= 0; next = in.read()) {
                count(next);
            }
        }
    }

    private void chunks() throws IOException {
        while (true) {
            int start = position.getAsInt();
            String size = line().replaceFirst("[ \\t]*;.*", "");
            if (!size.matches("[0-9A-Fa-f]{1,15}")) {
                throw new GarbledException(start, "a chunk begins with its size");
            }
            long bytes = Long.parseLong(size, 16);
            take(bytes);
            if (bytes == 0) {
                fields();
                return;
            }
            require('\r');
            require('\n');
        }
    }

    private void take(long bytes) throws IOException {
        for (long i = 0; i < bytes; i++) {
            count(next());
        }
    }

    private void count(int next) {
        checksum.update(next);
        length++;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = next(); next != '\r'; next = next()) {
            if (next == '\n' || line.length() > MAX_LINE) {
                throw new GarbledException(position.getAsInt() - 1, "a line ends in CR LF");
            }
            line.append((char) next);
        }
        require('\n');
        return line.toString();
    }

    private void require(int expected) throws IOException {
        if (next() != expected) {
            throw new GarbledException(position.getAsInt() - 1, "a line ends in CR LF");
        }
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }
}
