package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;
import lkg.server.EndReason;

/** The last response has been sent: closes, at once or after the client has had the chance to read it. */
record Last(HttpConnection connection, EndReason reason) implements State {

    @Override
    public Await enter() throws IOException {
        // Unless the client asked for the end, it may have sent more: closing with that unread resets the connection.
        if (reason == EndReason.CLIENT_WISH && connection.in.isEmpty()) {
            return connection.close(reason);
        }
        connection.channel.shutdownOutput();
        connection.in.clear();
        return Await.handOver(
                new Lingering(connection.channel, connection.in, connection.server, connection.client, reason),
                connection.waits.linger);
    }

    @Override
    public boolean hasRequest() {
        return false;
    }
}
