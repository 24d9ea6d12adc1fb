package lkg.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server in a process of its own, which serves the docs on any free port. */
record RunningServer(Process process, String port) implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile(":(\\d+)/");

    static RunningServer start(Path root, List<Path> classPath) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", Compiler.join(classPath), "lkg.server.cli.Main", "docs", "-p", "0")
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String banner = process.inputReader().readLine();
        Matcher port = PORT.matcher(banner == null ? "" : banner);
        if (!port.find()) {
            process.destroy();
            throw new LabException("a server did not start: see above");
        }
        return new RunningServer(process, port.group(1));
    }

    /** Stops it, and waits until it has ended. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
