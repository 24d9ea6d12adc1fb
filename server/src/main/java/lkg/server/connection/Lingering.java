package lkg.server.connection;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import lkg.buffer.Buffer;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.server.EndReason;
import lkg.server.context.Peer;
import lkg.server.context.ServerContext;

/**
 * Reads and drops what a client still sends after the last response, until it closes. A connection that is closed with
 * unread input is reset, and the reset may reach the client before it has read the response (RFC 9112 §9.6).
 */
public record Lingering(SocketChannel channel, Buffer dropped, ServerContext server, Peer client, EndReason reason)
        implements EventHandler {

    /** Further bytes do not extend the time. */
    @Override
    public Await onReady() throws IOException {
        int count = client.received(dropped.readFrom(channel));
        dropped.clear();
        dropped.release();
        return count == -1 ? Await.closed() : Await.unchanged();
    }

    /** The client has had its time. */
    @Override
    public Await onTimeout() {
        return Await.closed();
    }

    @Override
    public Await onRejected() throws IOException {
        return onReady();
    }

    /** The deadline is short enough. */
    @Override
    public Await onShutdown() {
        return Await.unchanged();
    }

    @Override
    public void onClosed() {
        client.leave();
        server.onClosed(client, reason);
    }
}
