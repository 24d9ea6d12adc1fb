package lkg.server.bench.site;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import lkg.bench.Figures;
import lkg.server.bench.IdleConnections;
import lkg.server.bench.ServerProcess;
import lkg.server.bench.Subject;
import lkg.server.bench.Wrk;

/**
 * The memory of 10,000 connections, of which each has one request for a small file answered and stays open: right after
 * the last answer, and again after some seconds.
 */
final class NewConnections {

    private static final int CONNECTIONS = 10_000;
    private static final int IDLE_SECONDS = 5;
    private static final String AT_ONCE = "10 000 new connections; at once";
    private static final String LATER = "10 000 new connections; after " + IDLE_SECONDS + " s";

    private final Figures figures;
    private final List<Subject> subjects;
    private final Processors processors;

    NewConnections(Figures figures, List<Subject> subjects, Processors processors) {
        this.figures = figures;
        this.subjects = subjects;
        this.processors = processors;
    }

    void measure(int rounds) throws IOException, InterruptedException {
        try (TemporaryDirectory root = new TemporaryDirectory("small")) {
            TemporaryDirectory.file(root.path, "small.html", new byte[612]);
            for (int round = 1; round <= rounds; round++) {
                for (Subject subject : subjects) {
                    try (ServerProcess server = start(subject, root)) {
                        measureProcess(server, round);
                    }
                    // Asking for the heap collects garbage, which changes what the process occupies: a process of its
                    // own.
                    try (ServerProcess server = start(subject, root)) {
                        measureHeap(server, round);
                    }
                }
            }
        }
    }

    private void measureProcess(ServerProcess server, int round) throws IOException, InterruptedException {
        double resident = server.residentBytes();
        OptionalDouble allocated = server.allocatedBytes();
        IdleConnections connections = new IdleConnections(server.port, CONNECTIONS);
        try {
            addResident(server, AT_ONCE, round, resident);
            if (allocated.isPresent()) {
                double allocatedNow = server.allocatedBytes().getAsDouble();
                double each = (allocatedNow - allocated.getAsDouble()) / CONNECTIONS;
                add("allocated bytes for a connection", AT_ONCE, server, round, each);
            }
            Thread.sleep(IDLE_SECONDS * 1000L);
            addResident(server, LATER, round, resident);
        } finally {
            connections.close();
        }
    }

    private void addResident(ServerProcess server, String workload, int round, double before) throws IOException {
        double now = server.residentBytes();
        add("resident MiB of the process", workload, server, round, now / (1 << 20));
        add("resident bytes for a connection", workload, server, round, (now - before) / CONNECTIONS);
    }

    private void measureHeap(ServerProcess server, int round) throws IOException, InterruptedException {
        OptionalDouble before = server.liveHeapBytes();
        if (before.isEmpty()) {
            return;
        }
        IdleConnections connections = new IdleConnections(server.port, CONNECTIONS);
        try {
            addHeap(server, AT_ONCE, round, before.getAsDouble());
            Thread.sleep(IDLE_SECONDS * 1000L);
            addHeap(server, LATER, round, before.getAsDouble());
        } finally {
            connections.close();
        }
    }

    private void addHeap(ServerProcess server, String workload, int round, double before)
            throws IOException, InterruptedException {
        double each = (server.liveHeapBytes().getAsDouble() - before) / CONNECTIONS;
        add("live heap bytes for a connection", workload, server, round, each);
    }

    /** Starts a server and lets it answer for some seconds, so that its classes and its pools are there. */
    private ServerProcess start(Subject subject, TemporaryDirectory root) throws IOException, InterruptedException {
        ServerProcess server = new ServerProcess(subject, root.path, processors.starter());
        Wrk.run(List.of("-t", "1", "-c", "64", "-d", "3s", "http://127.0.0.1:" + server.port + "/small.html"));
        return server;
    }

    private void add(String metric, String workload, ServerProcess server, int round, double value) {
        figures.add(metric, workload, server.subject.name(), round, value);
        System.out.printf("%d  %-33s %-36s %-11s %12.1f%n", round, metric, workload, server.subject.name(), value);
    }
}
