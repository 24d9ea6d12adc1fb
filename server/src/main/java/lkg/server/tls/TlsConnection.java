package lkg.server.tls;

import java.io.IOException;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.server.connection.HttpConnection;
import lkg.server.connection.Tunnel;
import lkg.server.context.MemoryBudget;

/**
 * A connection over TLS: passes each event on, and sees to what the selector cannot know.
 *
 * <p>The selector tells that there are bytes in the socket, but not that {@link TlsChannel} holds some. So if the
 * connection waits for input and there is such, it is woken up at once. A connection that does not wait for input, since
 * its handler is slow for instance, is left in peace, and its client waits.
 */
final class TlsConnection implements EventHandler, Tunnel {

    private final HttpConnection connection;
    private final TlsChannel channel;
    private final MemoryBudget memory;
    private final Runnable wakeUp;
    private boolean awaitsInput;
    private long heldBytes;

    /** Waits for input first. */
    TlsConnection(HttpConnection connection, TlsChannel channel, MemoryBudget memory, Runnable wakeUp) {
        this.connection = connection;
        this.channel = channel;
        this.memory = memory;
        this.wakeUp = wakeUp;
    }

    @Override
    public HttpConnection connection() {
        return connection;
    }

    @Override
    public Await onReady() {
        return after(connection.onReady());
    }

    @Override
    public Await onTimeout() {
        return after(connection.onTimeout());
    }

    @Override
    public Await onRejected() {
        return after(connection.onRejected());
    }

    @Override
    public Await onShutdown() {
        return after(connection.onShutdown());
    }

    @Override
    public void onClosed() {
        heldBytes = memory.update(heldBytes, 0);
        connection.onClosed();
    }

    /** Sees to what is held here, before the connection waits for {@code next}, which is returned. */
    Await after(Await next) {
        if (next.equals(Await.closed())) {
            sayEnd();
        }
        channel.settle();
        heldBytes = memory.update(heldBytes, next.successor().isPresent() ? 0 : channel.heldBytes());
        if (!next.equals(Await.unchanged())) {
            awaitsInput = next.isReadable();
        }
        if (awaitsInput && channel.hasInput()) {
            wakeUp.run();
        }
        return next;
    }

    /** A client that has half of a response must not take it for the whole one. */
    private void sayEnd() {
        if (connection.isBetweenResponses()) {
            try {
                channel.sayEnd();
            } catch (IOException e) {
                // The client has left already.
            }
        }
    }
}
