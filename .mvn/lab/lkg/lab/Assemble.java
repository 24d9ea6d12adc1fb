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
        if (maven.run(goals, Assemble::show) != 0) {
            System.err.println("lab: not all is green, see above; " + maven.log() + " has it all.");
            System.err.println("If these tests are not about your code, the machine may be too busy: run it again,");
            System.err.println("or serve all the same with \"assemble --anyway\".");
            return 1;
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

    private static void show(String line) {
        Matcher module = MODULE.matcher(line);
        if (module.matches()) {
            System.out.println("  " + module.group(1));
        } else if (REASON.matcher(line).matches()) {
            System.out.println("    " + line.replace("[ERROR] ", "").strip());
        }
    }
}
