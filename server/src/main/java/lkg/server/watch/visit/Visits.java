package lkg.server.watch.visit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All visits. Their texts stand in {@code visits.txt}, as eight paragraphs each, with an empty line between two of them.
 * The first word of a paragraph says what it is; {@code #} begins a comment.
 */
public final class Visits {

    private static final String FILE = "visits.txt";
    private static final int PARAGRAPHS = 8;
    private static final int FIRST_CHOICE = 4;
    private static final int CHOICES = 3;

    private static final List<Visit> ALL = read();

    private Visits() {}

    /** In the order in which a learner should try them. */
    public static List<Visit> all() {
        return ALL;
    }

    public static Optional<Visit> find(String id) {
        return ALL.stream().filter(visit -> visit.id().equals(id)).findFirst();
    }

    private static List<Visit> read() {
        List<String> paragraphs = new ArrayList<>();
        for (String paragraph : text().split("\\R{2,}")) {
            if (!paragraph.startsWith("#")) {
                paragraphs.add(paragraph.replaceAll("\\s+", " ").strip());
            }
        }
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < paragraphs.size(); i += PARAGRAPHS) {
            visits.add(visit(paragraphs.subList(i, i + PARAGRAPHS)));
        }
        return List.copyOf(visits);
    }

    private static String text() {
        try (InputStream file = Visits.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Visit visit(List<String> paragraphs) {
        List<String> choices = paragraphs.subList(FIRST_CHOICE, FIRST_CHOICE + CHOICES);
        List<String> rights =
                choices.stream().filter(choice -> choice.startsWith("right ")).toList();
        return new Visit(
                after("visit", paragraphs.get(0)),
                after("title", paragraphs.get(1)),
                after("does", paragraphs.get(2)),
                after("question", paragraphs.get(3)),
                choices.stream().map(choice -> after("right|wrong", choice)).toList(),
                rights.size() == 1 ? choices.indexOf(rights.get(0)) : -1,
                after("why", paragraphs.get(PARAGRAPHS - 1)));
    }

    /** The paragraph without its first word. */
    private static String after(String words, String paragraph) {
        if (!paragraph.matches("(" + words + ") .+")) {
            throw new IllegalStateException(FILE + ": '" + words + "' expected at: " + paragraph);
        }
        return paragraph.substring(paragraph.indexOf(' ') + 1);
    }
}
