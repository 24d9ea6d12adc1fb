package lkg.server.connection;

import java.util.ArrayList;
import java.util.List;
import lkg.server.testing.ShortTexts;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Adds to the failure of a test what has happened to its connections before, event by event. */
final class ConnectionStory implements BeforeEachCallback, TestExecutionExceptionHandler {

    private static final int MAX_LINES = 12;
    private static final int MAX_SHOWN = 60;

    /** What happened, and how often in succession. */
    private static final class Line {

        final String text;
        int times = 1;

        Line(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return "  " + text + (times == 1 ? "" : "   (" + times + " times)") + "\n";
        }
    }

    /** Tests run one after the other. A test with a time limit runs in a thread of its own. */
    private static final List<Line> lines = new ArrayList<>();

    static synchronized void tell(String text) {
        if (!lines.isEmpty() && lines.get(lines.size() - 1).text.equals(text)) {
            lines.get(lines.size() - 1).times++;
        } else {
            lines.add(new Line(text));
        }
    }

    /** Bytes as a text in quotes, without what would make it long. */
    static String quoted(String text) {
        String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
        String quoted = '"' + shown.replace("\r\n", "\n").replace("\n", "\\n").replace('\0', '.') + '"';
        return text.length() <= MAX_SHOWN ? quoted : quoted + " (" + text.length() + " bytes)";
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ShortTexts.use();
        synchronized (ConnectionStory.class) {
            lines.clear();
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String story = story();
        if (failure instanceof TestAbortedException || story.isEmpty()) {
            throw failure;
        }
        String what = failure instanceof AssertionError ? failure.getMessage() : failure.toString();
        AssertionError explained = new AssertionError(what + "\n\nWhat happened to the connection:\n" + story, failure);
        explained.setStackTrace(failure.getStackTrace());
        throw explained;
    }

    private static synchronized String story() {
        int first = Math.max(0, lines.size() - MAX_LINES);
        StringBuilder story = new StringBuilder(first == 0 ? "" : "  (" + first + " lines before)\n");
        lines.subList(first, lines.size()).forEach(story::append);
        return story.toString();
    }
}
