package lkg.server.watch.visit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One client that a learner can be: what it does, a question to answer before it does it, and what happens and why. Its
 * {@link Visitor} does it.
 *
 * @param does what the client does
 * @param choices three answers to the question
 * @param right the index of the right one
 * @param why explains what happens
 */
public record Visit(
        String id, String title, String does, String question, List<String> choices, int right, String why) {

    private static final List<Visit> ALL = VisitTexts.read();

    /** All visits, in the order in which a learner should try them. */
    public static List<Visit> all() {
        return ALL;
    }

    /** All visits as a JSON array. */
    public static String allAsJson() {
        return ALL.stream().map(Visit::json).collect(Collectors.joining(",\n", "[", "]"));
    }

    private String json() {
        String texts = choices.stream().map(Visit::quoted).collect(Collectors.joining(","));
        return "{\"id\":" + quoted(id)
                + ",\"title\":" + quoted(title)
                + ",\"does\":" + quoted(does)
                + ",\"question\":" + quoted(question)
                + ",\"choices\":[" + texts
                + "],\"right\":" + right
                + ",\"why\":" + quoted(why) + "}";
    }

    /** The texts are ours: they hold no control characters. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
