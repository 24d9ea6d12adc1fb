package lkg.http.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lkg.http.ParserLimits;

/**
 * One case of {@code src/test/resources/wire}, whose README says how they are written.
 *
 * @param name where it stands, for reports
 * @param section of the RFC that decides it
 * @param limits for the parser
 * @param bytes what is sent
 * @param expected the lines that say what must become of it, without the equals sign
 */
public record WireCase(String name, String section, ParserLimits limits, byte[] bytes, List<String> expected) {

    /** Where the cases are, seen from any module of this project. */
    public static final Path FOLDER = Path.of("..", "http-parser", "src", "test", "resources", "wire");

    private static final int SHOWN_LINES = 12;
    private static final int SHOWN_LINE_LENGTH = 160;

    /** The cases of this project: of all files, or of those whose names begin as {@code -Dwire=} says. */
    public static List<WireCase> all() throws IOException {
        String selected = System.getProperty("wire", "");
        return in(FOLDER).stream().filter(c -> c.name.startsWith(selected)).toList();
    }

    /** The cases of all files in {@code folder}. */
    public static List<WireCase> in(Path folder) throws IOException {
        List<WireCase> cases = new ArrayList<>();
        for (WireFile file : WireFile.in(folder)) {
            ParserLimits limits = limits(file.limits());
            file.cases()
                    .forEach(c -> cases.add(
                            new WireCase(file.name() + ": " + c.name(), c.section(), limits, c.bytes(), c.expected())));
        }
        return cases;
    }

    public boolean isRefused() {
        return expected.get(0).startsWith("refused ");
    }

    public int refusedStatus() {
        return Integer.parseInt(expected.get(0).substring("refused ".length()));
    }

    public boolean isIncomplete() {
        return expected.get(0).equals("incomplete");
    }

    /** What is expected of a part of the request, if the case says so: {@code body}, {@code connection} and so on. */
    public Optional<String> expected(String part) {
        return expected.stream()
                .filter(line -> line.equals(part) || line.startsWith(part + " "))
                .map(line -> line.substring(Math.min(line.length(), part.length() + 1)))
                .findFirst();
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * For reports of failures: the name, the section of the RFC, the limits unless they are the defaults, and the bytes
     * as they stand in the file. The README beside the files explains how they are written.
     */
    public String description() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String limitsOfCase = limits.equals(ParserLimits.defaults()) ? "" : ", " + limits;
        List<String> lines = new ArrayList<>(List.of(name + " (" + section + limitsOfCase + ")"));
        for (String line : text.split("(?<=\r\n)")) {
            boolean isWhole = line.endsWith("\r\n");
            String content = escape(isWhole ? line.substring(0, line.length() - 2) : line);
            lines.add("    " + ((isWhole ? "> " : "~ ") + content).stripTrailing());
        }
        if (lines.size() > SHOWN_LINES + 1) {
            int more = lines.size() - SHOWN_LINES;
            lines.subList(SHOWN_LINES, lines.size()).clear();
            lines.add("    ... and " + more + " more lines");
        }
        return String.join("\n", lines);
    }

    /** Writes text on one line as the files do, with {@code \(a*10)} for equal characters, and cuts what is long. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0, end; i < text.length(); i = end) {
            char c = text.charAt(i);
            for (end = i + 1; end < text.length() && text.charAt(end) == c; end++) {}
            boolean isPlain = c > ' ' && c < 0x7f && c != '\\' && c != ')';
            escaped.append(
                    isPlain && end - i > 8
                            ? "\\(" + c + "*" + (end - i) + ")"
                            : escape(c).repeat(end - i));
        }
        if (text.endsWith(" ")) {
            escaped.setLength(escaped.length() - 1);
            escaped.append("\\s");
        }
        boolean isLong = escaped.length() > SHOWN_LINE_LENGTH;
        return isLong ? escaped.substring(0, SHOWN_LINE_LENGTH) + "..." : escaped.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\0' -> "\\0";
            case '\\' -> "\\\\";
            default -> c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c);
        };
    }

    private static ParserLimits limits(List<Integer> limits) {
        return limits.isEmpty()
                ? ParserLimits.defaults()
                : new ParserLimits(limits.get(0), limits.get(1), limits.get(2), limits.get(3));
    }

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
