package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    /** What the lab says only the first time. */
    private static final Pattern ONCE = Pattern.compile("(?m)^Maven looks up the libraries .*\\R");

    /** A line that stands for lines that are left out. */
    private static final String LEFT_OUT = "…";

    /** Most demos wait most of the time. */
    private static final int AT_ONCE = 2;

    /** What a page shows. */
    private record Transcript(Path page, long line, String command, String shown) {}

    boolean check() throws IOException, InterruptedException {
        Demos demos = new Demos(project);
        Shell shell = new Shell(project, demos);
        List<Transcript> transcripts = new ArrayList<>(all());
        transcripts.removeIf(transcript -> !DEMO.matcher(transcript.command).matches() && !shell.exists());
        demos.compile();
        Map<String, Future<String>> outputs = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Transcript transcript : transcripts) {
                outputs.computeIfAbsent(
                        transcript.command, command -> threads.submit(() -> output(command, demos, shell)));
            }
            for (Future<String> output : outputs.values()) {
                output.get();
            }
            List<String> complaints = new ArrayList<>();
            for (Transcript transcript : transcripts) {
                String output = outputs.get(transcript.command).get();
                if (!matches(transcript.shown, output)) {
                    // Beside another one, threads may take their turns in another order: this time it is alone.
                    output = output(transcript.command, demos, shell);
                }
                if (!matches(transcript.shown, output)) {
                    complaints.add(project.root().relativize(transcript.page) + ":" + transcript.line + ": `"
                            + transcript.command + "` prints something else:\n" + output);
                }
            }
            complaints.forEach(System.out::println);
            System.out.println(outputs.size() + " commands, " + complaints.size() + " complaints");
            return complaints.isEmpty();
        } catch (ExecutionException e) {
            throw new LabException(e.getCause().toString());
        } finally {
            threads.shutdownNow();
        }
    }

    private static String output(String command, Demos demos, Shell shell) throws IOException, InterruptedException {
        Matcher demo = DEMO.matcher(command.strip());
        return demo.matches() ? demos.output(demo.group(1), Optional.ofNullable(demo.group(2))) : shell.output(command);
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
        return VARIES.matcher(ONCE.matcher(text).replaceAll("")).replaceAll("(varies)");
    }

    private List<Transcript> all() throws IOException {
        List<Transcript> transcripts = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page).replace("\r", "");
            for (Matcher fence = FENCE.matcher(text); fence.find(); ) {
                for (Matcher command = COMMAND.matcher(fence.group(1)); command.find(); ) {
                    String before = text.substring(0, fence.start(1) + command.start());
                    transcripts.add(new Transcript(
                            page, before.lines().count() + 1, command.group(1).strip(), command.group(2)));
                }
            }
        }
        return transcripts;
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(project.root().resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
