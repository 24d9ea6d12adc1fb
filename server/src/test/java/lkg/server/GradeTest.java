package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lkg.http.HttpResponse;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grader ({@code docs/grading.md}) in a process of its own: ours passes, and a toy fails where it should. */
@Tag("project")
class GradeTest {

    private static final Path PROJECT = LabClasses.PROJECT;
    private static final byte[] PAGE = new byte[200_000];

    @TempDir
    static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        LabClasses.compileInto(classes);
    }

    @ParameterizedTest(name = "stages {0}")
    @ValueSource(strings = {"1 2 3 4 5", "6 7 8"})
    void oursPassesEachStage(String stages) throws Exception {
        Duration clock = Duration.ofSeconds(3);
        Routes routes = Routes.create()
                .get("/page", request -> HttpResponse.bytes(200, "text/plain", PAGE))
                .post(
                        "/page",
                        request -> HttpResponse.bytes(
                                200, "application/octet-stream", request.body().bytes()));
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .handler(routes)
                .idleTimeout(clock)
                .headTimeout(clock)
                .stallTimeout(clock)
                .lingerTimeout(clock)
                .start()) {
            String options = " --path /page --idle 12 --strict --stage " + stages.replace(" ", " --stage ");
            Graded graded = grade("127.0.0.1:" + server.port() + options);

            assertThat(graded.status).as(graded.output).isZero();
            assertThat(graded.stages())
                    .as(graded.output)
                    .hasSize(stages.split(" ").length)
                    .allMatch(line -> line.matches(".* \\d+ passed, 0 failed, 0 differ"));
        }
    }

    @Test
    void aThreadForEachConnectionFailsWhereItShould() throws Exception {
        // Two at once, each with a server of its own: most of the time they wait.
        try (ThreadPerConnection toy = new ThreadPerConnection(0, new byte[2_000]);
                ThreadPerConnection other = new ThreadPerConnection(0, new byte[2_000])) {
            CompletableFuture<Graded> first = begin(toy, "--stage 1 --stage 3 --stage 7");
            CompletableFuture<Graded> second = begin(other, "--stage readable --stage timer");
            Graded graded = first.join().and(second.join());

            assertThat(graded.status).as(graded.output).isEqualTo(1);
            assertThat(graded.stages().get(0))
                    .as("It answers a browser well: %s", graded.output)
                    .contains(" 0 failed");
            assertThat(graded.output)
                    .as("An idle client keeps a thread, and there are 16")
                    .contains("FAILED  up to 1,000 idle connections beside a request")
                    .as("So does one that has sent half a request")
                    .contains("FAILED  200 half requests hold no worker")
                    .as("It looks at no Host")
                    .contains("FAILED  host.http: no host in 1.1")
                    .as("It takes a body for another request")
                    .contains("FAILED  smuggling.http: a body that hides a request is a body")
                    .as("It waits for ever")
                    .contains("FAILED  half a head is ended, by 408 or a close");
        }
    }

    /** The caret stands where the server can tell; only at the end of what was sent it has no words. */
    @Test
    void theCaretOfEachRefusedWireCaseIsFound() throws Exception {
        Graded list = grade("--list --verbose");
        String[] checks = list.output.split("\n  (?=\\S)");
        List<String> without = new ArrayList<>();
        for (WireCase wireCase : WireCase.all()) {
            if (wireCase.isRefused()) {
                for (String check : checks) {
                    if (check.startsWith(wireCase.name() + "   (") && !check.contains("^ here the server can tell")) {
                        without.add(wireCase.name());
                    }
                }
            }
        }

        assertThat(without)
                .as("refused cases without a caret, but for those that only a limit of ours refuses")
                .containsExactly(
                        "chunks.http: a size line without end",
                        "chunks.http: a size of very many zeros",
                        "chunks.http: many chunks with long extensions");
    }

    @Test
    void aWrongCommandIsOneLineAndStatus2() throws Exception {
        Graded graded = grade("localhost:80 --stage 9");

        assertThat(graded.status).as(graded.output).isEqualTo(2);
        assertThat(graded.output.lines()).singleElement().asString().startsWith("grade: there is no stage");
    }

    private record Graded(int status, String output) {

        /** Both together. */
        Graded and(Graded other) {
            return new Graded(Math.max(status, other.status), output + "\n" + other.output);
        }

        /** The line of each stage. */
        List<String> stages() {
            return output.lines().filter(line -> line.matches("\\d .*passed.*")).toList();
        }
    }

    private static CompletableFuture<Graded> begin(ThreadPerConnection toy, String stages) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return grade("127.0.0.1:" + toy.port() + " --path /page --idle 1 --patience 1 --verbose " + stages);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static Graded grade(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("-cp", classes.toString(), "lkg.lab.grade.Grade"));
        command.addAll(List.of(arguments.split(" ")));
        return run(command.toArray(String[]::new));
    }

    private static Graded run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Graded(process.waitFor(), output.replace("\r\n", "\n"));
        } finally {
            process.destroyForcibly();
        }
    }
}
