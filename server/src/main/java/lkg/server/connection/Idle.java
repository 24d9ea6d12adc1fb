package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;
import lkg.server.EndReason;

/** IDLE: no request has come for a while. The connection holds no parser and no storage. */
record Idle(HttpConnection connection) implements State {

    @Override
    public Await enter() {
        connection.in.release();
        connection.out.bytes.release();
        return connection.waits.idle;
    }

    @Override
    public Await onReady() throws IOException {
        return connection.become(new ReadingHead(connection)).onReady();
    }

    @Override
    public Await onTimeout() {
        return connection.close(connection.server.isDraining() ? EndReason.SHUTDOWN : EndReason.IDLE);
    }

    @Override
    public Await onRejected() throws IOException {
        return connection.become(new ReadingHead(connection)).onRejected();
    }

    @Override
    public Await onShutdown() {
        return connection.waits.lastRequest;
    }
}
