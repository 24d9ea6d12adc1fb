package lkg.server.bench.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lkg.bench.Figures;
import lkg.server.bench.ServerProcess;
import lkg.server.bench.Subject;

/**
 * How long a client waits for a small file while two others list a directory of 100,000 names, again and again. It
 * pauses for a millisecond after each answer.
 */
final class BesideListings {

    private static final int NAMES = 100_000;
    private static final int LISTERS = 2;
    private static final int REQUESTS = 2_000;
    private static final int SECONDS = 10;
    private static final int PAUSE_MILLIS = 1;
    private static final int SMALL_BYTES = 612;

    private final Figures figures;
    private final List<Subject> subjects;
    private final Processors processors;

    BesideListings(Figures figures, List<Subject> subjects, Processors processors) {
        this.figures = figures;
        this.subjects = subjects;
        this.processors = processors;
    }

    void measure(int rounds) throws IOException, InterruptedException {
        List<ServerProcess> servers = new ArrayList<>();
        try (TemporaryDirectory root = new TemporaryDirectory("listing")) {
            TemporaryDirectory.file(root.path, "small.html", new byte[SMALL_BYTES]);
            Path names = root.directory("names");
            for (int i = 0; i < NAMES; i++) {
                TemporaryDirectory.file(names, String.format("item-%05d.txt", i), new byte[0]);
            }
            for (Subject subject : subjects) {
                servers.add(new ServerProcess(subject, root.path, processors.starter()));
            }
            // The first round warms up.
            for (int round = 0; round <= rounds; round++) {
                for (ServerProcess server : servers) {
                    measureAlone(server, round);
                    measureBeside(server, round);
                }
            }
        } finally {
            for (ServerProcess server : servers) {
                server.close();
            }
        }
    }

    private void measureAlone(ServerProcess server, int round) throws IOException, InterruptedException {
        addTimes(server, "alone", round);
    }

    private void measureBeside(ServerProcess server, int round) throws IOException, InterruptedException {
        String workload = "beside two that list 100 000 names";
        List<Lister> listers = new ArrayList<>();
        try {
            for (int i = 0; i < LISTERS; i++) {
                listers.add(new Lister(server.port, "/names/", NAMES));
            }
            long start = System.nanoTime();
            addTimes(server, workload, round);
            double seconds = (System.nanoTime() - start) / 1e9;
            int answered = listers.stream().mapToInt(Lister::answered).sum();
            int refused = listers.stream().mapToInt(Lister::refused).sum();
            add("listings per second answered 200", workload, server, round, answered / seconds);
            add("listings per second answered 503", workload, server, round, refused / seconds);
        } finally {
            for (Lister lister : listers) {
                lister.close();
            }
        }
    }

    private void addTimes(ServerProcess server, String workload, int round) throws IOException, InterruptedException {
        try (KeptConnection client = new KeptConnection(server.port, "/small.html", SMALL_BYTES)) {
            double[] millis = client.ask(REQUESTS, SECONDS, PAUSE_MILLIS);
            add("requests that were answered", workload, server, round, millis.length);
            add("ms for a small file; median", workload, server, round, millis[millis.length / 2]);
            add("ms for a small file; 99 %", workload, server, round, millis[millis.length * 99 / 100]);
        }
    }

    private void add(String metric, String workload, ServerProcess server, int round, double value) {
        if (round > 0) {
            figures.add(metric, workload, server.subject.name(), round, value);
            System.out.printf("%d  %-36s %-34s %-11s %8.2f%n", round, metric, workload, server.subject.name(), value);
        }
    }
}
