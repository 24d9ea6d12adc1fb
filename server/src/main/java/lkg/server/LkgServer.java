package lkg.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lkg.reactor.Acceptor;
import lkg.reactor.Await;
import lkg.reactor.EventLoop;
import lkg.reactor.EventLoopGroup;
import lkg.reactor.LoopLog;
import lkg.server.connection.HttpConnection;
import lkg.server.context.ServerContext;
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
    private final List<ThreadPool> pools = new ArrayList<>(2);
    private final Executor eventExecutor;
    private final Acceptor acceptor;
    private final EventLoop acceptingLoop;
    private final ServerContext context;

    /** Starts the threads for a listener that is bound already. */
    private LkgServer(ServerSocketChannel listener, ServerConfig config) throws IOException {
        address = (InetSocketAddress) listener.getLocalAddress();
        loops = EventLoopGroup.start("lkg-loop", config.loops());
        try {
            Executor handlers =
                    config.executor().isPresent() ? config.executor().get() : newPool("lkg-worker", config);
            // Handlers that wait for a client must not keep the events of that client from a thread.
            eventExecutor = config.wiring() == Wiring.EVENTS_IN_POOL ? newPool("lkg-events", config) : Runnable::run;
            acceptor = new Acceptor(listener, config.maxConnections(), this::onAccepted);
            context = new ServerContext(config.connections(), handlers, acceptor::released);
        } catch (Throwable t) {
            loops.shutdownNow();
            pools.forEach(ThreadPool::shutdownNow);
            throw t;
        }
        acceptingLoop = loops.next();
        acceptingLoop.execute(() -> accept(listener));
        log.info("listening on " + address);
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

    private ThreadPool newPool(String name, ServerConfig config) {
        ThreadPool pool = new ThreadPool(name, config.workers(), config.queueCapacity());
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
        return acceptor.open();
    }

    /** Jobs that are waiting for a worker of the server's own now. */
    public int queueDepth() {
        return pools.stream().mapToInt(ThreadPool::queueDepth).sum();
    }

    /** Ends the server as {@link #shutdown} does, with the grace period {@link Setting#GRACE}. */
    @Override
    public void close() {
        shutdown(Setting.GRACE.defaultDuration());
    }

    /**
     * Stops accepting, closes idle connections, and lets requests in flight finish for {@code grace} at the most; then
     * closes what is left. Returns when all threads of the server have ended, or will end as soon as their handlers
     * obey the interrupt. An executor that was given to the builder goes on.
     *
     * @return whether every request in flight was answered within {@code grace}
     * @throws IllegalStateException if a handler calls this, which would wait for itself: another thread has to
     */
    public boolean shutdown(Duration grace) {
        if (loops.inLoop() || pools.stream().anyMatch(ThreadPool::inPool)) {
            throw new IllegalStateException("a handler cannot wait for its own end: let another thread end the server");
        }
        context.drain();
        shutdownLoops();
        boolean drained = await(() -> loops.awaitTermination(grace)) || isAllAnswered();
        loops.shutdownNow();
        // Before the pools end: a handler that waits for its client learns that it has left, and is not interrupted.
        await(() -> loops.awaitTermination(MAX_TURN));
        for (ThreadPool pool : pools) {
            List<Runnable> neverRan = pool.shutdownNow();
            if (pool == eventExecutor) {
                // These are events. With the loops ended and all channels closed, each only releases its connection.
                neverRan.forEach(Runnable::run);
                await(() -> pool.awaitTermination(MAX_TURN.toMillis(), TimeUnit.MILLISECONDS));
            }
        }
        LoopLog.flush(MAX_FLUSH);
        return drained;
    }

    /** The accepting loop goes first, so that no connection is accepted for a loop that has ended. */
    private void shutdownLoops() {
        acceptingLoop.shutdown();
        try {
            acceptingLoop.execute(loops::shutdown);
        } catch (RejectedExecutionException e) {
            loops.shutdown();
        }
    }

    /** Whether each connection that is left only waits for its client to read the last response. */
    private boolean isAllAnswered() {
        return context.lingering().get() >= acceptor.open();
    }

    @FunctionalInterface
    private interface Wait {
        boolean isOver() throws InterruptedException;
    }

    /** Whether the wait has come to its end; an interrupt ends it, too. */
    private static boolean await(Wait wait) {
        try {
            return wait.isOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void accept(ServerSocketChannel listener) {
        try {
            acceptingLoop.register(listener, acceptor::wokenBy, Runnable::run, Await.acceptable());
        } catch (IOException e) {
            // Only a closed channel cannot be registered, and this one is ours alone.
            throw new UncheckedIOException(e);
        }
    }

    private void onAccepted(SocketChannel channel) {
        EventLoop loop = loops.next();
        try {
            loop.execute(() -> register(channel, loop));
        } catch (RejectedExecutionException e) {
            release(channel);
        }
    }

    private void register(SocketChannel channel, EventLoop loop) {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            InetSocketAddress client = (InetSocketAddress) channel.getRemoteAddress();
            loop.register(
                    channel,
                    wakeUp -> new HttpConnection(channel, client, context, wakeUp),
                    eventExecutor,
                    context.waits().settling);
        } catch (IOException e) {
            release(channel);
        } catch (Throwable t) {
            release(channel);
            log.error("a connection could not be taken in; it is closed", t);
        }
    }

    private void release(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing a connection failed", e);
        }
        acceptor.released();
    }
}
