package lkg.course;

import java.util.ArrayList;
import java.util.List;

/** The indentation of code that a page shows. */
final class Indentation {

    private Indentation() {}

    /**
     * Takes away what all lines are indented by. A comment at the margin, such as {@code // …} for lines left out, is the
     * page's: it is indented as the line below it.
     */
    static String removed(String code) {
        List<String> lines = new ArrayList<>(code.stripTrailing().lines().toList());
        String below = "";
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith("//")) {
                lines.set(i, below + lines.get(i));
            } else if (!lines.get(i).isBlank()) {
                below = of(lines.get(i));
            }
        }
        return String.join("\n", lines).stripIndent() + "\n";
    }

    private static String of(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
