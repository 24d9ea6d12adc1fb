package lkg.server;

import static lkg.server.Wait.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lkg.reactor.EventLoopGroup;
import lkg.reactor.LoopLog;
import lkg.server.context.DescriptorLimit;
import lkg.server.context.ServerContext;
import lkg.server.tls.Tls;
import lkg.threadpool.ThreadPool;

/**
 * The server: a listener, event loops, an executor and a handler, assembled.
 *
 * <pre>{@code
 * LkgServer server = LkgServer.builder()
 *         .port(8080)
 *         .handler(request -> HttpResponse.text(200, "hello\n"))
 *         .start();
 * }</pre>
 *
 * <p>It runs from {@link ServerBuilder#start} until it is closed. All methods may be called from any thread.
 */
public final class LkgServer implements AutoCloseable {

    private static final LoopLog log = LoopLog.of(LkgServer.class);

    /** More than a loop that runs no handlers needs to end its current turn. */
    private static final Duration MAX_TURN = Duration.ofSeconds(1);

    /** More than a log that works needs to write what was logged last; the program may end now. */
    private static final Duration MAX_FLUSH = Duration.ofSeconds(1);

    private final InetSocketAddress address;
    private final EventLoopGroup loops;
    private final List<ThreadPool> pools = new ArrayList<>(3);
    private final Executor eventExecutor;
    private final Connections connections;
    private final ServerContext context;
    private final ServerWatch watch;
    private final Duration drainDelay;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    /** Starts the threads for a listener that is bound already. */
    private LkgServer(ServerSocketChannel listener, ServerConfig config) throws IOException {
        address = (InetSocketAddress) listener.getLocalAddress();
        drainDelay = config.connections().timeouts().drain();
        loops = config.connections().observer().steps().startLoops("lkg-loop", config.loops(), this::fail);
        try {
            Executor handlers = config.executor().orElseGet(() -> newPool("lkg-worker", config.workers(), config));
            // Handlers that wait for a client must not keep the events of that client from a thread.
            eventExecutor = config.wiring() == Wiring.EVENTS_IN_POOL
                    ? newPool("lkg-events", config.workers(), config)
                    : Runnable::run;
            // Handlers that are slow must not keep new clients from their handshakes.
            Optional<Tls> tls =
                    config.tls().map(sources -> new Tls(sources, newPool("lkg-tls", config.loops(), config)));
            connections = new Connections(listener, config, loops, handlers, eventExecutor, tls, this::fail);
            context = connections.context();
        } catch (Throwable t) {
            loops.shutdownNow();
            pools.forEach(ThreadPool::shutdownNow);
            throw t;
        }
        watch = new ServerWatch(loops, pools, connections, config);
        connections.start();
        log.info("listening on " + address);
        DescriptorLimit.warnIfBelow(config.maxConnections());
    }

    /** A builder with the defaults; only a handler has to be given. */
    public static ServerBuilder builder() {
        return new ServerBuilder();
    }

    /** Binds first, so that an address that cannot be had starts no thread. */
    static LkgServer start(ServerConfig config) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(config.address(), config.backlog());
            listener.configureBlocking(false);
            return new LkgServer(listener, config);
        } catch (Throwable t) {
            listener.close();
            throw t;
        }
    }

    private ThreadPool newPool(String name, int workers, ServerConfig config) {
        ThreadPool pool = new ThreadPool(name, workers, config.queueCapacity());
        pools.add(pool);
        return pool;
    }

    /** The address that the server listens on, with the port that it was given if it asked for any. */
    public InetSocketAddress address() {
        return address;
    }

    public int port() {
        return address.getPort();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return connections.open();
    }

    /** Connections that are open and have waited for a request for a while. */
    public int idleConnections() {
        return context.idle().size();
    }

    /** Bytes that the connections hold in memory now: see {@link Setting#MAX_BYTES_IN_FLIGHT}. */
    public long bytesInFlight() {
        return context.memory().heldBytes();
    }

    /** Jobs that are waiting for a worker of the server's own now. */
    public int queueDepth() {
        return pools.stream().mapToInt(ThreadPool::queueDepth).sum();
    }

    /** All numbers of the server, now. */
    public ServerStatus status() {
        return watch.status(terminated.isDone() || failed.get());
    }

    /**
     * What the connections do and wait for, up to {@code max} of them. Those of a loop that does not answer within a
     * second are missing: {@link #status} tells which loop is stuck. Completes on a thread of its own.
     */
    public CompletionStage<List<ConnectionStatus>> connections(int max) {
        return watch.connections(max);
    }

    /** How many connections are in each state, as {@link #connections} sees them. */
    public CompletionStage<Map<ConnectionState, Integer>> connectionStates() {
        return watch.connectionStates();
    }

    /** Ends the server as {@link #shutdown} does, with the grace period {@link Setting#GRACE}. */
    @Override
    public void close() {
        shutdown(Setting.GRACE.defaultDuration());
    }

    /**
     * Completes when the server has ended. If it ends because it has lost an event loop or its listener, it completes
     * with an exception: the server then closes all connections, takes no more, and says so in the log.
     */
    public CompletionStage<Void> terminated() {
        return terminated.minimalCompletionStage();
    }

    /**
     * Ends the server and loses nothing:
     *
     * <ol>
     *   <li>takes the connections that the kernel has accepted already, and closes the listener;
     *   <li>has each response say that its connection closes, and event streams end;
     *   <li>waits for {@link Setting#DRAIN_DELAY} for last requests on idle connections, and then for {@code grace} until
     *       all requests have been answered;
     *   <li>closes what is left.
     * </ol>
     *
     * <p>Returns when all threads of the server have ended, or will end as soon as their handlers obey the interrupt. An
     * executor that was given to the builder goes on.
     *
     * @return whether every request that had begun to arrive was answered
     * @throws IllegalStateException if a handler calls this, which would wait for itself: another thread has to
     */
    public boolean shutdown(Duration grace) {
        if (loops.inLoop() || pools.stream().anyMatch(ThreadPool::inPool)) {
            throw new IllegalStateException("a handler cannot wait for its own end: let another thread end the server");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        connections.stop(stopped);
        // A loop that is busy for long, against the rules, does not keep the others from ending.
        await(() -> stopped.await(MAX_TURN.toMillis(), TimeUnit.MILLISECONDS));
        context.drain();
        loops.shutdown();
        await(() -> loops.awaitTermination(drainDelay) || loops.awaitTermination(grace));
        boolean allEventsRan = endThreads();
        if (!failed.get()) {
            terminated.complete(null);
        }
        return allEventsRan && !failed.get() && connections.open() == 0 && context.requestsCutOff() == 0;
    }

    /** Closes what is left, and returns whether each event of a connection had found a thread. */
    private boolean endThreads() {
        loops.shutdownNow();
        // Before the pools end: a handler that waits for its client learns that it has left, and is not interrupted.
        await(() -> loops.awaitTermination(MAX_TURN));
        boolean allEventsRan = endPools();
        LoopLog.flush(MAX_FLUSH);
        return allEventsRan;
    }

    /** Returns whether each event of a connection had found a thread. */
    private boolean endPools() {
        boolean allEventsRan = !(eventExecutor instanceof ThreadPool events) || endEvents(events);
        // Last: a handler may have waited for a client whose connection was at work until now.
        pools.forEach(ThreadPool::shutdownNow);
        return allEventsRan;
    }

    private boolean endEvents(ThreadPool events) {
        List<Runnable> neverRan = events.shutdownNow();
        // With the loops ended and all channels closed, each only releases its connection.
        neverRan.forEach(Runnable::run);
        await(() -> events.awaitTermination(MAX_TURN.toMillis(), TimeUnit.MILLISECONDS));
        return neverRan.isEmpty();
    }

    /** Without one of its loops or its listener, the server ends as a whole. Does not wait. */
    void fail(Throwable cause) {
        if (!terminated.isDone() && !failed.getAndSet(true)) {
            try {
                log.error("the server has failed and ends", cause);
                context.drain();
                loops.shutdownNow();
                // The caller may be a loop, which has to end first; and what waits for this end may take its time.
                CompletableFuture.runAsync(this::endThreads, task -> new Thread(task, "lkg-end").start())
                        .whenComplete((ended, failure) -> terminated.completeExceptionally(cause));
            } catch (Throwable t) {
                // Typically there is no memory. The program is told all the same.
                terminated.completeExceptionally(cause);
            }
        }
    }
}
