package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Proves that a lab can be done: its skeleton compiles with its tests, and nothing of our solution is in it; the first
 * step is red; and each step is green with our code of this step and those before it.
 */
record Prove(Project project, LabPage lab) {

    private static final int HANG_SECONDS = 60;

    /** A shorter line says nothing about who wrote it. */
    private static final int TELLING_CHARACTERS = 30;

    private static final Pattern UNASKED = Pattern.compile("\"([\\w.]+): no step asks for it\"");

    /** Returns what is wrong. {@code quick} leaves out the steps after the first. */
    List<String> run(boolean quick) throws IOException, InterruptedException {
        List<String> complaints = new ArrayList<>();
        Path folder = Files.createTempDirectory("lkg-prove");
        try {
            new Libraries(project).of(lab.module());
            Path learner = folder.resolve("learner");
            Start.in(project.root(), lab.name(), learner);
            complaints.addAll(unasked(learner));
            complaints.addAll(leaks(learner));
            complaints.addAll(unknownMembers());

            Build build = new Build(new Project(learner), lab.module(), folder.resolve("classes"));
            build.compileMain();
            build.compileTests();
            complaints.addAll(firstStep(learner, build));
            if (!quick) {
                complaints.addAll(ladder(learner, folder));
            }
        } catch (LabException e) {
            complaints.add(e.getMessage());
        } finally {
            LabFiles.delete(folder);
        }
        return complaints.stream()
                .map(complaint -> lab.name() + ": " + complaint)
                .toList();
    }

    private List<String> unasked(Path learner) throws IOException {
        Set<String> unasked = new TreeSet<>();
        for (Path source : Project.javaFiles(learner.resolve(lab.packageFolder()))) {
            UNASKED.matcher(Files.readString(source)).results().forEach(found -> unasked.add(found.group(1)));
        }
        return unasked.stream().map(member -> "no step asks for " + member).toList();
    }

    /** Lines of bodies that the learner has to write, and that are in the learner's folder all the same. */
    private List<String> leaks(Path learner) throws IOException {
        Set<String> secret = new TreeSet<>();
        Set<String> given = new TreeSet<>();
        for (SourceFile file : SourceFile.parse(Project.javaFiles(project.root().resolve(lab.packageFolder())))) {
            for (SourceFile.Part part : file.parts()) {
                boolean isSecret =
                        !lab.isConnection() || lab.stepFor(part.name()).isPresent();
                part.body().ifPresent(body -> (isSecret ? secret : given).addAll(tellingLines(file.textOf(body))));
            }
        }
        for (Path other : others(learner)) {
            given.addAll(tellingLines(Files.readString(other)));
        }
        secret.removeAll(given);
        Set<String> leaked = new TreeSet<>();
        for (Path source : Project.javaFiles(learner.resolve(lab.packageFolder()))) {
            leaked.addAll(tellingLines(Files.readString(source)));
        }
        try (var pages = Files.walk(learner.resolve("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                leaked.addAll(tellingLines(Files.readString(page)));
            }
        }
        leaked.retainAll(secret);
        return leaked.stream()
                .map(line -> "a line of our solution is in the learner's folder: " + line)
                .toList();
    }

    /** The code that a learner gets: what stands there, such as idioms of the JDK, is no secret. */
    private List<Path> others(Path learner) throws IOException {
        List<Path> others = Project.javaFiles(learner.resolve("docs/demos"));
        for (String module : new Project(learner).modules()) {
            others.addAll(Project.javaFiles(new Project(learner).mainSources(module)));
        }
        others.removeIf(file -> file.startsWith(learner.resolve(lab.packageFolder())));
        return others;
    }

    private static Set<String> tellingLines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.length() >= TELLING_CHARACTERS)
                .collect(Collectors.toSet());
    }

    private List<String> unknownMembers() throws IOException {
        Map<String, List<String>> ours = Guide.textsOf(project.root(), lab);
        List<String> complaints = new ArrayList<>();
        for (Step step : lab.steps()) {
            List<String> named = new ArrayList<>(step.write());
            named.addAll(step.reveal());
            named.removeIf(ours::containsKey);
            named.forEach(
                    member -> complaints.add("step " + step.number() + " names " + member + ", which is not there"));
            if (step.hint().isEmpty()
                    || step.reveal().isEmpty()
                    || step.request().isEmpty()) {
                complaints.add("step " + step.number() + " needs a request, a hint and what to reveal");
            }
        }
        return complaints;
    }

    private List<String> firstStep(Path learner, Build build) throws IOException, InterruptedException {
        Tests tests = new Tests(learner.resolve(lab.module()), build.testPath(List.of()), HANG_SECONDS);
        List<String> complaints = new ArrayList<>();
        Tests.Results results =
                tests.runSteps(Check.packageName(lab), List.of(lab.step(1).tag()));
        if (results.all().stream().noneMatch(result -> result.failed() > 0 && !result.hangs())) {
            complaints.add("step 1 should be red with the skeleton, but it is " + results.all());
        }
        List<String> tags = lab.steps().stream().map(Step::tag).toList();
        tests.untagged(Check.packageName(lab), tags).forEach(test -> complaints.add(test + " belongs to no step"));
        return complaints;
    }

    /** Each step with our code, from which the members are taken away that only later steps ask for. */
    private List<String> ladder(Path learner, Path folder) throws IOException, InterruptedException {
        List<String> complaints = new ArrayList<>();
        for (Step step : lab.steps()) {
            Path sources = learner.resolve(lab.packageFolder());
            for (SourceFile file :
                    SourceFile.parse(Project.javaFiles(project.root().resolve(lab.packageFolder())))) {
                Path copy = sources.resolve(file.path().getFileName());
                Files.writeString(copy, new Ladder(lab, step).of(file));
            }
            Path classes = folder.resolve(step.tag());
            Build build = new Build(new Project(learner), lab.module(), classes);
            build.compileMain();
            build.compileTests();
            Tests tests = new Tests(learner.resolve(lab.module()), build.testPath(List.of()), HANG_SECONDS);
            Tests.Results results = tests.runSteps(Check.packageName(lab), List.of(step.tag()));
            boolean isGreen = results.all().stream().allMatch(Tests.Result::isGreen);
            System.out.println(lab.name() + ", step " + step.number() + ": " + (isGreen ? "green" : "RED"));
            if (!isGreen) {
                complaints.add("step " + step.number() + " is red with our code of the steps up to it\n"
                        + results.explanation());
            }
        }
        return complaints;
    }
}
