package lkg.lab.runner;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Counts tests, and says in few lines why some failed. */
final class Report implements TestExecutionListener {

    private static final int EXPLAINED = 3;
    private static final int NAMED = 7;
    private static final int MAX_LINES = 60;
    private static final int MAX_CHARACTERS = 400;
    private static final int MAX_FRAMES = 6;

    /** @param method tests with parameters have the same one */
    private record Failure(String name, String method, Throwable reason) {}

    private final List<Failure> failures = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int succeeded;

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            skipped.add(name(test) + ": "
                    + result.getThrowable().map(Throwable::getMessage).orElse(""));
        } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            Throwable reason = result.getThrowable().orElseGet(() -> new Error("no reason"));
            failures.add(new Failure(name(test), name(test).replaceFirst(": .*", ""), reason));
        } else if (test.isTest()) {
            succeeded++;
        }
    }

    /** The tests came to an early end. */
    void addEnd(Throwable reason) {
        failures.add(0, new Failure("the tests ended early", "", reason));
    }

    int succeeded() {
        return succeeded;
    }

    int failed() {
        return failures.size();
    }

    void printTo(PrintStream out) {
        skipped.forEach(test -> out.println("\n  skipped: " + test));
        // Of a test with parameters one case tells most, so the others come behind.
        List<Failure> failures = new ArrayList<>();
        Set<String> methods = new HashSet<>();
        this.failures.stream().filter(failure -> methods.add(failure.method())).forEach(failures::add);
        this.failures.stream().filter(failure -> !failures.contains(failure)).forEach(failures::add);
        failures.stream().limit(EXPLAINED).forEach(failure -> {
            out.println();
            out.println("  " + failure.name());
            out.println(explanation(failure.reason()).indent(4).stripTrailing());
        });
        if (failures.size() > EXPLAINED) {
            out.println("\n  and " + (failures.size() - EXPLAINED) + " more:");
            failures.stream().skip(EXPLAINED).limit(NAMED).forEach(failure -> out.println("    " + failure.name()));
            out.print(failures.size() > EXPLAINED + NAMED ? "    ...\n" : "");
        }
    }

    private static String onOneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }

    static String name(TestIdentifier test) {
        Optional<TestSource> source = test.getSource();
        if (source.isPresent() && source.get() instanceof MethodSource method) {
            String className = method.getClassName().replaceAll(".*\\.", "");
            String name = className + "." + method.getMethodName();
            // jqwik shows a name with blanks for underscores.
            boolean saysMore = !test.getDisplayName().replace(' ', '_').startsWith(method.getMethodName());
            return saysMore ? name + ": " + onOneLine(test.getDisplayName()) : name;
        }
        return source.isPresent() && source.get() instanceof ClassSource type
                ? type.getClassName().replaceAll(".*\\.", "")
                : test.getDisplayName();
    }

    private static String explanation(Throwable reason) {
        if (reason instanceof UnsupportedOperationException && reason.getMessage() != null) {
            return "not written yet: " + reason.getMessage();
        }
        List<String> lines = new ArrayList<>();
        String message = reason instanceof AssertionError ? String.valueOf(reason.getMessage()) : reason.toString();
        // AssertJ puts each element of a long list on a line of its own.
        message.strip()
                .replaceAll(",\\R\\s+", ", ")
                .lines()
                .limit(MAX_LINES)
                .map(line -> line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + " ...")
                .forEach(lines::add);
        lines.addAll(frames(reason));
        for (Throwable cause = reason.getCause(); cause != null; cause = cause.getCause()) {
            lines.add("caused by " + cause.toString().lines().findFirst().orElse(""));
            lines.addAll(frames(cause));
        }
        return String.join("\n", lines);
    }

    /** The lines of the test and of the solution; those of JUnit, AssertJ and the JDK lead nowhere. */
    private static List<String> frames(Throwable reason) {
        return Arrays.stream(reason.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("lkg."))
                .filter(frame -> !frame.getClassName().matches("lkg\\.(watch|lab)\\..*"))
                .limit(MAX_FRAMES)
                .map(frame -> "at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                        + ":" + frame.getLineNumber() + ")")
                .toList();
    }
}
