package lkg.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs the steps of a lab in order, up to the first that is red. */
record Check(LabFolder folder, LabPage lab) {

    private static final int HANG_SECONDS = 10;

    /** Returns whether all steps are green. */
    boolean run() throws IOException, InterruptedException {
        Project project = new Project(folder.root());
        Build build = new Build(project, lab.module(), folder.root().resolve("target/lab/classes"));
        LabFiles.delete(build.folder());
        build.compileMain();
        build.compileTests();
        Tests tests = new Tests(folder.root().resolve(lab.module()), build.testPath(List.of()), HANG_SECONDS);
        Tests.Results results = tests.runSteps(
                packageName(lab), lab.steps().stream().map(Step::tag).toList());

        System.out.println(lab.name());
        int done = 0;
        for (Tests.Result result : results.all()) {
            System.out.println(line(lab.step(done + 1), result));
            done += result.isGreen() ? 1 : 0;
        }
        folder.setDone(lab.name(), done);
        System.out.print(results.explanation().isEmpty() ? "" : results.explanation() + "\n");
        if (done == lab.steps().size()) {
            System.out.println(
                    "\nAll steps are green. To see the server run on your code: java .mvn/lab/Lab.java assemble");
            return true;
        }
        Step red = lab.step(done + 1);
        System.out.println("\nStep " + red.number() + " asks: " + plain(red.request()));
        if (!red.write().isEmpty()) {
            System.out.println("To write: " + String.join(", ", red.write()));
        }
        System.out.println("A hint: java .mvn/lab/Lab.java hint");
        return false;
    }

    static String packageName(LabPage lab) {
        Path folder = lab.packageFolder();
        return folder.subpath(4, folder.getNameCount())
                .toString()
                .replace('\\', '.')
                .replace('/', '.');
    }

    private static String line(Step step, Tests.Result result) {
        String outcome = result.hangs()
                ? "RED: a test hangs"
                : result.isGreen()
                        ? result.succeeded() + " tests pass"
                        : result.failed() + result.succeeded() == 1
                                ? "RED: its test fails"
                                : result.failed() == 0
                                        ? "RED: it has no tests"
                                        : "RED: " + result.failed() + " of " + (result.failed() + result.succeeded())
                                                + " tests fail";
        return String.format("  step %d  %-44s %s", step.number(), step.title(), outcome);
    }

    /** A paragraph of Markdown for a console. */
    static String plain(String paragraph) {
        return paragraph
                .replaceAll("\\[([^\\]]+)\\]\\([^)]+\\)", "$1")
                .replaceAll("\\s*\\R\\s*", " ")
                .replace("**", "");
    }
}
