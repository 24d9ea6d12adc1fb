package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab as a learner uses it: a command line. */
@Tag("project")
class LabTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TIMER = Path.of("timer", "src", "main", "java", "lkg", "timer");

    @TempDir
    Path parent;

    private record Run(int status, String output) {}

    @Test
    void eachLabCanBeDoneAndEachWrongVersionIsOne() throws Exception {
        Run proof = lab(PROJECT, "prove", "--quick");

        assertThat(proof.output()).as("what \"prove --quick\" complains of").isBlank();
        assertThat(proof.status()).as("status of \"prove --quick\"").isZero();
    }

    @Test
    void aLearnerStartsIsToldWhatIsMissingAndGetsThere() throws Exception {
        Path folder = parent.resolve("my-timer");
        assertThat(lab(PROJECT, "start", "timer", folder.toString()).status()).isZero();

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
                List.of("wrong", "nonsense"))) {
            Run run = lab(PROJECT, wrong.toArray(String[]::new));

            assertThat(run.status()).as("status of " + wrong).isEqualTo(2);
            assertThat(run.output().lines())
                    .as("output of " + wrong)
                    .singleElement()
                    .asString()
                    .startsWith("lab: ");
        }
    }

    private static Run lab(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // This test runs inside Maven, so the libraries are known.
        command.add("-Dlab.libraries=" + libraries());
        command.add(".mvn/lab/Lab.java");
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
