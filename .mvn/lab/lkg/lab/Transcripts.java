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

/** The command {@code run --check}: runs what the pages show as run, and compares. */
record Transcripts(Project project) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```console\\R(.*?)^```$");

    /** A command, up to the next one. */
    private static final Pattern COMMAND = Pattern.compile("(?ms)^\\$ ([^\\n]*)\\n?(.*?)(?=^\\$ |\\z)");

    private static final Pattern DEMO = Pattern.compile("java \\.mvn/lab/Lab\\.java run (\\w+)(?: --on ([\\w-]+))?");

    /** What differs from run to run, or whenever a page is changed. */
    private static final Pattern VARIES = Pattern.compile(
            "\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT" + "|(?<=ETag: )\\S+|(?i)(?<=Content-Length: )\\d+");

    /** A line that stands for lines that are left out. */
    private static final String LEFT_OUT = "…";

    /** @param oursOnly whether to leave out wrong versions, which have to be compiled first */
    boolean check(boolean oursOnly) throws IOException, InterruptedException {
        Demos demos = new Demos(project);
        Shell shell = new Shell(project, demos);
        Map<String, String> outputs = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page).replace("\r", "");
            for (Matcher fence = FENCE.matcher(text); fence.find(); ) {
                for (Matcher command = COMMAND.matcher(fence.group(1)); command.find(); ) {
                    Matcher demo = DEMO.matcher(command.group(1).strip());
                    boolean isDemo = demo.matches();
                    boolean isOfWrong =
                            isDemo ? demo.group(2) != null : command.group(1).contains("Lab.java wrong");
                    if ((oursOnly && isOfWrong) || (!isDemo && !shell.exists())) {
                        continue;
                    }
                    String output = outputs.get(command.group(1));
                    if (output == null) {
                        output = isDemo
                                ? demos.output(demo.group(1), Optional.ofNullable(demo.group(2)))
                                : shell.output(command.group(1));
                        outputs.put(command.group(1), output);
                    }
                    if (!matches(command.group(2), output)) {
                        long line = text.substring(0, fence.start(1) + command.start())
                                        .lines()
                                        .count()
                                + 1;
                        complaints.add(project.root().relativize(page) + ":" + line + ": `" + command.group(1)
                                + "` prints something else:\n" + output);
                    }
                }
            }
        }
        complaints.forEach(System.out::println);
        System.out.println(outputs.size() + " commands, " + complaints.size() + " complaints");
        return complaints.isEmpty();
    }

    /** Whether the output is what the page shows, but for what varies. */
    static boolean matches(String shown, String printed) {
        String pattern = Stream.of(withoutVariations(shown).strip().split("\\R"))
                .map(line -> line.strip().equals(LEFT_OUT) ? "(?s:.*?)" : Pattern.quote(line.stripTrailing()) + " *")
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
        return withoutVariations(printed).replace("\r", "").strip().matches(pattern);
    }

    private static String withoutVariations(String text) {
        return VARIES.matcher(text).replaceAll("(varies)");
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(project.root().resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
