package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server in a process of its own. Its first line of output ends with its port. */
public final class ForkedServer implements AutoCloseable {

    public final Process process;
    public final int port;

    /**
     * Starts {@code main} with a heap of 24 MB, and waits until it listens.
     *
     * @param stderr of the process; a pipe is not read
     */
    public ForkedServer(Class<?> main, ProcessBuilder.Redirect stderr, String... arguments) throws IOException {
        this(List.of(), Map.of(), main, stderr, arguments);
    }

    /**
     * Starts {@code main} in another environment.
     *
     * @param prefix of the command, as {@code nice}
     * @param environment replaces variables of this process's
     */
    public ForkedServer(
            List<String> prefix,
            Map<String, String> environment,
            Class<?> main,
            ProcessBuilder.Redirect stderr,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(stderr);
        builder.environment().putAll(environment);
        process = builder.start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        assertThat(line).as("first line of output").isNotNull();
        port = Integer.parseInt(line.replaceFirst(".*?(\\d+)\\W*$", "$1"));
    }

    /** Waits until the process has ended, and returns its exit status. */
    public int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).as("the process ends").isTrue();
        return process.exitValue();
    }

    /** With what is for tests at the end, so that a server logs as it does for its user. */
    public static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .sorted(Comparator.comparing(entry -> entry.endsWith("test-classes")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
