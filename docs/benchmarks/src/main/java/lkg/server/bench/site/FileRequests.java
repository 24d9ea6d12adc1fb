package lkg.server.bench.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lkg.bench.Figures;
import lkg.server.bench.ServerProcess;
import lkg.server.bench.Subject;
import lkg.server.bench.SystemCalls;

/** Clients ask for the files of a site: of servers that are warm, and of servers that have just been started. */
final class FileRequests {

    private static final int WARM_UP_REQUESTS = 400_000;
    private static final int ROUND_SECONDS = 1;
    private static final int COLD_SECONDS = 2;

    private final Figures figures;
    private final List<Subject> subjects;
    private final Processors processors;
    private final GeneratedSite site;
    private final SiteLoad load;

    FileRequests(Figures figures, List<Subject> subjects, Processors processors, GeneratedSite site, SiteLoad load) {
        this.figures = figures;
        this.subjects = subjects;
        this.processors = processors;
        this.site = site;
        this.load = load;
    }

    /** All servers run the whole time, and only one of them at a time has anything to do. */
    void measureWarm(int rounds) throws Exception {
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (Subject subject : subjects) {
                servers.add(start(subject));
            }
            for (Mix mix : Mix.values()) {
                for (ServerProcess server : servers) {
                    warmUp(mix, server);
                }
                for (int round = 1; round <= rounds; round++) {
                    for (ServerProcess server : servers) {
                        int files = round;
                        Run run = Run.undisturbed(() -> run(mix, server, ROUND_SECONDS, files));
                        add(mix.title(), server.subject, round, run);
                    }
                }
                for (ServerProcess server : servers) {
                    SystemCalls.perRequest(server, () -> load.run(mix, server.port, ROUND_SECONDS, 1))
                            .ifPresent(calls ->
                                    figures.add(SystemCalls.METRIC, mix.title(), server.subject.name(), 1, calls));
                }
            }
        } finally {
            for (ServerProcess server : servers) {
                server.close();
            }
        }
    }

    /** From the moment a new process listens. The kernel has all files in its page cache. */
    void measureCold(int rounds) throws Exception {
        String workload = Mix.SKEWED.title() + "; first " + COLD_SECONDS + " s after start";
        for (int round = 1; round <= rounds; round++) {
            for (Subject subject : subjects) {
                int files = round;
                Run run = Run.undisturbed(() -> {
                    try (ServerProcess server = start(subject)) {
                        return run(Mix.SKEWED, server, COLD_SECONDS, files);
                    }
                });
                add(workload, subject, round, run);
            }
        }
    }

    private ServerProcess start(Subject subject) throws IOException, InterruptedException {
        return new ServerProcess(subject, site.directory(), processors.starter());
    }

    /** So many requests ask for nearly every file. */
    private void warmUp(Mix mix, ServerProcess server) throws IOException, InterruptedException {
        long requests = 0;
        for (int i = 0; requests < WARM_UP_REQUESTS; i++) {
            requests += run(mix, server, ROUND_SECONDS, i).result().requests();
        }
    }

    private Run run(Mix mix, ServerProcess server, int seconds, int round) throws IOException, InterruptedException {
        return Run.of(server, () -> load.run(mix, server.port, seconds, round));
    }

    private void add(String workload, Subject subject, int round, Run run) {
        String name = subject.name();
        figures.add("requests per second", workload, name, round, run.result().requestsPerSecond());
        figures.add("CPU µs per request", workload, name, round, run.cpuMicrosPerRequest());
        figures.add("processors that it used", workload, name, round, run.serverProcessors());
        System.out.printf(
                "%d  %-32s %-14s %8.0f/s %6.1f µs, used %.2f processors, others %.2f%n",
                round,
                workload,
                name,
                run.result().requestsPerSecond(),
                run.cpuMicrosPerRequest(),
                run.serverProcessors(),
                run.otherProcessors());
    }
}
