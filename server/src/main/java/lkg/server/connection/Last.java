package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;
import lkg.server.EndReason;

/** The last response has been sent: closes, at once or after the client has had the chance to read it. */
record Last(HttpConnection connection, EndReason reason, Way way) implements State {

    enum Way {
        CLOSE,
        LINGER
    }

    @Override
    public Await enter() throws IOException {
        if (way == Way.CLOSE) {
            return connection.close(reason);
        }
        connection.channel.shutdownOutput();
        connection.in.clear();
        Lingering lingering =
                new Lingering(connection.channel, connection.in, connection.server, connection.client, reason);
        return Await.handOver(lingering, connection.server.waits().linger);
    }

    @Override
    public Await onReady() throws IOException {
        return enter();
    }

    @Override
    public Await onRejected() throws IOException {
        return enter();
    }
}
