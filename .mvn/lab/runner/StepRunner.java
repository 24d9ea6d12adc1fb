package lkg.lab.runner;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests in a JVM of their own, and writes a line for each group of them into a file.
 *
 * <p>Arguments: the file, then {@code steps}, a package and tags; or {@code tests} and names such as
 * {@code lkg.timer.TimerQueueTest#expireRuns}; or {@code untagged}, a package and tags, for the names of the tests that
 * have none of them. Steps end with the first that is red.
 */
public final class StepRunner {

    private static final PrintStream OUT = System.out;

    private StepRunner() {}

    public static void main(String[] arguments) throws Exception {
        // What tests and jqwik print would bury what the learner has to see.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Path results = Path.of(arguments[0]);
        if (arguments[1].equals("untagged")) {
            List<String> tags = Arrays.asList(arguments).subList(3, arguments.length);
            Files.write(results, untagged(arguments[2], tags));
            return;
        }
        boolean areSteps = arguments[1].equals("steps");
        List<String> names = Arrays.asList(arguments).subList(areSteps ? 3 : 2, arguments.length);
        boolean allGreen = true;
        for (String name : names) {
            Report report = new Report();
            try {
                LauncherFactory.create().execute(areSteps ? step(arguments[2], name) : test(name), report);
            } catch (Throwable t) {
                // Typically an endless loop has used up the memory, which ends JUnit, too.
                report.addEnd(t);
            }
            report.printTo(OUT);
            Files.writeString(
                    results,
                    name + " " + report.succeeded() + " " + report.failed() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            allGreen &= report.failed() == 0;
            if (areSteps && !allGreen) {
                break;
            }
        }
        OUT.flush();
        Runtime.getRuntime().halt(allGreen ? 0 : 1);
    }

    private static LauncherDiscoveryRequest step(String packageName, String tag) {
        return ofPackage(packageName).filters(TagFilter.includeTags(tag)).build();
    }

    private static LauncherDiscoveryRequestBuilder ofPackage(String packageName) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(packageName))
                .filters(ClassNameFilter.includeClassNamePatterns(".*(Test|Properties)"));
    }

    private static List<String> untagged(String packageName, List<String> tags) {
        LauncherDiscoveryRequest request =
                ofPackage(packageName).filters(TagFilter.excludeTags(tags)).build();
        TestPlan plan = LauncherFactory.create().discover(request);
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(test -> test.getSource().orElse(null) instanceof MethodSource)
                .map(test -> Report.name(test).replace(' ', '_') + " 0 1")
                .toList();
    }

    /** All methods of that name, since a test with parameters is known by its name only. */
    private static LauncherDiscoveryRequest test(String name) throws ClassNotFoundException {
        String className = name.substring(0, name.indexOf('#'));
        String methodName = name.substring(name.indexOf('#') + 1);
        Class<?> type = Class.forName(className, false, StepRunner.class.getClassLoader());
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (var method : declaring.getDeclaredMethods()) {
                if (method.getName().equals(methodName) && !method.isSynthetic()) {
                    request.selectors(selectMethod(type, method));
                }
            }
        }
        return request.build();
    }
}
