package lkg.lab.grade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lkg.http.wire.WireFile;

/** A case of {@code http-parser/src/test/resources/wire}, whose README says how they are written. */
record WireCase(String file, String name, String section, byte[] bytes, List<String> expected) {

    private static final List<Integer> LIMITS_OF_OURS = List.of(8192, 16384, 100);

    /** All cases whose outcome does not depend on limits of ours, which other servers have others of. */
    static List<WireCase> all(Path projectRoot) throws IOException {
        List<WireCase> cases = new ArrayList<>();
        for (WireFile file : WireFile.in(projectRoot.resolve("http-parser/src/test/resources/wire"))) {
            if (file.limits().isEmpty() || file.limits().subList(0, 3).equals(LIMITS_OF_OURS)) {
                for (WireFile.Case c : file.cases()) {
                    String section = c.section().replaceFirst(":.*", "");
                    cases.add(new WireCase(file.name(), c.name(), section, c.bytes(), c.expected()));
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
}
