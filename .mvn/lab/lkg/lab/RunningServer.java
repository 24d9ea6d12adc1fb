package lkg.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server in a process of its own, which serves the docs on any free port.
 *
 * @param watchPort where it shows the live picture; empty without {@code --watch}
 */
record RunningServer(Process process, String port, String watchPort) implements AutoCloseable {

    /** Longer than the server's grace period. */
    private static final Duration MAX_STOP = Duration.ofSeconds(12);

    private static final String WATCH = "--watch";
    private static final Pattern PORT = Pattern.compile(":(\\d+)/");

    static RunningServer start(Path root, List<Path> classPath) throws IOException {
        return start(root, classPath, List.of());
    }

    /** Starts it with these options of the command line, and with the live picture on any free port. */
    static RunningServer startWatched(Path root, List<Path> classPath, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add(WATCH);
        return start(root, classPath, all);
    }

    private static RunningServer start(Path root, List<Path> classPath, List<String> options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(
                List.of(java, "-cp", Compiler.join(classPath), "lkg.server.cli.Main", "docs", "-p", "0"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        try {
            String port = port(output.readLine());
            String watchPort = options.contains(WATCH) ? port(output.readLine()) : "";
            readRest(output);
            return new RunningServer(process, port, watchPort);
        } catch (LabException e) {
            process.destroy();
            throw e;
        }
    }

    private static String port(String line) {
        Matcher port = PORT.matcher(line == null ? "" : line);
        if (!port.find()) {
            throw new LabException("a server did not start: see above");
        }
        return port.group(1);
    }

    /** It logs each request, and would wait for ever once the pipe is full. */
    private static void readRest(BufferedReader output) {
        Thread reader = new Thread(() -> {
            try {
                output.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                // The server has ended.
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    /** Stops it, and waits until it has ended. A wrong version may not know how to end. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, MAX_STOP.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
        process.onExit().join();
    }
}
