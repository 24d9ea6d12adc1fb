package lkg.server.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Function;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.LoopLog;
import lkg.server.EndReason;
import lkg.server.context.Peer;
import lkg.server.context.Preface;
import lkg.server.context.ServerContext;

/**
 * The beginning of a connection from a trusted proxy: reads its PROXY header, and hands the channel over to the handler
 * for the client that the header names. It has to come within the time of a request's head. Whether one comes is never
 * guessed: without a header the connection is closed, since anybody could otherwise send one (§2 of the protocol).
 */
public final class ReadingProxyHeader implements EventHandler, Preface {

    private static final LoopLog log = LoopLog.of(ReadingProxyHeader.class);

    private final SocketChannel channel;
    private final Peer proxy;
    private final ServerContext server;
    private final Function<Peer, EventHandler> next;
    private final Await first;
    private final ProxyHeader header = new ProxyHeader();
    private Optional<EndReason> reason = Optional.empty();

    /**
     * Waits for the time of a request's head first.
     *
     * @param next makes the handler that follows, which waits for {@code first}
     */
    public ReadingProxyHeader(
            SocketChannel channel,
            InetSocketAddress proxy,
            ServerContext server,
            Function<Peer, EventHandler> next,
            Await first) {
        this.channel = channel;
        this.proxy = new Peer(proxy, server.traffic());
        this.server = server;
        this.next = next;
        this.first = first;
    }

    @Override
    public Peer client() {
        return proxy;
    }

    @Override
    public Await onReady() {
        try {
            Optional<Hop> client = header.readFrom(channel);
            return client.isEmpty() ? Await.unchanged() : Await.handOver(next.apply(peer(client.get())), first);
        } catch (ProxyHeader.Malformed e) {
            log.debug("a connection from " + proxy.address() + " is closed", e);
            // A proxy that looks whether the server is there sends nothing.
            return close(header.hasBegun() ? EndReason.PROXY_HEADER : EndReason.CLIENT_CLOSED);
        } catch (IOException e) {
            return close(EndReason.NETWORK_FAILED);
        }
    }

    private Peer peer(Hop client) {
        Peer peer =
                client.from().map(address -> Peer.behindProxy(address, proxy)).orElse(proxy);
        return client.secure() ? peer.encrypted() : peer;
    }

    @Override
    public Await onTimeout() {
        return close(server.isDraining() ? EndReason.SHUTDOWN : EndReason.PROXY_HEADER);
    }

    /** Reading so few bytes does not need the executor. */
    @Override
    public Await onRejected() {
        return onReady();
    }

    @Override
    public Await onShutdown() {
        return server.waits().onlyRequest;
    }

    /** The observer is told of this connection only now: until the header has come nobody knows whose it is. */
    @Override
    public void onClosed() {
        server.onOpened(proxy);
        server.onClosed(proxy, reason.orElse(server.endWithoutReason(proxy)));
    }

    private Await close(EndReason why) {
        reason = Optional.of(why);
        return Await.closed();
    }
}
