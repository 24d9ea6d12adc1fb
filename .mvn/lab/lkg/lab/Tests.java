package lkg.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs tests in a JVM of their own: {@code runner/StepRunner.java}. */
record Tests(Path workingFolder, List<Path> classPath, int hangSeconds) {

    private static final int HANGS = 70;

    /** What became of a step or test: counts, or that it did not end. */
    record Result(String name, int succeeded, int failed, boolean hangs) {

        boolean isGreen() {
            return failed == 0 && succeeded > 0;
        }
    }

    /** @param explanation why tests failed, for people */
    record Results(List<Result> all, String explanation) {}

    /** Runs the tests with each of the tags, until one has failed. */
    Results runSteps(String packageName, List<String> tags) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("steps", packageName));
        arguments.addAll(tags);
        return run(arguments, tags);
    }

    /** The tests that have none of the tags. */
    List<String> untagged(String packageName, List<String> tags) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("untagged", packageName));
        arguments.addAll(tags);
        return run(arguments, tags).all().stream().map(Result::name).toList();
    }

    /** Runs tests by their names, such as {@code lkg.timer.TimerQueueTest#aName}. */
    Results runTests(List<String> names) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("tests"));
        arguments.addAll(names);
        return run(arguments, names);
    }

    private Results run(List<String> arguments, List<String> names) throws IOException, InterruptedException {
        Path file = Files.createTempFile("lab-results", ".txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-ea", "-Xmx512m", "-XX:+UseSerialGC", "-Dhang.seconds=" + hangSeconds));
        classPath.stream()
                .map(entry -> entry.resolve("logging.properties"))
                .filter(Files::exists)
                .forEach(logging -> command.add("-Djava.util.logging.config.file=" + logging));
        command.addAll(List.of("-cp", Compiler.join(classPath), "lkg.lab.runner.StepRunner", file.toString()));
        command.addAll(arguments);
        Files.createDirectories(workingFolder.resolve("target"));
        Process process = new ProcessBuilder(command)
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean hangs = process.waitFor() == HANGS;
        List<Result> results = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            results.add(new Result(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), false));
        }
        Files.delete(file);
        if (hangs) {
            results.add(new Result(names.get(results.size()), 0, 1, true));
        }
        return new Results(results, output.stripTrailing());
    }
}
