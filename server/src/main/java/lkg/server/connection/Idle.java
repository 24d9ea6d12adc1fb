package lkg.server.connection;

import java.io.IOException;
import java.util.Optional;
import lkg.server.context.Failures;
import lkg.reactor.Await;
import lkg.server.EndReason;

/** IDLE: no request has come for a while. The connection holds no parser and no storage. */
record Idle(HttpConnection connection) implements State {

    @Override
    public Await enter() {
        connection.in.release();
        connection.out.release();
        return connection.server.waits().idle;
    }

    @Override
    public Await onReady() throws IOException {
        return connection.receive(new ReadingHead(connection));
    }

    @Override
    public Await onTimeout() {
        return connection.close(connection.server.isDraining() ? EndReason.SHUTDOWN : EndReason.IDLE);
    }

    @Override
    public Await onRejected() throws IOException {
        return connection.refuse(Failures.OVERLOADED, EndReason.REFUSED, Optional.empty());
    }

    @Override
    public Await onShutdown() {
        return connection.server.waits().lastRequest;
    }
}
