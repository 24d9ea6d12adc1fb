package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command {@code run --check}: runs each demo whose output a page shows, and compares. */
record Transcripts(Project project) {

    private static final Pattern TRANSCRIPT = Pattern.compile(
            "(?m)^```console\\R\\$ java \\.mvn/lab/Lab\\.java run (\\w+)(?: --on ([\\w-]+))?\\R((?s:.*?))^```$");

    private static final Pattern DATE = Pattern.compile("\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");

    /** A line that stands for lines that are left out. */
    private static final String LEFT_OUT = "…";

    /** @param oursOnly whether to leave out those that run on a wrong version, which has to be compiled first */
    boolean check(boolean oursOnly) throws IOException, InterruptedException {
        Demos demos = new Demos(project);
        Map<List<String>, String> outputs = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher transcript = TRANSCRIPT.matcher(text);
            while (transcript.find()) {
                String name = transcript.group(1);
                Optional<String> wrong = Optional.ofNullable(transcript.group(2));
                if (oursOnly && wrong.isPresent()) {
                    continue;
                }
                List<String> key = List.of(name, wrong.orElse(""));
                if (!outputs.containsKey(key)) {
                    outputs.put(key, demos.output(name, wrong));
                }
                if (!matches(transcript.group(3), outputs.get(key))) {
                    long line = text.substring(0, transcript.start()).lines().count() + 1;
                    complaints.add(project.root().relativize(page) + ":" + line + ": run " + String.join(" ", key)
                            + " prints something else:\n" + outputs.get(key));
                }
            }
        }
        complaints.forEach(System.out::println);
        System.out.println(outputs.size() + " outputs of demos, " + complaints.size() + " complaints");
        return complaints.isEmpty();
    }

    /** Whether the output is what the page shows, but for dates. */
    static boolean matches(String shown, String printed) {
        String pattern = Stream.of(withoutDates(shown).strip().split("\\R"))
                .map(line -> line.strip().equals(LEFT_OUT) ? "(?s:.*?)" : Pattern.quote(line.stripTrailing()) + " *")
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
        return withoutDates(printed).replace("\r", "").strip().matches(pattern);
    }

    private static String withoutDates(String text) {
        return DATE.matcher(text).replaceAll("(date)");
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(project.root().resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
