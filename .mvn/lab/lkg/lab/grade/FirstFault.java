package lkg.lab.grade;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the first byte of a request at which a strict reader can tell that it is wrong. This is where the caret stands
 * under a request that should have been refused. It is no parser of a server: it has the whole request, and no limits.
 */
final class FirstFault {

    /** The way out of the scan, with the position. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int at;

        Found(int at) {
            super(null, null, false, false);
            this.at = at;
        }
    }

    private static final int LARGEST_BODY = 1024 * 1024;
    private static final int EMPTY_LINES = 2;
    private static final int CHUNK_LINE = 256;

    private final String text;
    private final Set<String> names = new HashSet<>();
    private int at;
    private boolean chunked;
    private int codingAt = -1;

    private FirstFault(byte[] request) {
        this.text = new String(request, StandardCharsets.ISO_8859_1);
    }

    /** The position, or the length if nothing is wrong. */
    static int in(byte[] request) {
        FirstFault scan = new FirstFault(request);
        try {
            scan.request();
            return request.length;
        } catch (Found found) {
            return Math.min(found.at, request.length);
        }
    }

    private void request() {
        for (int lines = 0; text.startsWith("\r\n", at); lines++) {
            faultIf(lines == EMPTY_LINES, at);
            at += 2;
        }
        String method = token();
        require(' ');
        int target = at;
        while (peek() > ' ' && peek() < 0x7f && peek() != '#') {
            at++;
        }
        int fault = TargetFault.in(text.substring(target, at), method);
        faultIf(fault >= 0, target + Math.max(0, fault));
        faultIf(method.equals("CONNECT"), 0);
        require(' ');
        boolean http11 = version();
        fields(http11 ? Part.HEAD : Part.HEAD_OF_1_0);
        faultIf(http11 && !names.contains("host"), at - 2);
        faultIf(codingAt >= 0 && !chunked, codingAt);
        if (chunked) {
            chunks();
        }
    }

    private boolean version() {
        int start = at;
        String expected = "HTTP/d.d\r\n";
        for (int i = 0; i < expected.length(); i++, at++) {
            char wanted = expected.charAt(i);
            faultIf(wanted == 'd' ? !isDigit(peek()) : peek() != wanted, at);
        }
        faultIf(text.charAt(start + 5) != '1', start + 5);
        return text.charAt(start + 7) != '0';
    }

    private enum Part {
        HEAD,
        HEAD_OF_1_0,
        TRAILERS
    }

    private void fields(Part part) {
        while (!text.startsWith("\r\n", at)) {
            int start = at;
            String name = token().toLowerCase(Locale.ROOT);
            require(':');
            while (peek() == ' ' || peek() == '\t') {
                at++;
            }
            int value = at;
            while (peek() == '\t' || peek() >= ' ' && peek() != 0x7f) {
                at++;
            }
            faultIf(!text.startsWith("\r\n", at), peek() == '\r' && at + 1 < text.length() ? at + 1 : at);
            field(name, start, value, text.substring(value, at).stripTrailing(), part);
            at += 2;
        }
        at += 2;
    }

    private void field(String name, int start, int valueAt, String value, Part part) {
        boolean first = names.add(name);
        switch (name) {
            case "host" -> {
                faultIf(!first || part == Part.TRAILERS, start);
                int fault = TargetFault.inAuthority(value);
                faultIf(fault >= 0, valueAt + Math.max(0, fault));
            }
            case "content-length" -> {
                faultIf(!first || part == Part.TRAILERS || names.contains("transfer-encoding"), start);
                length(valueAt, value);
            }
            case "transfer-encoding" -> {
                faultIf(part != Part.HEAD || names.contains("content-length"), start);
                faultIf(chunked, start);
                chunked = value.toLowerCase(Locale.ROOT).matches("(.*,)?[ \t]*chunked");
                faultIf(chunked && codingAt >= 0, codingAt);
                faultIf(chunked && !value.equalsIgnoreCase("chunked"), valueAt);
                codingAt = valueAt;
            }
            case "expect" -> faultIf(part == Part.HEAD && !value.equalsIgnoreCase("100-continue"), valueAt);
            default -> {}
        }
    }

    private void length(int valueAt, String value) {
        for (int i = 0; i < value.length(); i++) {
            faultIf(!isDigit(value.charAt(i)), valueAt + i);
        }
        String digits = value.replaceFirst("^0+(?=.)", "");
        faultIf(value.isEmpty(), valueAt);
        faultIf(digits.length() > 9 || Integer.parseInt(digits) > LARGEST_BODY, valueAt + value.length() - 1);
    }

    private void chunks() {
        for (int size = -1; size != 0; ) {
            int line = at;
            while (Character.digit(peek(), 16) >= 0 && peek() < 0x80) {
                at++;
            }
            faultIf(at == line || at - line > 64, at);
            String digits = text.substring(line, at).replaceFirst("^0+(?=.)", "");
            faultIf(digits.length() > 7, at - 1);
            size = Integer.parseInt(digits, 16);
            while (peek() != '\r') {
                extension();
                faultIf(at - line > CHUNK_LINE, line + CHUNK_LINE);
            }
            crLf();
            if (size > 0) {
                faultIf(at + size > text.length(), text.length());
                at += size;
                crLf();
            }
        }
        fields(Part.TRAILERS);
    }

    private void extension() {
        blanks();
        require(';');
        blanks();
        token();
        int end = at;
        blanks();
        if (peek() == '=') {
            at++;
            blanks();
            if (peek() == '"') {
                quoted();
            } else {
                token();
            }
        } else if (peek() != ';') {
            at = end;
        }
    }

    private void quoted() {
        for (at++; peek() != '"'; at++) {
            if (peek() == '\\') {
                at++;
            }
            faultIf(peek() < ' ' && peek() != '\t' || peek() == 0x7f, at);
        }
        at++;
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private String token() {
        int start = at;
        while (peek() < 0x7f && (Character.isLetterOrDigit(peek()) || "!#$%&'*+-.^_`|~".indexOf(peek()) >= 0)) {
            at++;
        }
        faultIf(at == start, at);
        return text.substring(start, at);
    }

    private void crLf() {
        require('\r');
        require('\n');
    }

    private void require(char expected) {
        faultIf(peek() != expected, at);
        at++;
    }

    private char peek() {
        faultIf(at >= text.length(), text.length());
        return text.charAt(at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void faultIf(boolean wrong, int position) {
        if (wrong) {
            throw new Found(position);
        }
    }
}
