package lkg.server.watch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lkg.http.Body;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.EventStream;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.Routes;
import lkg.server.ServerStatus;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;

/**
 * A second, small server that shows the first one at work, on a page: each loop, connection and timer, event by event.
 * It listens on the loopback address only, and answers only pages of this machine.
 *
 * <p>It has an event loop of its own, so it shows the first server while that is stuck or stops. Thread-safe.
 */
public final class WatchServer implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_HEAD_BYTES = 8 * 1024;
    private static final long TICK_MILLIS = 20;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Trace trace = new Trace();
    private final Subscribers subscribers = new Subscribers(trace.ring(), trace::takeSnapshot);
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "lkg-watch"));
    private final Optional<Path> course = CourseFolder.find();
    private final LkgServer server;
    private volatile Optional<LkgServer> watched = Optional.empty();
    private volatile Optional<VisitStarter> visits = Optional.empty();
    private ServerStatus.Phase phase = ServerStatus.Phase.RUNNING;

    private WatchServer(int port) throws IOException {
        byte[] page = Page.read();
        Routes routes = Routes.create()
                .get("/", Handler.onLoop(request -> HttpResponse.bytes(200, "text/html; charset=utf-8", page)))
                .get("/hello", Handler.onLoop(request -> hello()))
                .get("/recording", Handler.onLoop(request -> recording()))
                .get("/events", Handler.events(this::subscribe))
                .post("/visit/{id}", this::visit);
        if (course.isPresent()) {
            routes.mount("/course", StaticFiles.of(course.get()));
        }
        server = LkgServer.builder()
                .bind(InetAddress.getLoopbackAddress())
                .port(port)
                .wiring(Wiring.EVENTS_IN_POOL)
                .workers(2)
                .maxConnections(MAX_CONNECTIONS)
                .maxHeadBytes(MAX_HEAD_BYTES)
                .maxBodyBytes(0)
                .lingerTimeout(GRACE)
                .filter(new SameMachine())
                .handler(routes)
                .start();
        ticks.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Listens on the loopback address, with any free port if {@code port} is 0.
     *
     * @throws IOException if the port cannot be had
     */
    public static WatchServer start(int port) throws IOException {
        return new WatchServer(port);
    }

    /** Is told of each step of the first server. To be given to its builder. */
    public Observer observer() {
        return trace;
    }

    /** The first server runs. The page only shows it. */
    public void watch(LkgServer first) {
        watched = Optional.of(first);
    }

    /**
     * The first server runs, and takes plain connections of this machine. So the page can start clients, which also ask
     * for the paths of {@link Practice}.
     *
     * @param stop stops it
     */
    public void watch(LkgServer first, Runnable stop) {
        visits = Optional.of(new VisitStarter(trace, first, stop));
        watch(first);
    }

    /** The loopback address, and the port. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Ends when the pages have what happened last, or after two seconds for those that do not take it. */
    @Override
    public void close() {
        visits.ifPresent(VisitStarter::close);
        ticks.shutdown();
        try {
            // One tick must not run beside another.
            ticks.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            long endNanos = System.nanoTime() + GRACE.toNanos();
            tick();
            while (!subscribers.haveAll() && System.nanoTime() - endNanos < 0) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.shutdown(GRACE);
    }

    private HttpResponse hello() {
        return answer(now -> Body.of(now.head()));
    }

    private HttpResponse recording() {
        return answer(now -> new Body.Pulled(wakeUp -> now.all()));
    }

    private HttpResponse answer(Function<Recording, Body> form) {
        return watched.map(first -> new Recording(trace, first, course.isPresent(), visits.isPresent()))
                .map(now -> HttpResponse.of(200, "application/json", form.apply(now)))
                .orElseGet(() -> HttpResponse.text(503, "starting\n"));
    }

    private HttpResponse visit(HttpRequest request) throws IOException {
        return visits.isPresent()
                ? visits.get().start(request.pathParameter("id"))
                : HttpResponse.text(404, "no client can be started here\n");
    }

    private void subscribe(EventStream stream) {
        subscribers.add(stream, from(stream.request()));
    }

    /** A browser that has lost its connection says what it had last; a page says what it wants. */
    private long from(HttpRequest request) {
        try {
            long from = request.headers()
                    .first("Last-Event-ID")
                    .map(last -> Long.parseLong(last) + 1)
                    .or(() -> request.queryParameter("from").map(Long::valueOf))
                    .orElse(1L);
            // One that this trace cannot have had is another server's, which had this port before.
            return from >= 1 && from <= trace.ring().count() + 1 ? from : 1;
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** What happened lately, and whether the first server has begun to stop. */
    private void tick() {
        ServerStatus.Phase now = watched.map(first -> first.status().phase()).orElse(phase);
        if (now != phase) {
            phase = now;
            trace.ring().add(now == ServerStatus.Phase.DRAINING ? Kind.DRAINING : Kind.STOPPED, new Fields());
        }
        subscribers.tick();
    }
}
