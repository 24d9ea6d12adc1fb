package lkg.server.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import lkg.http.Client;
import lkg.server.EndReason;
import lkg.server.LkgServer;
import lkg.server.Observer;

/** Counts what the server reports, and draws up the balance. */
final class Accounts implements Observer {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Not counted: it ends when it is idle, and comes back. */
    private static final String LOG_THREAD = "lkg-log";

    private final Map<String, LongAdder> events = new ConcurrentHashMap<>();

    private void count(String event) {
        events.computeIfAbsent(event, name -> new LongAdder()).increment();
    }

    @Override
    public void onAnswered(Answer answer) {
        count("answered " + answer.status());
    }

    @Override
    public void onRefused(Refusal refusal) {
        count("refused " + refusal.reason().status());
    }

    @Override
    public void onClosed(Client client, EndReason reason) {
        count("closed " + reason);
    }

    /** What the process holds now. Runs the garbage collector first. */
    Balance balance(LkgServer server, SoakRoutes routes) throws Exception {
        TreeMap<String, Long> numbers = new TreeMap<>();
        events.forEach((event, count) -> numbers.put(event, count.sum()));
        numbers.put("open connections", (long) server.openConnections());
        numbers.put("idle connections", (long) server.idleConnections());
        numbers.put("bytes in flight", server.bytesInFlight());
        numbers.put("queued jobs", (long) server.queueDepth());
        numbers.put("timers", PendingTimers.of(server));
        numbers.put("event streams", routes.openStreams());
        numbers.put("futures", routes.pendingFutures());
        numbers.put("descriptors", descriptors());
        // No thread's own number: a worker may have been replaced.
        Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("\\d+", "n"))
                .filter(name -> !name.equals(LOG_THREAD))
                .forEach(name -> numbers.merge("thread " + name, 1L, Long::sum));
        numbers.put("heap KiB", usedHeapBytes() / 1024);
        return new Balance(numbers);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.count();
        }
    }

    private static long usedHeapBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
