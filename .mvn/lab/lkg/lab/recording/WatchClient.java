package lkg.lab.recording;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Speaks to the live picture of a server: starts a visit, waits for its end, and takes the recording. */
public final class WatchClient {

    private static final Duration MAX_VISIT = Duration.ofSeconds(90);

    /** After a visit the last connections may linger. In a wrong server one may stay for ever. */
    private static final Duration MAX_REST = Duration.ofSeconds(6);

    /** Stands in the queue behind the last event. */
    private static final Map<String, Object> END = Map.of();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    public WatchClient(String port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Returns the recording of a server that shows this visit. */
    public String record(String visit) throws IOException, InterruptedException {
        BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
        HttpResponse<Stream<String>> stream = http.send(get("/events"), BodyHandlers.ofLines());
        Thread reader = new Thread(() -> read(stream.body(), events));
        reader.setDaemon(true);
        reader.start();
        HttpRequest start =
                request("/visit/" + visit).POST(BodyPublishers.noBody()).build();
        int status = http.send(start, BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IOException("visit " + visit + " cannot be started: status " + status);
        }
        awaitEnd(visit, events);
        return http.send(get("/recording"), BodyHandlers.ofString()).body();
    }

    private static void read(Stream<String> lines, BlockingQueue<Map<String, Object>> events) {
        try {
            lines.filter(line -> line.startsWith("data:"))
                    .map(line -> JsonReader.list(JsonReader.read(line.substring("data:".length()))))
                    .forEach(batch -> batch.forEach(event -> events.add(JsonReader.object(event))));
        } finally {
            events.add(END);
        }
    }

    private static void awaitEnd(String visit, BlockingQueue<Map<String, Object>> events)
            throws IOException, InterruptedException {
        Set<Object> open = new HashSet<>();
        boolean hasEnded = false;
        long deadline = System.nanoTime() + MAX_VISIT.toNanos();
        while (!hasEnded || !open.isEmpty()) {
            Map<String, Object> event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if ((event == null || event == END) && hasEnded) {
                return;
            }
            if (event == null || event == END) {
                String why =
                        event == END ? "the server has ended" : "it takes longer than " + MAX_VISIT.toSeconds() + " s";
                throw new IOException("visit " + visit + " has no end: " + why);
            }
            switch ((String) event.get("kind")) {
                case "opened" -> open.add(event.get("c"));
                case "closed" -> open.remove(event.get("c"));
                case "visit" -> {
                    if (event.get("phase").equals("ends")) {
                        hasEnded = true;
                        deadline = System.nanoTime() + MAX_REST.toNanos();
                    }
                }
                default -> {}
            }
        }
    }

    private HttpRequest get(String path) {
        return request(path).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }
}
