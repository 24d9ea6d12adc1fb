package lkg.server.bench.scale;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.EventStream;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Routes;
import lkg.server.ServerBuilder;
import lkg.server.ServerSentEvent;
import lkg.server.files.StaticFiles;

/** The server under test: handlers of each kind. Arguments: a directory and a stall timeout in seconds. */
final class ScaleServer {

    static final long DOWNLOAD_BYTES = 5L << 30;

    private static final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private static final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private static final AtomicLong cancelled = new AtomicLong();
    private static final AtomicLong taken = new AtomicLong();

    private ScaleServer() {}

    public static void main(String[] arguments) throws Exception {
        Routes routes = Routes.create()
                .get("/health", Handler.onLoop(request -> HttpResponse.text(200, "ok\n")))
                .get("/slow", ScaleServer::slow)
                .get("/future", Handler.async(request -> future(Duration.ofSeconds(1))))
                .get("/never", Handler.async(request -> future(Duration.ofDays(1))))
                .get("/events", Handler.events(ScaleServer::subscribe))
                .get("/flood", Handler.events(ScaleServer::flood))
                .get("/state", Handler.onLoop(request -> state()))
                .post("/upload", Handler.streaming(ScaleServer::upload))
                .get("/download", ScaleServer::download)
                .mount("/files", StaticFiles.of(Path.of(arguments[0])));
        ServerBuilder builder = LkgServer.builder()
                .port(0)
                .loops(1)
                .maxConnections(20_000)
                .maxRequestsPerConnection(Integer.MAX_VALUE)
                .stallTimeout(Duration.ofSeconds(Integer.parseInt(arguments[1])))
                .handler(routes);
        if (Runtime.version().feature() >= 21) {
            builder.executor(virtualThreads());
        }
        clock.scheduleAtFixedRate(ScaleServer::tick, 1, 1, TimeUnit.SECONDS);
        System.out.println("port " + builder.start().port());
    }

    /** By reflection: this compiles for 17. */
    private static Executor virtualThreads() throws ReflectiveOperationException {
        return (Executor)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static HttpResponse slow(HttpRequest request) throws InterruptedException {
        Thread.sleep(1000);
        return HttpResponse.text(200, "slow\n");
    }

    private static CompletableFuture<HttpResponse> future(Duration delay) {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        future.completeOnTimeout(HttpResponse.text(200, "later\n"), delay.toMillis(), TimeUnit.MILLISECONDS);
        future.whenComplete((response, failure) -> {
            if (future.isCancelled()) {
                cancelled.incrementAndGet();
            }
        });
        return future;
    }

    private static void subscribe(EventStream stream) {
        streams.add(stream);
        stream.onEnded(() -> streams.remove(stream));
    }

    private static void tick() {
        ServerSentEvent event = ServerSentEvent.of("tick");
        for (EventStream stream : streams) {
            if (stream.offer(event)) {
                taken.incrementAndGet();
            }
        }
    }

    /** As much as the client takes, and what it does not take is dropped. */
    private static void flood(EventStream stream) {
        subscribe(stream);
        ServerSentEvent event = ServerSentEvent.of("x".repeat(8000));
        clock.scheduleAtFixedRate(() -> stream.offer(event), 0, 1, TimeUnit.MILLISECONDS);
    }

    private static HttpResponse state() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        return HttpResponse.text(200, streams.size() + " " + cancelled + " " + taken + " " + heap + "\n");
    }

    private static HttpResponse upload(HttpRequest request) throws Exception {
        byte[] piece = new byte[64 * 1024];
        long bytes = 0;
        InputStream body = request.body().stream();
        for (int count = body.read(piece); count > 0; count = body.read(piece)) {
            bytes += count;
        }
        return HttpResponse.text(200, bytes + "\n");
    }

    private static HttpResponse download(HttpRequest request) {
        return HttpResponse.stream("application/octet-stream", out -> {
            byte[] piece = new byte[64 * 1024];
            for (long written = 0; written < DOWNLOAD_BYTES; written += piece.length) {
                out.write(piece);
            }
        });
    }
}
