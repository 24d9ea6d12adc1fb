package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a wrong server beside the right one, until the learner presses Enter. */
record SideBySide(Project project) {

    private static final Pattern PORT = Pattern.compile(":(\\d+)/");

    void run(String name) throws IOException, InterruptedException {
        WrongVersion wrong = WrongVersion.named(project.root(), name);
        Path folder = Files.createTempDirectory("lkg-wrong");
        try {
            Build ours = new Build(project, "server", folder.resolve("ours"));
            ours.compileMain();
            Path classes = new WrongBuild(project, ours, folder).compile(wrong);
            List<Process> servers = new ArrayList<>();
            try {
                String right = start(ours.mainPath(List.of()), servers);
                String wrongPort = start(ours.mainPath(List.of(classes)), servers);
                System.out.println(wrong.name() + ": " + wrong.title() + "\n\n" + wrong.diff());
                System.out.println(
                        "The right server listens on port " + right + ", the wrong one on " + wrongPort + ".");
                wrong.seeIt()
                        .ifPresent(command -> System.out.println("Try\n\n  " + command.replace("PORT", right) + "\n  "
                                + command.replace("PORT", wrongPort) + "\n"));
                System.out.println("What do you expect of each? Enter stops both, and tells.");
                System.in.read();
                System.out.println(wrong.explanation());
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

    /** Starts a server on any free port, adds its process to {@code servers}, and returns its port. */
    private String start(List<Path> classPath, List<Process> servers) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process server = new ProcessBuilder(
                        java, "-cp", Compiler.join(classPath), "lkg.server.cli.Main", "docs", "-p", "0")
                .directory(project.root().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        servers.add(server);
        String banner = server.inputReader().readLine();
        Matcher port = PORT.matcher(banner == null ? "" : banner);
        if (!port.find()) {
            throw new LabException("a server did not start: see above");
        }
        return port.group(1);
    }
}
