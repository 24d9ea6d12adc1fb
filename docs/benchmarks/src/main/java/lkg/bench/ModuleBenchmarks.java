package lkg.bench;

import java.io.IOException;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the JMH benchmarks of one module in rounds.
 *
 * <p>A machine that has other things to do is slower at one time than at another. So each round measures every
 * implementation once, and only figures of one round are compared. Each benchmark has a parameter
 * {@code implementation}, whose first value is ours.
 */
final class ModuleBenchmarks {

    private ModuleBenchmarks() {}

    /** Runs the benchmarks in a module's package; JMH's options may choose some of them. */
    static Figures measure(String packageName, int rounds, String... options)
            throws IOException, CommandLineOptionException, RunnerException {
        CommandLineOptions chosen = new CommandLineOptions(options);
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(chosen).addProfiler(GCProfiler.class);
        if (chosen.getIncludes().isEmpty()) {
            builder.include("^" + packageName + "\\.");
        }
        Figures figures = Figures.hereAndNow();
        for (int round = 1; round <= rounds; round++) {
            for (RunResult result : new Runner(builder.build()).run()) {
                add(figures, result, round);
            }
        }
        return figures;
    }

    private static void add(Figures figures, RunResult result, int round) {
        String[] name = result.getParams().getBenchmark().split("\\.");
        String benchmark = name[name.length - 2].replaceFirst("Benchmark$", "");
        String workload = result.getParams().getParamsKeys().stream()
                .filter(key -> !key.equals("implementation"))
                .map(key -> " " + key + " " + result.getParams().getParam(key))
                .collect(Collectors.joining("", benchmark, ""));
        String implementation = result.getParams().getParam("implementation");
        figures.add(
                "time in ns",
                workload,
                implementation,
                round,
                result.getPrimaryResult().getScore());
        result.getSecondaryResults().forEach((key, value) -> {
            if (key.endsWith("gc.alloc.rate.norm")) {
                figures.add("allocated bytes", workload, implementation, round, value.getScore());
            }
        });
    }
}
