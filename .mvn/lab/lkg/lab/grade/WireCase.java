package lkg.lab.grade;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A case of {@code http-parser/src/test/resources/wire}, whose README says how they are written. */
record WireCase(String file, String name, String section, byte[] bytes, List<String> expected) {

    private static final Map<Character, String> ESCAPES =
            Map.of('r', "\r", 'n', "\n", 't', "\t", 's', " ", '0', "\0", '\\', "\\");

    private static final String LIMITS_OF_OURS = "limits 8192 16384 100 ";

    /** All cases whose outcome does not depend on limits of ours, which other servers have others of. */
    static List<WireCase> all(Path projectRoot) throws IOException {
        List<WireCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(projectRoot.resolve("http-parser/src/test/resources/wire"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".http")).sorted().toList()) {
                String text = Files.readString(file);
                if (!text.startsWith("limits ") || text.startsWith(LIMITS_OF_OURS)) {
                    for (String block : text.replaceFirst("^limits .*\\R", "").split("(?m)^### ")) {
                        if (!block.isBlank()) {
                            cases.add(parse(
                                    file.getFileName().toString(), block.lines().toList()));
                        }
                    }
                }
            }
        }
        cases.removeIf(c -> c.section.equals("RFC 9110 §15.5.14"));
        return cases;
    }

    /** The status that it is refused with; 0 if it is not. */
    int refusedStatus() {
        return expected.get(0).startsWith("refused ")
                ? Integer.parseInt(expected.get(0).substring(8))
                : 0;
    }

    boolean isIncomplete() {
        return expected.get(0).equals("incomplete");
    }

    boolean expects(String line) {
        return expected.contains(line);
    }

    String method() {
        return text().strip().replaceFirst("(?s)[ \\r].*", "");
    }

    /** In ISO 8859-1, so that characters are bytes. */
    String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Where the head ends, behind its empty line; the length of all if it does not end. */
    int headEnd() {
        int end = text().indexOf("\r\n\r\n", text().startsWith("\r\n") ? 2 : 0);
        return end < 0 ? bytes.length : end + 4;
    }

    boolean hasWholeHead() {
        return text().contains("\r\n\r\n");
    }

    /** The same for another page, if it is for the page {@code /}. */
    WireCase withPath(String path) {
        String changed =
                text().replaceFirst("^((?:\\r\\n)*)(GET|POST) / HTTP", "$1$2 " + path.replace("$", "\\$") + " HTTP");
        return new WireCase(file, name, section, Target.latin1(changed), expected);
    }

    private static WireCase parse(String file, List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String text = unescape(line.length() > 2 ? line.substring(2) : "");
            if (line.startsWith(">")) {
                bytes.writeBytes(Target.latin1(text + "\r\n"));
            } else if (line.startsWith("~")) {
                bytes.writeBytes(Target.latin1(text));
            } else if (line.startsWith("=")) {
                expected.add(text);
            }
        }
        return new WireCase(
                file, lines.get(0), lines.get(1).replaceFirst(":.*", ""), bytes.toByteArray(), List.copyOf(expected));
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
