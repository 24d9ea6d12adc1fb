package lkg.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the whole server on the learner's module, runs all tests, and serves the docs. */
record Assemble(LabFolder folder) {

    int run(List<String> serverArguments) throws IOException, InterruptedException {
        System.out.println("All tests of all modules, on your " + String.join(" and ", folder.labs())
                + ": that takes two or three minutes.");
        int status = Maven.run(folder.root(), "-q", "-ntp", "-B", "package");
        if (status != 0) {
            System.err.println("lab: the server does not work on your code yet: see above");
            return 1;
        }
        System.out.println("All tests pass. Now your server serves this folder's docs; Ctrl-C stops it.");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", "server/target/lkg-server.jar", "docs"));
        command.addAll(serverArguments);
        return new ProcessBuilder(command)
                .directory(folder.root().toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
