package lkg.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds the whole server on the learner's module, runs all tests, and serves the course. */
record Assemble(LabFolder folder) {

    private static final Pattern MODULE = Pattern.compile("\\[INFO\\] Building LkgServer ([a-z-]+) .*");

    /** A failure in the summary, an error of the compiler, or another reason why the build has ended. */
    private static final Pattern REASON =
            Pattern.compile("\\[ERROR\\] ( +\\w+.*|/.*\\.java.*|Failed to execute goal.*)");

    /** So many lines of what a failure says are shown. */
    private static final int MAX_LINES = 8;

    /** Shows what matters of Maven's output. */
    private static final class Summary {

        private int linesLeft;

        void add(String line) {
            Matcher module = MODULE.matcher(line);
            if (module.matches()) {
                System.out.println("  " + module.group(1));
            } else if (REASON.matcher(line).matches()) {
                System.out.println("    " + line.replace("[ERROR] ", "").strip());
                linesLeft = MAX_LINES;
            } else if (line.startsWith("[")) {
                linesLeft = 0;
            } else if (linesLeft > 0 && !line.isBlank()) {
                System.out.println("      " + line.strip());
                linesLeft--;
            }
        }
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> serverArguments = new ArrayList<>(arguments);
        boolean anyway = serverArguments.remove("--anyway");
        Maven maven = Maven.in(folder.root());
        List<String> goals = new ArrayList<>(List.of("package"));
        if (anyway) {
            goals.add("-DskipTests");
        } else {
            System.out.println("All tests of all modules, on your " + String.join(" and ", folder.labs())
                    + ". That takes some minutes, and longer on a busy machine.");
        }
        Summary summary = new Summary();
        if (maven.run(goals, summary::add) != 0) {
            System.err.println("lab: not all is green, see above; " + maven.log() + " has it all.");
            System.err.println(
                    "A test that is red only now and then points to a race in your code, or to a very busy machine.");
            System.err.println("\"assemble --anyway\" serves without the tests.");
            return 1;
        }
        if (!anyway) {
            for (String lab : folder.labs()) {
                folder.setDone(lab, LabPage.of(folder.root(), lab).steps().size());
            }
        }
        System.out.println(
                (anyway ? "" : "All tests pass. ") + "Now your server serves this folder's course; Ctrl-C stops it.");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", "server/target/lkg-server.jar", "server/target/course"));
        command.addAll(serverArguments);
        return new ProcessBuilder(command)
                .directory(folder.root().toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
