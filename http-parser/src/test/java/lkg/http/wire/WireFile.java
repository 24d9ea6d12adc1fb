package lkg.http.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A file of {@code src/test/resources/wire}, whose README says how they are written. It needs nothing but the JDK,
 * because the grader for any server reads these files, too.
 *
 * @param limits the four numbers of the file's first line; none if it has no such line
 */
public record WireFile(String name, List<Integer> limits, List<Case> cases) {

    /** Bytes that are sent, and the lines that say what must become of them, without the equals sign. */
    public record Case(String name, String section, byte[] bytes, List<String> expected) {}

    private static final Map<Character, String> ESCAPES =
            Map.of('r', "\r", 'n', "\n", 't', "\t", 's', " ", '0', "\0", '\\', "\\");

    /** All files called {@code *.http} in {@code folder}, in the order of their names. */
    public static List<WireFile> in(Path folder) throws IOException {
        List<WireFile> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".http")).sorted().toList()) {
                all.add(read(file));
            }
        }
        return all;
    }

    private static WireFile read(Path file) throws IOException {
        String name = file.getFileName().toString();
        List<Integer> limits = List.of();
        List<Case> cases = new ArrayList<>();
        for (String block : Files.readString(file).split("(?m)^### ")) {
            if (block.startsWith("limits ")) {
                String[] words = block.strip().split(" ");
                limits = Stream.of(words).skip(1).map(Integer::valueOf).toList();
            } else if (!block.isBlank()) {
                cases.add(parse(name, block.lines().toList()));
            }
        }
        return new WireFile(name, limits, cases);
    }

    private static Case parse(String file, List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String text = line.length() > 2 ? line.substring(2) : "";
            switch (line.isEmpty() ? '#' : line.charAt(0)) {
                case '>' -> bytes.writeBytes(latin1(unescape(text) + "\r\n"));
                case '~' -> bytes.writeBytes(latin1(unescape(text)));
                case '=' -> expected.add(unescape(text));
                case '#' -> {}
                default ->
                    throw new IllegalArgumentException(file + ": " + lines.get(0) + ": what is \"" + line + "\"?");
            }
        }
        if (!lines.get(1).startsWith("RFC ") || expected.isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": " + lines.get(0) + ": a case needs a section of an RFC and something to expect");
        }
        return new Case(lines.get(0), lines.get(1), bytes.toByteArray(), List.copyOf(expected));
    }

    private static byte[] latin1(String text) {
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
