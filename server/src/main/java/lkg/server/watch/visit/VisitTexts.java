package lkg.server.watch.visit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the texts of all visits from {@code visits.txt}. There each visit is eight paragraphs, with an empty line between
 * two of them. The first word of a paragraph says what it is; {@code #} begins a comment.
 */
final class VisitTexts {

    private static final String FILE = "visits.txt";
    private static final List<String> FIRST_WORDS = List.of("visit", "title", "does", "question");
    private static final int CHOICES = 3;
    private static final int PARAGRAPHS = FIRST_WORDS.size() + CHOICES + 1;

    private VisitTexts() {}

    static List<Visit> read() {
        List<String> paragraphs = new ArrayList<>();
        for (String paragraph : text().split("\\R{2,}")) {
            if (!paragraph.startsWith("#")) {
                paragraphs.add(paragraph.replaceAll("\\s+", " ").strip());
            }
        }
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < paragraphs.size(); i += PARAGRAPHS) {
            visits.add(visit(paragraphs.subList(i, Math.min(i + PARAGRAPHS, paragraphs.size()))));
        }
        return List.copyOf(visits);
    }

    private static String text() {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(Visit.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            StringBuilder text = new StringBuilder();
            file.lines().forEach(line -> text.append(line).append('\n'));
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Visit visit(List<String> paragraphs) {
        List<String> texts = new ArrayList<>();
        for (String word : FIRST_WORDS) {
            texts.add(after(word, paragraphs.get(texts.size())));
        }
        List<String> choices = new ArrayList<>();
        int right = -1;
        for (String choice : paragraphs.subList(FIRST_WORDS.size(), FIRST_WORDS.size() + CHOICES)) {
            right = choice.startsWith("right ") ? choices.size() : right;
            choices.add(after(choice.startsWith("right ") ? "right" : "wrong", choice));
        }
        String why = after("why", paragraphs.get(PARAGRAPHS - 1));
        return new Visit(texts.get(0), texts.get(1), texts.get(2), texts.get(3), List.copyOf(choices), right, why);
    }

    private static String after(String word, String paragraph) {
        if (!paragraph.startsWith(word + " ")) {
            throw new IllegalStateException(FILE + ": '" + word + "' expected at: " + paragraph);
        }
        return paragraph.substring(word.length() + 1);
    }
}
