package lkg.server.bench.restart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lkg.server.bench.Commands;
import lkg.server.bench.restart.Outcomes.Outcome;

/**
 * What clients notice when instances of the server are restarted under load: two behind a proxy, one after the other,
 * and one without a proxy.
 */
public final class RestartBenchmark {

    /** Further options of the instances in the rows that are called recommended. */
    private static final List<String> RECOMMENDED_OPTIONS = List.of("--drain-delay", "1");

    private static final List<String> BEHIND_PROXY_OPTIONS =
            List.of("--drain-delay", "1", "--trust-proxy", "127.0.0.1");

    private static final int MIN_REQUESTS = 100_000;
    private static final int MIN_RESTARTS = 10;
    private static final Load.Plan THROUGH_PROXY = new Load.Plan(96, 32, 2_000);

    /** From the first answer of a restarted instance to the stop of the other one. */
    private static final int PAUSE_SECONDS = 2;

    /** How long the second instance stays down each time. The first one is started again at once. */
    private static final int DOWN_SECONDS = 5;

    private static final int STOPS = 10;
    private static final int ANSWERED_BEFORE_STOP = 5_000;
    private static final Load.Plan DIRECT = new Load.Plan(16, 64, 20_000);

    private static final long MAX_SECONDS_FOR_A_ROW = 300;

    private final RestartPage page = new RestartPage();

    private RestartBenchmark() {}

    /** Measures all, and writes {@code restart.md} into {@code folder}. Takes about seven minutes. */
    public static void run(Path folder) throws Exception {
        RestartBenchmark benchmark = new RestartBenchmark();
        for (Proxy.Program program : Proxy.Program.values()) {
            if (Commands.isInstalled(program.executable)) {
                benchmark.page.note(program.version());
                benchmark.behind(program, "default", program.byDefault(), List.of());
                benchmark.behind(program, "recommended", program.recommended(), BEHIND_PROXY_OPTIONS);
            } else {
                benchmark.page.note(program.title + " is not installed and was left out");
            }
        }
        benchmark.direct("default", List.of());
        benchmark.direct("recommended", RECOMMENDED_OPTIONS);
        benchmark.page.write(folder, THROUGH_PROXY, DOWN_SECONDS, PAUSE_SECONDS, DIRECT);
    }

    private void behind(Proxy.Program program, String title, String configuration, List<String> options)
            throws Exception {
        try (Site site = new Site();
                Instance one = new Instance(site, options);
                Instance two = new Instance(site, options);
                Proxy proxy = new Proxy(program, configuration, site, one, two)) {
            Load load = new Load(proxy.port, THROUGH_PROXY);
            ExitStatuses statuses = new ExitStatuses();
            try (load) {
                restartInTurn(load, one, two, statuses);
            }
            page.proxied(
                    program.title,
                    title,
                    load.requests(),
                    load.count(Outcome.ANSWERED),
                    load.gets.otherStatuses(),
                    load.gets.unanswered(),
                    load.posts.otherStatuses(),
                    load.posts.unanswered(),
                    statuses.count(),
                    statuses);
        }
    }

    private static void restartInTurn(Load load, Instance one, Instance two, ExitStatuses statuses) throws Exception {
        long start = System.nanoTime();
        Instance next = one;
        while ((statuses.count() < MIN_RESTARTS || load.requests() < MIN_REQUESTS)
                && System.nanoTime() - start < MAX_SECONDS_FOR_A_ROW * 1_000_000_000L) {
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            statuses.add(next.stop());
            if (next == two) {
                TimeUnit.SECONDS.sleep(DOWN_SECONDS);
            }
            next.start();
            next = next == one ? two : one;
        }
    }

    private void direct(String options, List<String> given) throws Exception {
        try (Site site = new Site();
                Instance instance = new Instance(site, given)) {
            Load load = new Load(instance.port, DIRECT);
            ExitStatuses statuses = new ExitStatuses();
            List<Long> lostAtStop = new ArrayList<>();
            try (load) {
                while (statuses.count() < STOPS) {
                    awaitAnswers(load, load.count(Outcome.ANSWERED) + ANSWERED_BEFORE_STOP);
                    long lost = load.count(Outcome.LOST_FRESH);
                    statuses.add(instance.stop());
                    instance.start();
                    lostAtStop.add(load.count(Outcome.LOST_FRESH) - lost);
                }
            }
            page.direct(
                    options,
                    load.count(Outcome.ANSWERED),
                    load.count(Outcome.REFUSED),
                    lostAtStop.stream().map(String::valueOf).collect(Collectors.joining(" ")),
                    load.count(Outcome.LOST_KEPT),
                    load.count(Outcome.BROKEN) + load.count(Outcome.OTHER_STATUS),
                    statuses.count(),
                    statuses);
        }
    }

    private static void awaitAnswers(Load load, long answers) throws Exception {
        long start = System.nanoTime();
        while (load.count(Outcome.ANSWERED) < answers) {
            if (System.nanoTime() - start > MAX_SECONDS_FOR_A_ROW * 1_000_000_000L / STOPS) {
                throw new IOException("the clients get too few answers");
            }
            Thread.sleep(10);
        }
    }
}
