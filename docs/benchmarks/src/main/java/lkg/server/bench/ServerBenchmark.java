package lkg.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import lkg.bench.Figures;

/**
 * Measures our server beside others on this machine: starts them all, lets {@code wrk} ask one after the other in short
 * rounds, and reports ratios of what was measured in the same round. A busy machine slows down all of a round.
 *
 * <p>All servers have one event loop, if they can be told; {@code wrk} has one thread. What is counted is the processor
 * time of the server's process, from {@code /proc}, the bytes that its threads allocated, and, in a run of their own,
 * its system calls, with {@code strace}.
 */
public final class ServerBenchmark {

    private static final List<String> JAVA = List.of(
            "lkg-inline",
            "lkg-handlers-in-pool",
            "lkg-events-in-pool",
            "minimal",
            "netty",
            "microhttp",
            "undertow",
            "helidon",
            "jetty",
            "tomcat",
            "jdk");

    private static final int WARM_UP_SECONDS = 3;
    private static final int ROUND_SECONDS = 1;

    private final Figures figures = Figures.hereAndNow();
    private final Wrk wrk = new Wrk();
    private final List<ServerProcess> servers = new ArrayList<>();
    private final Set<String> left = new LinkedHashSet<>();

    private ServerBenchmark() throws IOException {}

    /** The options are up to two regular expressions: which subjects and which scenarios to measure. */
    public static Figures measure(int rounds, String... options) throws Exception {
        if (!Commands.isInstalled("wrk")) {
            throw new IllegalStateException("this benchmark needs wrk, a package of most distributions");
        }
        String subjects = options.length > 0 ? options[0] : ".*";
        String scenarios = options.length > 1 ? options[1] : ".*";
        ServerBenchmark benchmark = new ServerBenchmark();
        benchmark.run(rounds, subjects, scenarios);
        return benchmark.figures;
    }

    private void run(int rounds, String subjects, String scenarios) throws Exception {
        Path directory = filesToServe();
        if (StartUp.NAME.matches(scenarios)) {
            new StartUp(figures, directory).measure(rounds);
        }
        try {
            for (String name : available(subjects)) {
                servers.add(new ServerProcess(new Subject(name), directory));
            }
            for (Scenario scenario : Scenario.values()) {
                if (scenario.name().matches(scenarios)) {
                    measure(scenario, rounds);
                }
            }
            countSystemCalls(scenarios);
        } finally {
            for (ServerProcess server : servers) {
                server.close();
            }
        }
        left.forEach(System.out::println);
    }

    private static List<String> available(String subjects) throws InterruptedException {
        List<String> names = new ArrayList<>(JAVA);
        if (Commands.isInstalled("nginx")) {
            names.addAll(List.of("nginx", "nginx-cache"));
        }
        if (Runtime.version().feature() < 21) {
            names.remove("helidon");
        }
        return names.stream().filter(name -> name.matches(subjects)).toList();
    }

    private void measure(Scenario scenario, int rounds) throws Exception {
        List<ServerProcess> able =
                servers.stream().filter(s -> scenario.isFor(s.subject)).toList();
        for (ServerProcess server : able) {
            wrk.run(scenario, server.port, WARM_UP_SECONDS);
        }
        if (scenario == Scenario.BESIDE_IDLE) {
            // One server after the other: descriptors for all of their idle connections at once are hard to come by.
            for (ServerProcess server : able) {
                besideIdle(server, rounds);
            }
            return;
        }
        for (int round = 1; round <= rounds; round++) {
            for (ServerProcess server : able) {
                measure(scenario, scenario.title, server, round);
            }
        }
    }

    /** What the idle connections cost in memory, and what one request costs beside them, compared to without them. */
    private void besideIdle(ServerProcess server, int rounds) throws Exception {
        double without = server.liveHeapBytes().orElse(0);
        IdleConnections idle = new IdleConnections(server.port, Scenario.IDLE_CONNECTIONS);
        try {
            // Long enough for a server that gives back what an idle connection does not need.
            Thread.sleep(2_000);
            double with = server.liveHeapBytes().orElse(0);
            if (with > 0) {
                figures.add(
                        "heap bytes for an idle connection",
                        Scenario.IDLE_CONNECTIONS + " idle connections",
                        server.subject.name(),
                        1,
                        (with - without) / Scenario.IDLE_CONNECTIONS);
            }
            for (int round = 1; round <= rounds; round++) {
                measure(Scenario.BESIDE_IDLE, Scenario.BESIDE_IDLE.title, server, round);
            }
        } finally {
            idle.close();
        }
    }

    private void measure(Scenario scenario, String workload, ServerProcess server, int round) throws Exception {
        double cpu = server.cpuSeconds();
        double allocated = server.allocatedBytes().orElse(0);
        Wrk.Result result = wrk.run(scenario, server.port, ROUND_SECONDS);
        double cpuUsed = server.cpuSeconds() - cpu;
        double allocatedNow = server.allocatedBytes().orElse(0);
        String name = server.subject.name();
        if (result.requests() == 0 || result.errors() > result.requests() / 100) {
            left.add(name + " failed at " + workload + ": " + result);
            return;
        }
        figures.add("requests per second", workload, name, round, result.requestsPerSecond());
        figures.add("CPU µs per request", workload, name, round, cpuUsed * 1e6 / result.requests());
        if (allocatedNow > 0) {
            figures.add(
                    "allocated bytes per request",
                    workload,
                    name,
                    round,
                    (allocatedNow - allocated) / result.requests());
        }
        System.out.printf("%d  %-50s %-22s %9.0f/s%n", round, workload, name, result.requestsPerSecond());
    }

    private void countSystemCalls(String scenarios) throws Exception {
        for (Scenario scenario : List.of(Scenario.SMALL_64, Scenario.HELLO, Scenario.MIDDLE)) {
            for (ServerProcess server : servers) {
                if (scenario.isFor(server.subject) && scenario.name().matches(scenarios)) {
                    SystemCalls.perRequest(server, () -> wrk.run(scenario, server.port, ROUND_SECONDS))
                            .ifPresent(calls ->
                                    figures.add(SystemCalls.METRIC, scenario.title, server.subject.name(), 1, calls));
                }
            }
        }
    }

    private static Path filesToServe() throws IOException {
        Path directory = Files.createTempDirectory("served");
        byte[] page = new byte[612];
        Arrays.fill(page, (byte) 'x');
        Files.write(directory.resolve("small.html"), page);
        Random random = new Random(42);
        for (var file :
                Map.of("middle.bin", 100 * 1024, "large.bin", 10 * 1024 * 1024).entrySet()) {
            byte[] bytes = new byte[file.getValue()];
            random.nextBytes(bytes);
            Files.write(directory.resolve(file.getKey()), bytes);
        }
        // nginx gives up its rights to another user, who has to be able to read them.
        Stream.of("small.html", "middle.bin", "large.bin")
                .forEach(name -> directory.resolve(name).toFile().setReadable(true, false));
        directory.toFile().setReadable(true, false);
        directory.toFile().setExecutable(true, false);
        return directory;
    }
}
