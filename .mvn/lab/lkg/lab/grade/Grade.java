package lkg.lab.grade;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Grades an HTTP/1.1 server by what a client sees of it, in stages named as the chapters. The server may be any:
 * {@code docs/grading.md} says how to run this and how to read what it prints.
 */
public final class Grade {

    private static final String TELLS = "here the server can tell";

    private Grade() {}

    /** Without the lab's launcher: compile this package, and run this class where the project is. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), Path.of("").toAbsolutePath()));
    }

    /** Returns the exit status: 0 if nothing failed, 1 if something did, 2 if nothing could be graded. */
    public static int run(List<String> arguments, Path projectRoot) {
        try {
            return run(Options.parse(arguments), projectRoot);
        } catch (IllegalArgumentException e) {
            System.err.println("grade: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("grade: " + e);
        } catch (InterruptedException e) {
            System.err.println("grade: interrupted");
        }
        return 2;
    }

    private static int run(Options options, Path projectRoot) throws IOException, InterruptedException {
        if (!Files.isDirectory(projectRoot.resolve("http-parser/src/test/resources/wire"))) {
            throw new IllegalArgumentException(
                    projectRoot + " has no wire cases (http-parser/src/test/resources/wire)");
        }
        List<Stage> stages = stages(options, projectRoot);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (options.list()) {
            list(stages, options, out);
            return 0;
        }
        Facts facts = facts(options.target());
        Answer page = facts.page();
        out.println(
                "Grading " + options.target().host() + ":" + options.target().port() + ": GET "
                        + options.target().path() + " was " + page.inWords()
                        + (page.is(200) ? " (" + page.length() + " bytes)." : "."));
        if (!page.is(200)) {
            out.println("Nothing can be asked of a server that does not answer this request by 200. Name a page that is"
                    + " there: --path /PAGE");
            return 1;
        }
        Report report = new Report(out, options);
        for (Stage stage : stages) {
            report.add(stage, stage.run(facts));
        }
        return report.end();
    }

    private static Facts facts(Target target) {
        try {
            return Facts.of(target);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot connect to " + target.host() + ":" + target.port() + ": " + e.getMessage(), e);
        }
    }

    private static List<Stage> stages(Options options, Path projectRoot) throws IOException {
        List<Stage> stages = new ArrayList<>();
        for (Stage stage : Stages.all(projectRoot, options.target())) {
            if (options.stages().isEmpty() || options.stages().stream().anyMatch(stage::isMeantBy)) {
                stages.add(stage);
            }
        }
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("there is no stage " + options.stages() + "; --list shows them");
        }
        return stages;
    }

    /** The stages and, if that is asked for, their checks, with a caret where the server can tell. */
    private static void list(List<Stage> stages, Options options, PrintStream out) {
        for (Stage stage : stages) {
            out.println(Report.wrapped(stage.title() + " (" + stage.checks().size() + "): ", stage.asks()));
            if (options.verbose()) {
                for (Check check : stage.checks()) {
                    out.println(
                            "  " + check.name() + (check.section().isEmpty() ? "" : "   (" + check.section() + ")"));
                    int fault = FirstFault.in(check.sends());
                    boolean found = fault < check.sends().length;
                    Evidence.of(check.sends(), new byte[0]).markSent(fault, found ? TELLS : "").lines().stream()
                            .filter(line -> check.sends().length > 0 && !line.startsWith("got"))
                            .forEach(line -> out.println("    " + line.stripTrailing()));
                }
            }
        }
    }
}
