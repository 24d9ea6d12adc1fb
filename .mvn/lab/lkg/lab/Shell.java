package lkg.lab;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands as a reader does, in the project's folder, beside a server that serves the docs on port 8080. */
record Shell(Project project, Demos demos) {

    private static final String JAR = "java -jar server/target/lkg-server.jar";
    private static final String PORT = "8080";

    /** Whether this machine has what the commands need. */
    boolean exists() {
        return has("bash") && has("curl");
    }

    /** What a command prints. Port 8080 stands for any free one. */
    String output(String command) throws IOException {
        List<Path> classPath = demos.server();
        String server = "java -cp '" + Compiler.join(classPath) + "' lkg.server.cli.Main";
        if (command.contains(":" + PORT)) {
            try (RunningServer running = RunningServer.start(project.root(), classPath)) {
                return run(command.replace(JAR, server).replace(":" + PORT, ":" + running.port()))
                        .replace(":" + running.port(), ":" + PORT);
            }
        }
        return run(command.replace(JAR, server));
    }

    private String run(String command) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(project.root().toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
