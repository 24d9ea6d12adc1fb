package lkg.http.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    private static final Map<Character, String> ESCAPES =
            Map.of('r', "\r", 'n', "\n", 't', "\t", 's', " ", '0', "\0", '\\', "\\");

    /** The cases of this project: of all files, or of those whose names begin as {@code -Dwire=} says. */
    public static List<WireCase> all() throws IOException {
        String selected = System.getProperty("wire", "");
        return in(FOLDER).stream().filter(c -> c.name.startsWith(selected)).toList();
    }

    /** The cases of all files called {@code *.http} in {@code folder}. */
    public static List<WireCase> in(Path folder) throws IOException {
        List<WireCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".http")).sorted().toList()) {
                cases.addAll(read(file));
            }
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

    /** For reports of failures: the name, the section of the RFC, and the bytes as they stand in the file. */
    public String description() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>(List.of(name + " (" + section + ")"));
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

    private static List<WireCase> read(Path file) throws IOException {
        List<WireCase> cases = new ArrayList<>();
        ParserLimits limits = ParserLimits.defaults();
        for (String block : Files.readString(file).split("(?m)^### ")) {
            if (block.startsWith("limits ")) {
                limits = limits(block.strip().split(" "));
            } else if (!block.isBlank()) {
                cases.add(parse(file, limits, block.lines().toList()));
            }
        }
        return cases;
    }

    private static ParserLimits limits(String[] words) {
        return new ParserLimits(
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]));
    }

    private static WireCase parse(Path file, ParserLimits limits, List<String> lines) {
        String name = file.getFileName() + ": " + lines.get(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String text = line.length() > 2 ? line.substring(2) : "";
            switch (line.isEmpty() ? '#' : line.charAt(0)) {
                case '>' -> bytes.writeBytes(latin1(unescape(text) + "\r\n"));
                case '~' -> bytes.writeBytes(latin1(unescape(text)));
                case '=' -> expected.add(unescape(text));
                case '#' -> {}
                default -> throw new IllegalArgumentException(name + ": what is \"" + line + "\"?");
            }
        }
        if (!lines.get(1).startsWith("RFC ") || expected.isEmpty()) {
            throw new IllegalArgumentException(name + ": a case needs a section of an RFC and something to expect");
        }
        return new WireCase(name, lines.get(1), limits, bytes.toByteArray(), expected);
    }

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                plain.append(text.charAt(i));
            } else if (text.charAt(i + 1) == 'x') {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else if (text.charAt(i + 1) == '(') {
                int end = text.indexOf(')', i);
                plain.append(text.substring(i + 2, i + 3).repeat(Integer.parseInt(text.substring(i + 4, end))));
                i = end;
            } else {
                plain.append(ESCAPES.get(text.charAt(i + 1)));
                i++;
            }
        }
        return plain.toString();
    }
}
