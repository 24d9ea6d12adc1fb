package lkg.lab.recording;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Speaks to the live picture of a server: starts a visit, and follows the events to its end. */
public final class WatchClient {

    /** Until a response begins. The server's own loop may be wrong, and never answer. */
    private static final Duration MAX_ANSWER = Duration.ofSeconds(10);

    private static final Duration BETWEEN_WAKE_UPS = Duration.ofMillis(200);

    /** Stands in the queue behind the last message. */
    private static final Object END = "end";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    public WatchClient(String port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /**
     * Returns the recording of a server that shows this visit. It is made of the events as they come, since a server that
     * is stopped by the visit cannot be asked afterwards.
     */
    public Recording record(String visit) throws IOException, InterruptedException {
        String hello =
                http.send(request("/hello").build(), BodyHandlers.ofString()).body();
        BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
        HttpResponse<Stream<String>> stream = http.send(request("/events").build(), BodyHandlers.ofLines());
        Thread reader = new Thread(() -> read(stream.body(), messages));
        reader.setDaemon(true);
        reader.start();
        keepAwake();
        HttpRequest start =
                request("/visit/" + visit).POST(BodyPublishers.noBody()).build();
        int status = http.send(start, BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IOException("visit " + visit + " cannot be started: status " + status);
        }
        Follower follower = new Follower(visit);
        while (!follower.isDone()) {
            Object message = messages.poll(follower.nanosLeft(), TimeUnit.NANOSECONDS);
            if (message == null || message == END) {
                follower.onNothingMore();
            } else {
                follower.onMessage(message);
            }
        }
        return Recording.of(hello).with(follower.kinds(), follower.events());
    }

    /** A loop that no wake-up reaches, as in a wrong version, goes on when a request comes. */
    private void keepAwake() {
        Thread waker = new Thread(() -> {
            try {
                while (true) {
                    Thread.sleep(BETWEEN_WAKE_UPS.toMillis());
                    http.send(request("/hello").build(), BodyHandlers.discarding());
                }
            } catch (IOException | InterruptedException e) {
                // The server has ended.
            }
        });
        waker.setDaemon(true);
        waker.start();
    }

    private static void read(Stream<String> lines, BlockingQueue<Object> messages) {
        try {
            lines.filter(line -> line.startsWith("data:"))
                    .forEach(line -> messages.add(JsonReader.read(line.substring("data:".length()))));
        } finally {
            messages.add(END);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(MAX_ANSWER);
    }
}
