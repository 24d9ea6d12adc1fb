package lkg.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command {@code wrong}: wrong versions to look at, to predict, to run and to check. */
record Wrong(Project project) {

    private static final int MAX_SECONDS = 10;

    /** Lists those of the modules that are wanted, or all. */
    void list(List<String> wanted) throws IOException {
        for (WrongVersion wrong : WrongVersion.all(project.root())) {
            if (!wanted.isEmpty() && !wanted.contains(wrong.module())) {
                continue;
            }
            System.out.println(String.format(
                    "%-16s %s%s", wrong.name(), wrong.title(), wrong.seeIt().isPresent() ? "  [--serve]" : ""));
        }
        System.out.println("\nTo try one: java .mvn/lab/Lab.java wrong NAME");
    }

    /** Shows a mistake, lets the learner predict, and then runs the test that notices. */
    void predict(String name) throws IOException, InterruptedException {
        WrongVersion wrong = WrongVersion.named(project.root(), name);
        System.out.println(wrong.name() + ": " + wrong.title() + "\n\n" + wrong.diff());
        System.out.println("A test of " + wrong.module()
                + " fails: which one could it be, and what does it say? Think, then press Enter. The name of a test"
                + "\nbefore it has that one run, too.");
        String line = new BufferedReader(new InputStreamReader(System.in)).readLine();
        Optional<String> predicted = WrongBuild.findTest(project, wrong.module(), line == null ? "" : line.strip());
        Path folder = Files.createTempDirectory("lkg-wrong");
        try {
            WrongBuild build = WrongBuild.of(project, wrong.module(), folder);
            Tests tests = build.tests(wrong.module(), List.of(build.compile(wrong)));
            Tests.Results results = tests.runTests(List.of(WrongBuild.fullName(project, wrong)));
            System.out.println(results.explanation());
            System.out.println("\n" + wrong.killer() + (results.all().get(0).isGreen() ? " passes!" : " fails."));
            if (predicted.isPresent()) {
                boolean isGreen =
                        tests.runTests(List.of(predicted.get())).all().get(0).isGreen();
                System.out.println("Yours " + (isGreen ? "passes" : "fails, too") + ": " + predicted.get());
            }
            System.out.println(wrong.explanation());
        } finally {
            LabFiles.delete(folder);
        }
    }

    /** What is wrong with the wrong versions themselves, as far as that shows without running them. */
    List<String> unfit() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (WrongVersion wrong : WrongVersion.all(project.root())) {
            try {
                wrong.apply(project.root());
                WrongBuild.fullName(project, wrong);
            } catch (LabException e) {
                complaints.add(e.getMessage());
            }
        }
        return complaints;
    }

    /** Applies each wrong version, and says which test noticed. Returns whether each was noticed as its page says. */
    boolean check(List<String> wanted) throws IOException, InterruptedException {
        List<WrongVersion> all = WrongVersion.all(project.root()).stream()
                .filter(wrong -> wanted.isEmpty() || wanted.contains(wrong.module()) || wanted.contains(wrong.name()))
                .toList();
        List<String> failures = new ArrayList<>();
        Set<String> modules =
                new LinkedHashSet<>(all.stream().map(WrongVersion::module).toList());
        for (String module : modules) {
            Path folder = Files.createTempDirectory("lkg-wrong");
            try {
                WrongBuild build = WrongBuild.of(project, module, folder);
                List<WrongVersion> ofModule = all.stream()
                        .filter(wrong -> wrong.module().equals(module))
                        .toList();
                checkOurs(build, ofModule, failures);
                for (WrongVersion wrong : ofModule) {
                    try {
                        check(build, wrong, failures);
                    } catch (LabException e) {
                        failures.add(wrong.name() + ": " + e.getMessage());
                    }
                }
            } finally {
                LabFiles.delete(folder);
            }
        }
        System.out.println(all.size() + " wrong versions, " + failures.size() + " complaints");
        failures.forEach(System.out::println);
        return failures.isEmpty();
    }

    private void checkOurs(WrongBuild build, List<WrongVersion> wrongs, List<String> failures)
            throws IOException, InterruptedException {
        Set<String> killers = new LinkedHashSet<>();
        for (WrongVersion wrong : wrongs) {
            killers.add(WrongBuild.fullName(project, wrong));
        }
        Tests.Results results = build.tests(wrongs.get(0).module(), List.of()).runTests(List.copyOf(killers));
        results.all().stream()
                .filter(result -> !result.isGreen())
                .forEach(result -> failures.add(result.name() + " is red with our code\n" + results.explanation()));
    }

    private void check(WrongBuild build, WrongVersion wrong, List<String> failures)
            throws IOException, InterruptedException {
        Attempt attempt = attempt(build, wrong);
        if (attempt.isKilled() && attempt.isLate()) {
            attempt = attempt(build, wrong); // The machine may have been busy.
        }
        if (!attempt.isKilled()) {
            failures.add(wrong.name() + " survives " + wrong.killer());
        } else if (attempt.isLate()) {
            String why = attempt.hangs() ? ", since its test hangs" : "";
            failures.add(wrong.name() + String.format(" takes %.1f s", attempt.seconds()) + why);
        }
    }

    private record Attempt(boolean isKilled, boolean hangs, double seconds) {

        boolean isLate() {
            return hangs || seconds > MAX_SECONDS;
        }
    }

    private Attempt attempt(WrongBuild build, WrongVersion wrong) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Path classes = build.compile(wrong);
        Tests.Results results =
                build.tests(wrong.module(), List.of(classes)).runTests(List.of(WrongBuild.fullName(project, wrong)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        boolean isKilled = results.all().stream().noneMatch(Tests.Result::isGreen);
        boolean hangs = results.all().stream().anyMatch(Tests.Result::hangs);
        System.out.println(String.format(
                "%-16s %-9s %4.1f s  %s", wrong.name(), isKilled ? "killed" : "SURVIVES", seconds, wrong.killer()));
        return new Attempt(isKilled, hangs, seconds);
    }
}
