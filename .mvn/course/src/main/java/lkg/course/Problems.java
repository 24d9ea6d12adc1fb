package lkg.course;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;

/** What is wrong with the pages: errors fail the build, and warnings are printed. */
final class Problems {

    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** {@code node} is a part of the page's tree, which tells the line. */
    void error(String page, Node node, String message) {
        int line = node.getSourceSpans().get(0).getLineIndex() + 1;
        errors.add(page + ":" + line + ": " + message);
    }

    /** For a file that has no lines that a reader would look for. */
    void error(String file, String message) {
        errors.add(file + ": " + message);
    }

    void warn(String message) {
        warnings.add(message);
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
