package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs Maven as the learner would, and keeps what it prints in a file. */
record Maven(Path folder, Path log) {

    static Maven in(Path folder) {
        return new Maven(folder, folder.resolve("target/lab/maven.log"));
    }

    /** Returns the exit status. Each line goes to {@code lines} while Maven runs. */
    int run(List<String> arguments, Consumer<String> lines) throws IOException, InterruptedException {
        boolean isWindows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>(List.of(isWindows ? "mvn.cmd" : "mvn", "-B", "-ntp"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Files.createDirectories(log.getParent());
        try (var file = Files.newBufferedWriter(log)) {
            Process process = builder.start();
            process.getOutputStream().close();
            for (String line; (line = process.inputReader().readLine()) != null; ) {
                file.write(line + "\n");
                lines.accept(line);
            }
            return process.waitFor();
        } catch (IOException e) {
            throw new LabException("Maven cannot be started: " + e.getMessage());
        }
    }
}
