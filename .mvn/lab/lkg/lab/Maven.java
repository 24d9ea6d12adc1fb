package lkg.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Maven as the learner would: its output is the lab's output. */
final class Maven {

    private Maven() {}

    static int run(Path folder, String... arguments) throws IOException, InterruptedException {
        boolean isWindows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>();
        command.add(isWindows ? "mvn.cmd" : "mvn");
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return process.start().waitFor();
        } catch (IOException e) {
            throw new LabException("Maven cannot be started: " + e.getMessage());
        }
    }
}
