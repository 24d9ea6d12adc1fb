package lkg.server.bench.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the server carries beyond small files: slow handlers, futures, event streams, bodies that do not fit in memory.
 * Each demonstration has a server process of its own, with one event loop and a small heap.
 */
public final class ScaleBenchmark {

    private static final int STREAMS = 10_000;
    private static final long UPLOAD_BYTES = 5L << 30;

    /** What the event {@code tick} takes, with its chunk. */
    private static final int BYTES_OF_AN_EVENT = "c\r\ndata: tick\n\n\r\n".length();

    private record Row(String what, String aim, String measured) {}

    private interface Demonstration {
        void run(ScaleClient client, int port) throws Exception;
    }

    private final Path folder;
    private final List<Row> rows = new ArrayList<>();

    private ScaleBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Runs all demonstrations, and writes {@code scale.md} into {@code folder}. Takes about two minutes. */
    public static void run(Path folder) throws Exception {
        ScaleBenchmark benchmark = new ScaleBenchmark(folder);
        benchmark.with("-Xmx64m", 60, benchmark::healthBesideSlowCalls);
        benchmark.with("-Xmx64m", 60, benchmark::fortySlowCalls);
        benchmark.with("-Xmx64m", 60, benchmark::leaving);
        benchmark.with("-Xmx64m", 3, benchmark::aClientThatStopsReading);
        benchmark.with("-Xmx96m", 60, benchmark::tenThousandStreams);
        benchmark.with("-Xmx64m", 60, benchmark::large);
        benchmark.write();
    }

    private void healthBesideSlowCalls(ScaleClient client, int port) throws Exception {
        client.latencies("/health", 2000, 0);
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            slow.add(client.send("/slow"));
        }
        double[] millis = client.latencies("/health", 500, 1);
        row("p99 of `/health` on the loop, beside 200 calls that block for 1 s", "5 ms", percentile(millis, 99));
        for (Socket socket : slow) {
            socket.close();
        }
    }

    private void fortySlowCalls(ScaleClient client, int port) throws Exception {
        boolean virtual = Runtime.version().feature() >= 21;
        for (String path : virtual ? List.of("/future", "/slow") : List.of("/future")) {
            client.together("/health", 40);
            long start = System.nanoTime();
            int answered = client.together(path, 40);
            String how = path.equals("/future") ? "futures" : "blocking handlers on virtual threads";
            row("40 calls of 1 s, as " + how, "1.5 s", answered + " answered in " + seconds(start));
        }
    }

    private void leaving(ScaleClient client, int port) throws Exception {
        Socket stream = client.send("/events");
        await(client, state -> state.streams() == 1);
        long start = System.nanoTime();
        stream.close();
        await(client, state -> state.streams() == 0);
        row("until a client that left has lost its subscription", "1 s", seconds(start));
        Socket future = client.send("/never");
        client.state();
        start = System.nanoTime();
        future.close();
        await(client, state -> state.cancelled() == 1);
        row("until its future is cancelled", "1 s", seconds(start));
    }

    private void aClientThatStopsReading(ScaleClient client, int port) throws Exception {
        Socket reader = client.send("/flood");
        await(client, state -> state.streams() == 1);
        long start = System.nanoTime();
        long most = 0;
        for (ScaleClient.State state = client.state(); state.streams() == 1; state = client.state()) {
            most = Math.max(most, state.heapBytes());
        }
        row("until a client that reads nothing is cut, with a stall timeout of 3 s", "", seconds(start));
        row("most live heap meanwhile", "does not grow", mebibytes(most));
        reader.close();
    }

    private void tenThousandStreams(ScaleClient client, int port) throws Exception {
        client.latencies("/files/small.html", 2000, 0);
        try (ScaleClient.Streams streams = new ScaleClient.Streams(STREAMS, port)) {
            await(client, state -> state.streams() == STREAMS);
            long bytes = streams.bytes();
            long events = client.state().events();
            double[] millis = client.latencies("/files/small.html", 5000, 1);
            long received = (streams.bytes() - bytes) / BYTES_OF_AN_EVENT;
            long offered = client.state().events() - events;
            row(
                    "events on 10,000 streams, one a second each",
                    "all received",
                    String.format("%,d offered, %,d received", offered, received));
            row("p99 of a 612-byte file meanwhile", "10 ms", percentile(millis, 99));
            row("live heap meanwhile", "96 MiB", mebibytes(client.state().heapBytes()));
        }
        long start = System.nanoTime();
        await(client, state -> state.streams() == 0);
        row("until all 10,000 clients that left at once are gone", "", seconds(start));
    }

    private void large(ScaleClient client, int port) throws Exception {
        long start = System.nanoTime();
        String counted = client.upload(UPLOAD_BYTES);
        row(
                "5 GiB uploaded at `-Xmx64m`; bytes that the handler read",
                "5368709120",
                counted + " in " + seconds(start));
        start = System.nanoTime();
        long received = client.download();
        row("5 GiB generated at `-Xmx64m`; bytes on the wire", "", received + " in " + seconds(start));
    }

    private void with(String heap, int stallSeconds, Demonstration demonstration) throws Exception {
        Path site = Files.createTempDirectory("lkg-scale");
        Files.writeString(site.resolve("small.html"), "x".repeat(612));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScaleServer.class.getName(),
                        site.toString(),
                        String.valueOf(stallSeconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            int port = Integer.parseInt(out.readLine().substring("port ".length()));
            demonstration.run(new ScaleClient(port), port);
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(site.resolve("small.html"));
            Files.delete(site);
        }
    }

    private static void await(ScaleClient client, Predicate<ScaleClient.State> condition) throws IOException {
        long start = System.nanoTime();
        while (!condition.test(client.state())) {
            if (System.nanoTime() - start > 60_000_000_000L) {
                throw new IOException("the server did not come to the state that was waited for");
            }
        }
    }

    private void row(String what, String aim, String measured) {
        rows.add(new Row(what, aim, measured));
        System.out.println(what + ": " + measured + (aim.isEmpty() ? "" : " (aim: " + aim + ")"));
    }

    private static String percentile(double[] sortedMillis, int percent) {
        return String.format("%.2f ms", sortedMillis[sortedMillis.length * percent / 100]);
    }

    private static String seconds(long startNanos) {
        return String.format("%.2f s", (System.nanoTime() - startNanos) / 1e9);
    }

    private static String mebibytes(long bytes) {
        return String.format("%.1f MiB", bytes / 1048576.0);
    }

    private void write() throws IOException {
        StringBuilder page = new StringBuilder("# Scale\n\nOn JDK " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, clients on the same machine. One event"
                + " loop. Made by `mvn -P bench verify -Dbench=scale`.\n\n| what | aim | measured |\n|---|---|---|\n");
        rows.forEach(row -> page.append("| " + row.what() + " | " + row.aim() + " | " + row.measured() + " |\n"));
        Files.writeString(folder.resolve("scale.md"), page);
    }
}
