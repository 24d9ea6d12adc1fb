package lkg.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Other programs, run to their end. */
public final class Commands {

    private Commands() {}

    /** What a command prints, on either stream. */
    public static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    public static boolean isInstalled(String program) throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + program)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
