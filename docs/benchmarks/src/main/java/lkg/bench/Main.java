package lkg.bench;

import java.nio.file.Path;
import java.util.Arrays;
import lkg.server.bench.ServerBenchmark;
import lkg.server.bench.restart.RestartBenchmark;
import lkg.server.bench.scale.ScaleBenchmark;
import lkg.server.bench.site.SiteBenchmark;

/** Measures one module beside others, and reports ratios. */
public final class Main {

    private Main() {}

    /**
     * Arguments: the module, "site", "scale" or "restart"; the folder for the report; the number of rounds; and any options: of
     * JMH, or for the server and the site two regular expressions.
     */
    public static void main(String[] arguments) throws Exception {
        String module = arguments[0];
        Path folder = Path.of(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        String[] options = Arrays.copyOfRange(arguments, 3, arguments.length);
        if (module.equals("scale")) {
            ScaleBenchmark.run(folder);
            return;
        }
        if (module.equals("restart")) {
            RestartBenchmark.run(folder);
            return;
        }
        Figures figures = switch (module) {
            case "buffer", "timer", "threadpool" -> ModuleBenchmarks.measure("lkg." + module, rounds, options);
            case "http-parser" -> ModuleBenchmarks.measure("lkg.http", rounds, options);
            case "server" -> ServerBenchmark.measure(rounds, options);
            case "site" -> SiteBenchmark.measure(rounds, options);
            default ->
                throw new IllegalArgumentException("-Dbench=" + module + " has no benchmarks:"
                        + " use buffer, timer, threadpool, http-parser, server, site, scale or restart");
        };
        Report.write(figures, folder, module);
    }
}
