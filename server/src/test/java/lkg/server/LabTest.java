package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lab as a learner uses it: a command line. */
@Tag("project")
class LabTest {

    private static final Path PROJECT = LabClasses.PROJECT;
    private static final Path TIMER = Path.of("timer", "src", "main", "java", "lkg", "timer");

    private static Method main;

    @TempDir
    Path parent;

    private record Run(int status, String output) {}

    @BeforeAll
    static void compileTheLab(@TempDir Path classes) throws Exception {
        LabClasses.compileInto(classes);
        main = new URLClassLoader(new URL[] {classes.toUri().toURL()})
                .loadClass("lkg.lab.Main")
                .getMethod("run", Path.class, List.class);
        // Maven runs this test, so the libraries are known.
        System.setProperty("lab.libraries", libraries());
    }

    static List<String> labs() throws IOException {
        try (Stream<Path> pages = Files.list(PROJECT.resolve("docs/labs"))) {
            return pages.map(page -> page.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .map(name -> name.replace(".md", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("labs")
    void eachLabCanBeBegunAndGivesNothingAway(String lab) throws Exception {
        assertThat(lab(PROJECT, "prove", "--quick", lab))
                .as("what \"prove --quick %s\" complains of", lab)
                .isEqualTo(new Run(0, ""));
    }

    @Test
    void theCommandItself() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), ".mvn/lab/Lab.java")
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).as("what it prints without a command").contains("start LAB FOLDER", "The labs: ", "timer");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aLearnerStartsIsToldWhatIsMissingAndGetsThere() throws Exception {
        Path folder = parent.resolve("my-timer");
        assertThat(lab(PROJECT, "start", "timer", folder.toString()).status()).isZero();

        assertThat(folder.resolve("docs/labs/timer.md")).exists();
        assertThat(folder.resolve("docs/teaching.md")).doesNotExist();

        Run red = lab(folder, "check");
        assertThat(red.output())
                .contains("step 1", "RED", "not written yet: TimerQueue.", "Step 1 asks: ")
                .doesNotContain("step 2");
        assertThat(red.status()).as("status of a check that found something").isEqualTo(1);
        assertThat(lab(folder, "reveal", "1"))
                .as("our code is for a step that is done")
                .extracting(Run::status)
                .isEqualTo(2);
        assertThat(lab(folder, "hint").output()).contains("Step 1");

        Files.writeString(
                folder.resolve(TIMER).resolve("Timer.java"), "package lkg.timer; class Timer { int i = \"\"; }");
        assertThat(lab(folder, "check").output())
                .as("an error of the compiler, by file and line")
                .contains("does not compile", "Timer.java:1: incompatible types");

        try (Stream<Path> ours = Files.list(PROJECT.resolve(TIMER))) {
            for (Path file : ours.toList()) {
                Files.copy(
                        file, folder.resolve(TIMER).resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Run green = lab(folder, "check");
        assertThat(green.output()).contains("All steps are green").doesNotContain("RED");
        assertThat(green.status()).isZero();
        assertThat(lab(folder, "progress").output()).contains("done").doesNotContain("NEXT");
        assertThat(lab(folder, "reveal", "1").output()).contains("public Timer schedule(");
    }

    @Test
    void aStepThatIsGivenUpIsPutInPlace() throws Exception {
        Path folder = parent.resolve("my-parser");
        lab(PROJECT, "start", "http-parser", folder.toString());
        Path headers = Path.of("http-parser/src/main/java/lkg/http/Headers.java");

        assertThat(lab(folder, "reveal", "1", "--anyway").output())
                .as("a whole class with its package")
                .contains("package lkg.http;", "public final class Headers");
        assertThat(Files.readString(folder.resolve(headers)))
                .as("the learner's class after a look at ours")
                .contains("step 1");
        lab(folder, "reveal", "1", "--anyway", "--write");
        assertThat(folder.resolve(headers)).hasSameTextualContentAs(PROJECT.resolve(headers));
    }

    @Test
    void aPageThatShowsAnotherOutputThanADemoPrintsIsNamedByFileAndLine() throws Exception {
        Path folder = parent.resolve("my-timer");
        lab(PROJECT, "start", "timer", folder.toString());
        Path page = folder.resolve("docs/labs/README.md");
        deletePages(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/demos/Two.java"), """
                class Two {
                    public static void main(String[] arguments) {
                        System.out.println("one\\nWed, 25 Nov 2026 21:55:45 GMT\\ntwo");
                    }
                }
                """);
        // Only this demo is needed, and it runs without the modules that are not written yet.
        String transcript = "# Title\n\n```console\n$ java .mvn/lab/Lab.java run Two\n%s\n```\n";

        Files.writeString(page, transcript.formatted("one\nMon, 01 Jan 2024 00:00:00 GMT\ntwo"));
        assertThat(lab(folder, "run", "--check")).isEqualTo(new Run(0, "1 commands, 0 complaints\n"));
        Files.writeString(page, transcript.formatted("one\n…"));
        assertThat(lab(folder, "run", "--check").status()).isZero();
        Files.writeString(page, transcript.formatted("one\n…\nthree"));
        assertThat(lab(folder, "run", "--check"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(1))
                .extracting(Run::output)
                .asString()
                .contains("docs/labs/README.md:4: ", "two");
    }

    @Test
    void aWrongCommandIsOneLine() throws Exception {
        for (List<String> wrong : List.of(
                List.of("nonsense"),
                List.of("start", "nonsense", parent.resolve("x").toString()),
                List.of("start", "timer"),
                List.of("start", "timer", parent.toString()),
                List.of(
                        "start",
                        "timer",
                        PROJECT.resolve("timer").resolve("mine").toString()),
                List.of("check"),
                List.of("wrong", "nonsense"),
                List.of("run", "nonsense"),
                List.of("run", "TwoHalves", "--on"),
                List.of("run", "TwoHalves", "--on", "nonsense"))) {
            Run run = lab(PROJECT, wrong.toArray(String[]::new));

            assertThat(run.status()).as("status of " + wrong).isEqualTo(2);
            assertThat(run.output().lines())
                    .as("output of " + wrong)
                    .singleElement()
                    .asString()
                    .startsWith("lab: ");
        }
    }

    private static void deletePages(Path docs) throws IOException {
        try (Stream<Path> files = Files.walk(docs)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                Files.delete(page);
            }
        }
    }

    /** Runs a command of the lab in this JVM, where its classes are compiled once. */
    private static Run lab(Path folder, String... arguments) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream captured = new PrintStream(output, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
        try {
            int status = (int) main.invoke(null, folder, List.of(arguments));
            return new Run(status, output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
