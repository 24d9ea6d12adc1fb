package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;
import lkg.server.EndReason;

/**
 * IDLE: no request has come for a while. The connection holds no parser, and may be closed for another.
 */
record Idle(HttpConnection connection) implements State, Runnable {

    /** From now on the connection may be asked to give way. */
    @Override
    public Await enter() {
        connection.server.idle().add(this);
        return connection.waits.idle;
    }

    /** Asked to give way. Any thread may call this: what becomes of it is for the next event to say. */
    @Override
    public void run() {
        connection.wakeUp.run();
    }

    /** Goes on as HEAD. Whoever was asked to give way closes, unless a request came first: then another one has to. */
    @Override
    public Await onReady() throws IOException {
        if (connection.server.idle().remove(this)) {
            return connection.become(new ReadingHead(connection)).onReady();
        }
        if (!connection.read()) {
            return connection.close(EndReason.CLIENT_CLOSED);
        }
        if (connection.in.isEmpty()) {
            return connection.close(EndReason.MADE_ROOM);
        }
        // A request came first: another connection has to give way.
        connection.server.idle().closeLongest();
        return connection.enter(new ReadingHead(connection));
    }

    @Override
    public Await onTimeout() {
        return connection.close(connection.server.isDraining() ? EndReason.SHUTDOWN : EndReason.IDLE);
    }

    @Override
    public Await onRejected() throws IOException {
        connection.server.idle().remove(this);
        return connection.become(new ReadingHead(connection)).onRejected();
    }

    @Override
    public Await onShutdown() {
        return connection.waits.lastRequest;
    }

    @Override
    public void onClosed() {
        connection.server.idle().remove(this);
    }

    @Override
    public boolean hasRequest() {
        return false;
    }
}
