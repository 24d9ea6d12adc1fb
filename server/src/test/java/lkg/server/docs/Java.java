package lkg.server.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the server's command line in a process of its own, on the classes under test. */
final class Java {

    static final String COMMAND =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Java() {}

    static ProcessBuilder server(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(COMMAND, "-cp", System.getProperty("java.class.path"), "lkg.server.cli.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(Page.PROJECT.toFile()).redirectErrorStream(true);
    }

    static String help() throws IOException {
        return output(server(List.of("--help")));
    }

    static String output(ProcessBuilder command) throws IOException {
        Process process = command.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
