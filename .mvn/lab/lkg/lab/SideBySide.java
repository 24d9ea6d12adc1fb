package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a wrong server beside the right one, until the learner presses Enter. */
record SideBySide(Project project) {

    void run(String name) throws IOException, InterruptedException {
        WrongVersion wrong = WrongVersion.named(project.root(), name);
        Path folder = Files.createTempDirectory("lkg-wrong");
        try {
            Build ours = new Build(project, "server", folder.resolve("ours"));
            ours.compileMain();
            Path classes = new WrongBuild(project, ours, folder).compile(wrong);
            List<String> options = wrong.serveWith();
            List<Path> path = ours.mainPath(List.of());
            List<Path> wrongPath = ours.mainPath(List.of(classes));
            try (RunningServer right = RunningServer.startWatched(project.root(), path, options);
                    RunningServer other = RunningServer.startWatched(project.root(), wrongPath, options)) {
                System.out.println(wrong.name() + ": " + wrong.title() + "\n\n" + wrong.diff());
                System.out.println(
                        "The right server listens on port " + right.port() + ", the wrong one on " + other.port() + "."
                                + (options.isEmpty() ? "" : " Both have " + String.join(" ", options) + "."));
                System.out.println(
                        "See both at work: http://127.0.0.1:" + right.watchPort() + "/?beside=" + other.watchPort());
                wrong.seeIt()
                        .ifPresent(command -> System.out.println("Try\n\n  " + command.replace("PORT", right.port())
                                + "\n  " + command.replace("PORT", other.port()) + "\n"));
                System.out.println("What do you expect of each? Enter stops both, and tells.");
                System.in.read();
                System.out.println(wrong.explanation());
            }
        } finally {
            LabFiles.delete(folder);
        }
    }
}
