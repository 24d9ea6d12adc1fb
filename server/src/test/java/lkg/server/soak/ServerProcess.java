package lkg.server.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@link SoakServer} in a JVM of its own, which has little memory and few descriptors. One thread at a time. */
final class ServerProcess implements AutoCloseable {

    private static final int MAX_DESCRIPTORS = 400;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final Process process;
    private final BufferedReader answers;
    private final int port;

    /** Returns when the server listens. {@code port} may be 0 for any. {@code log} takes all that the process prints. */
    static ServerProcess start(String classPath, int port, Path directory, Path log) throws IOException {
        String limited = "ulimit -n " + MAX_DESCRIPTORS + " && exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("sh", "-c", limited, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx96m", "-ea", "-XX:+UseSerialGC", "-cp", classPath));
        command.add("-Dorg.slf4j.simpleLogger.logFile=System.err");
        command.addAll(List.of(SoakServer.class.getName(), String.valueOf(port), directory.toString()));
        return new ServerProcess(
                new ProcessBuilder(command).redirectError(log.toFile()).start());
    }

    private ServerProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(nextAnswer());
    }

    int port() {
        return port;
    }

    Balance balance() {
        return Balance.parse(obey("balance"));
    }

    /** Gives the server an order, and returns its answer. */
    String obey(String order) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(order)
                    .append('\n')
                    .flush();
        } catch (IOException e) {
            // The process has ended, and there is no answer.
        }
        return nextAnswer();
    }

    private String nextAnswer() {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return answers.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        String line =
                answer.orTimeout(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS).join();
        if (line == null) {
            throw new IllegalStateException("the server's process has ended by itself, with status "
                    + process.onExit().join().exitValue() + ": see target/soak-server-*.log");
        }
        return line;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Sends SIGTERM and describes how the process ended. */
    String stop() throws IOException, InterruptedException {
        // Process.destroy would close the server's standard input as well.
        signal("TERM");
        Duration longest = SoakServer.GRACE.plusSeconds(5);
        return process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)
                ? "status " + process.exitValue()
                : "no end within " + longest.toSeconds() + " s";
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
