package lkg.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import lkg.reactor.Acceptor;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.EventLoop;
import lkg.reactor.EventLoopGroup;
import lkg.reactor.LoopLog;
import lkg.server.connection.HttpConnection;
import lkg.server.context.Peer;
import lkg.server.context.ServerContext;
import lkg.server.proxy.ReadingProxyHeader;
import lkg.server.tls.Tls;
import lkg.server.tls.TlsHandshake;

/** Accepts connections on one of the event loops, and deals them to all of them. */
final class Connections implements Acceptor.Owner {

    private static final LoopLog log = LoopLog.of(Connections.class);

    private final ServerSocketChannel listener;
    private final EventLoopGroup loops;
    private final EventLoop acceptingLoop;
    private final Executor eventExecutor;
    private final Optional<Tls> tls;
    private final ServerContext context;
    private final Acceptor acceptor;
    private final Consumer<Throwable> onFailure;
    private volatile boolean stopping;

    /**
     * For a listener that is bound.
     *
     * @param handlers runs handlers that may block
     * @param eventExecutor runs the events of connections
     * @param tls empty if connections are not encrypted
     * @param onFailure is told if the listener is lost: no client can connect any more
     */
    Connections(
            ServerSocketChannel listener,
            ServerConfig config,
            EventLoopGroup loops,
            Executor handlers,
            Executor eventExecutor,
            Optional<Tls> tls,
            Consumer<Throwable> onFailure) {
        this.listener = listener;
        this.loops = loops;
        this.acceptingLoop = loops.next();
        Steps steps = config.connections().observer().steps();
        this.eventExecutor = config.wiring() == Wiring.EVENTS_IN_POOL
                ? steps.around(eventExecutor, Steps.Purpose.EVENTS)
                : eventExecutor;
        this.tls = tls;
        this.onFailure = onFailure;
        this.context = new ServerContext(
                config.connections(), steps.around(handlers, Steps.Purpose.HANDLERS), this::onIdle, this::onReleased);
        this.acceptor = new Acceptor(listener, config.maxConnections(), this);
    }

    ServerContext context() {
        return context;
    }

    /** Connections that are open now. */
    int open() {
        return acceptor.open();
    }

    /** Whether the server has begun to stop. */
    boolean isStopping() {
        return stopping;
    }

    void start() {
        acceptingLoop.execute(() -> {
            try {
                acceptingLoop.register(listener, acceptor::wokenBy, Runnable::run, Await.acceptable());
            } catch (IOException e) {
                // Only a closed channel cannot be registered, and this one is ours alone.
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Accepts what the kernel has queued, and closes the listener; {@code stopped} is counted down when that is done. */
    void stop(CountDownLatch stopped) {
        stopping = true;
        try {
            acceptingLoop.execute(() -> {
                acceptingLoop.deregister(listener);
                acceptor.stop();
                stopped.countDown();
            });
        } catch (RejectedExecutionException e) {
            // The loop has ended, and has closed the listener.
            stopped.countDown();
        }
    }

    @Override
    public void onListenerLost() {
        if (!stopping) {
            onFailure.accept(new ClosedChannelException());
        }
    }

    @Override
    public boolean canMakeRoom() {
        return context.idle().size() > 0;
    }

    @Override
    public void makeRoom() {
        context.idle().closeLongest();
    }

    @Override
    public void onAccepted(SocketChannel channel) {
        context.steps().onAccepted(acceptor.open());
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
                    wakeUp -> handler(channel, client, wakeUp),
                    eventExecutor,
                    announcesItself(client) ? context.waits().head : firstWait());
        } catch (IOException e) {
            release(channel);
        } catch (Throwable t) {
            release(channel);
            log.error("a connection could not be taken in; it is closed", t);
        }
    }

    private EventHandler handler(SocketChannel channel, InetSocketAddress client, Runnable wakeUp) {
        return announcesItself(client)
                ? new ReadingProxyHeader(channel, client, context, it -> handler(channel, it, wakeUp), firstWait())
                : handler(channel, new Peer(client, context.traffic()), wakeUp);
    }

    private EventHandler handler(SocketChannel channel, Peer client, Runnable wakeUp) {
        return tls.isPresent()
                ? new TlsHandshake(channel, context.onOpened(client.encrypted()), context, tls.get(), wakeUp)
                : new HttpConnection(channel, context.onOpened(client), context, wakeUp);
    }

    private Await firstWait() {
        return tls.isPresent() ? context.waits().head : context.waits().settling;
    }

    private boolean announcesItself(InetSocketAddress client) {
        return context.announcesClient(client.getAddress());
    }

    private void release(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing a connection failed", e);
        }
        onReleased();
    }

    private void onReleased() {
        acceptor.released();
    }

    private void onIdle() {
        acceptor.lookAgain();
    }
}
