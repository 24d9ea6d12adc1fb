package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process prints, if it ends in time. */
final class ProcessOutput {

    private static final int MAX_SECONDS = 60;

    private ProcessOutput() {}

    /** Runs a command without input, and returns what it prints, errors included. */
    static String of(ProcessBuilder command) throws IOException, InterruptedException {
        Path file = Files.createTempFile("lkg-output", ".txt");
        try {
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            process.getOutputStream().close();
            boolean hasEnded = process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            String end = hasEnded ? "" : "\n(stopped after " + MAX_SECONDS + " seconds)";
            return Files.readString(file) + end;
        } finally {
            Files.delete(file);
        }
    }
}
