package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a wrong server beside the right one, until the learner presses Enter. */
record SideBySide(Project project) {

    private static final String RIGHT_PORT = "8080";
    private static final String WRONG_PORT = "8081";

    void run(String name) throws IOException, InterruptedException {
        WrongVersion wrong = WrongVersion.named(project.root(), name);
        Path folder = Files.createTempDirectory("lkg-wrong");
        try {
            Build ours = new Build(project, "server", folder.resolve("ours"));
            ours.compileMain();
            Path classes = new WrongBuild(project, ours, folder).compile(wrong);
            List<Process> servers = new ArrayList<>();
            try {
                servers.add(start(ours.mainPath(List.of()), RIGHT_PORT));
                servers.add(start(ours.mainPath(List.of(classes)), WRONG_PORT));
                System.out.println(wrong.name() + ": " + wrong.title() + "\n");
                System.out.println(
                        "The right server listens on port " + RIGHT_PORT + ", the wrong one on " + WRONG_PORT + ".");
                wrong.seeIt()
                        .ifPresent(command -> System.out.println("Try\n\n  " + command.replace("PORT", RIGHT_PORT)
                                + "\n  " + command.replace("PORT", WRONG_PORT) + "\n"));
                System.out.println("Enter stops both.");
                System.in.read();
            } finally {
                servers.forEach(Process::destroy);
                for (Process server : servers) {
                    server.waitFor();
                }
            }
        } finally {
            LabFiles.delete(folder);
        }
    }

    private Process start(List<Path> classPath, String port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process server = new ProcessBuilder(
                        java, "-cp", Compiler.join(classPath), "lkg.server.cli.Main", "docs", "-p", port)
                .directory(project.root().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (server.inputReader().readLine() == null) {
            throw new LabException("the server for port " + port + " did not start: see above");
        }
        return server;
    }
}
