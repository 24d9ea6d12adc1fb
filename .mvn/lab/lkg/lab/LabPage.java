package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of a lab in {@code docs/labs}: the one place that says what its steps are.
 *
 * @param name of the lab: its module, or {@code connection}
 * @param used classes of a later step that our code uses from the beginning
 */
record LabPage(String name, List<String> used, List<Step> steps) {

    private static final Pattern HEADING = Pattern.compile("(?m)^## Step (\\d+): (.+)$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static List<String> names(Path root) throws IOException {
        try (Stream<Path> pages = Files.list(root.resolve("docs/labs"))) {
            return pages.map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .map(name -> name.replace(".md", ""))
                    .sorted()
                    .toList();
        }
    }

    static LabPage of(Path root, String name) throws IOException {
        List<String> names = names(root);
        if (!names.contains(name)) {
            throw new LabException("there is no lab \"" + name + "\": the labs are " + String.join(", ", names));
        }
        String page = Files.readString(root.resolve("docs/labs").resolve(name + ".md"));
        List<MatchResult> headings = HEADING.matcher(page).results().toList();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : page.length();
            MatchResult heading = headings.get(i);
            steps.add(step(heading, page.substring(heading.end(), end)));
        }
        String head =
                headings.isEmpty() ? page : page.substring(0, headings.get(0).start());
        List<String> used = codes(paragraph(head, "**Ours uses**").orElse(""));
        return new LabPage(name, used, steps);
    }

    /** The module whose tests grade the lab. */
    String module() {
        return isConnection() ? "server" : name;
    }

    /** The package that is to be written. */
    Path packageFolder() {
        String folder = isConnection() ? "server/connection" : name.replace("http-parser", "http");
        return Path.of(module(), "src/main/java/lkg", folder);
    }

    Path testFolder() {
        return Path.of(packageFolder().toString().replace("main", "test"));
    }

    /** The one lab that is a package of a module, where only what the steps name is to be written. */
    boolean isConnection() {
        return name.equals("connection");
    }

    boolean isUsed(String member) {
        return used.contains(member.replaceFirst("\\..*", ""));
    }

    Step step(int number) {
        if (number < 1 || number > steps.size()) {
            throw new LabException("the lab " + name + " has the steps 1 to " + steps.size());
        }
        return steps.get(number - 1);
    }

    /** The first step that asks for a member. */
    Optional<Step> stepFor(String member) {
        return steps.stream().filter(step -> step.asksFor(member)).findFirst();
    }

    private static Step step(MatchResult heading, String text) {
        int number = Integer.parseInt(heading.group(1));
        Matcher hint = Pattern.compile("(?s)<details><summary>Hint</summary>(.*?)</details>")
                .matcher(text);
        String hintText = hint.find() ? hint.group(1).strip() : "";
        String write = paragraph(text, "**Write**").orElse("");
        String reveal = paragraph(text, "`reveal " + number + "` shows").orElse("");
        String request = paragraphs(text).stream()
                .filter(paragraph -> !paragraph.startsWith("**Write**"))
                .findFirst()
                .orElse("");
        List<String> revealed =
                codes(reveal).stream().skip(reveal.isEmpty() ? 0 : 1).toList();
        return new Step(number, heading.group(2).strip(), codes(write), request, hintText, revealed);
    }

    private static Optional<String> paragraph(String text, String beginning) {
        return paragraphs(text).stream()
                .filter(paragraph -> paragraph.startsWith(beginning))
                .findFirst();
    }

    private static List<String> paragraphs(String text) {
        return Stream.of(text.split("\\R\\s*\\R"))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    private static List<String> codes(String paragraph) {
        return CODE.matcher(paragraph).results().map(code -> code.group(1)).toList();
    }
}
