package lkg.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the JMH benchmarks of one module in rounds, and reports ratios.
 *
 * <p>A machine that has other things to do is slower at one time than at another. So each round measures every
 * implementation once, and only figures of one round are compared. Each benchmark has a parameter
 * {@code implementation}, whose first value is ours.
 */
public final class ModuleBenchmarks {

    private ModuleBenchmarks() {}

    /**
     * Arguments: this module and the one that is to be measured, without which nothing is done; the folder for the
     * report, the number of rounds, and any options of JMH's.
     */
    public static void main(String[] arguments) throws Exception {
        String module = arguments[0];
        if (!module.equals(arguments[1])) {
            return;
        }
        int rounds = Integer.parseInt(arguments[3]);
        String[] options = Arrays.copyOfRange(arguments, 4, arguments.length);
        Figures figures = Figures.hereAndNow();
        for (int round = 1; round <= rounds; round++) {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .parent(new CommandLineOptions(options))
                            .addProfiler(GCProfiler.class)
                            .build())
                    .run();
            for (RunResult result : results) {
                add(figures, result, round);
            }
        }
        Report.write(figures, Path.of(arguments[2]), module.replace("lkg-", ""));
    }

    private static void add(Figures figures, RunResult result, int round) {
        String[] name = result.getParams().getBenchmark().split("\\.");
        String benchmark = name[name.length - 2].replaceFirst("Benchmark$", "");
        String workload = result.getParams().getParamsKeys().stream()
                .filter(key -> !key.equals("implementation"))
                .map(key -> " " + key + " " + result.getParams().getParam(key))
                .collect(Collectors.joining("", benchmark, ""));
        String implementation = result.getParams().getParam("implementation");
        figures.add("time in ns", workload, implementation, round, result.getPrimaryResult().getScore());
        result.getSecondaryResults().forEach((key, value) -> {
            if (key.endsWith("gc.alloc.rate.norm")) {
                figures.add("allocated bytes", workload, implementation, round, value.getScore());
            }
        });
    }
}
