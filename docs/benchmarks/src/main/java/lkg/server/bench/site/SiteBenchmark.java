package lkg.server.bench.site;

import lkg.bench.Figures;
import lkg.server.bench.Commands;

/**
 * Measures what a server of a real directory meets and the benchmark of small files does not: many files of different
 * sizes, a process that has just been started, listings of a large directory, and many connections at once. The servers
 * take turns in rounds, as they do there.
 */
public final class SiteBenchmark {

    private static final int ROUNDS_OF_CONNECTIONS = 1;

    private SiteBenchmark() {}

    /**
     * The options are up to two regular expressions: which subjects to measure, and which of the parts WARM, COLD,
     * LISTINGS and CONNECTIONS.
     */
    public static Figures measure(int rounds, String... options) throws Exception {
        if (!Commands.isInstalled("wrk")) {
            throw new IllegalStateException("this benchmark needs wrk, a package of most distributions");
        }
        SiteSubjects subjects = new SiteSubjects(options.length > 0 ? options[0] : ".*");
        String parts = options.length > 1 ? options[1] : ".*";
        // The figures say how many processors there are, so they come before this process leaves one of them.
        Figures figures = Figures.hereAndNow();
        Processors processors = Processors.divide();
        if ("WARM".matches(parts) || "COLD".matches(parts)) {
            try (GeneratedSite site = new GeneratedSite();
                    SiteLoad load = new SiteLoad(site)) {
                FileRequests requests = new FileRequests(figures, subjects.ofFiles(), processors, site, load);
                if ("WARM".matches(parts)) {
                    requests.measureWarm(rounds);
                }
                if ("COLD".matches(parts)) {
                    requests.measureCold(rounds);
                }
            }
        }
        if ("LISTINGS".matches(parts)) {
            new BesideListings(figures, subjects.ofListings(), processors).measure(rounds);
        }
        if ("CONNECTIONS".matches(parts)) {
            // What is counted are bytes, which do not depend on what else the machine does.
            new NewConnections(figures, subjects.ofConnections(), processors).measure(ROUNDS_OF_CONNECTIONS);
        }
        return figures;
    }
}
