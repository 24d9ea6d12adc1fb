package lkg.server.soak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import lkg.http.Body;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.EventStream;
import lkg.server.Handler;
import lkg.server.Routes;
import lkg.server.files.StaticFiles;

/** A handler of each kind. Several leave behind, or run into, what a server has to survive. */
final class SoakRoutes {

    private static final int MILLIS_UNTIL_ANSWER = 150;
    private static final int MILLIS_BETWEEN_EVENTS = 50;
    private static final String EVENT = "x".repeat(8_000);

    /** Completes futures and offers events. */
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "soak-clock"));

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<HttpResponse>> futures = ConcurrentHashMap.newKeySet();
    private final Path directory;
    private volatile boolean stopping;

    SoakRoutes(Path directory) {
        this.directory = directory;
        clock.scheduleAtFixedRate(this::offerEvent, 0, MILLIS_BETWEEN_EVENTS, TimeUnit.MILLISECONDS);
    }

    Handler handler() throws IOException {
        return Routes.create()
                .post("/length", request -> receipt(request))
                .post("/upload", Handler.streaming(SoakRoutes::receipt))
                .get("/slow", request -> {
                    TimeUnit.MILLISECONDS.sleep(MILLIS_UNTIL_ANSWER);
                    return HttpResponse.text(200, "slow\n");
                })
                .get("/later", Handler.async(request -> later()))
                .get("/never", Handler.async(request -> pending()))
                .get("/events", Handler.events(this::subscribe))
                .get(
                        "/generated",
                        request -> HttpResponse.stream("application/octet-stream", out -> {
                            for (int sent = 0; sent < Sample.LARGE.length; sent += 10_000) {
                                out.write(Sample.LARGE, sent, 10_000);
                            }
                        }))
                .get("/throws", request -> {
                    throw new IllegalStateException("thrown on purpose");
                })
                .get("/refuses", request -> {
                    throw new HttpException(418, "a teapot");
                })
                .get("/interrupted", request -> fileLeavingAnInterrupt())
                .get("/interrupted-on-loop", Handler.onLoop(request -> fileLeavingAnInterrupt()))
                .mount("/files", StaticFiles.of(directory));
    }

    private static HttpResponse receipt(HttpRequest request) throws IOException {
        CRC32 checksum = new CRC32();
        long length = 0;
        byte[] piece = new byte[16 * 1024];
        InputStream body = request.body().stream();
        for (int count = body.read(piece); count > 0; count = body.read(piece)) {
            checksum.update(piece, 0, count);
            length += count;
        }
        return HttpResponse.text(200, Sample.receipt(length, checksum));
    }

    private CompletableFuture<HttpResponse> later() {
        CompletableFuture<HttpResponse> future = pending();
        clock.schedule(
                () -> future.complete(HttpResponse.text(200, "later\n")), MILLIS_UNTIL_ANSWER, TimeUnit.MILLISECONDS);
        return future;
    }

    private CompletableFuture<HttpResponse> pending() {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        futures.add(future);
        future.whenComplete((response, failure) -> futures.remove(future));
        return future;
    }

    private HttpResponse fileLeavingAnInterrupt() {
        Thread.currentThread().interrupt();
        return HttpResponse.of(
                200,
                "application/octet-stream",
                new Body.FileRegion(
                        () -> FileChannel.open(directory.resolve("medium"), StandardOpenOption.READ),
                        0,
                        Sample.MEDIUM.length));
    }

    private void subscribe(EventStream stream) {
        streams.add(stream);
        stream.onEnded(() -> streams.remove(stream));
        if (stopping) {
            stream.end();
        }
    }

    /** A client that does not keep up misses events, and stays. */
    private void offerEvent() {
        streams.forEach(stream -> stream.offer(EVENT));
    }

    /** A stream is a request in flight: the server waits for its end. */
    void endStreams() {
        stopping = true;
        streams.forEach(EventStream::end);
    }

    long openStreams() {
        return streams.size();
    }

    long pendingFutures() {
        return futures.size();
    }
}
