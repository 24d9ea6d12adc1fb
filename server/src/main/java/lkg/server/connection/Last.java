package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;
import lkg.server.EndReason;

/** The last response has been sent: closes, at once or after the client has had the chance to read it. */
record Last(HttpConnection connection, EndReason reason) implements State {

    @Override
    public Await enter() throws IOException {
        // A client that did not ask for the end may have sent another request, and closing with that unread would reset
        // the connection under the response.
        if (reason == EndReason.CLIENT_WISH && connection.in.isEmpty()) {
            return connection.close(reason);
        }
        connection.channel.shutdownOutput();
        connection.in.clear();
        connection.server.lingering().incrementAndGet();
        return Await.handOver(
                new Lingering(connection.channel, connection.in, connection.server, connection.client, reason),
                connection.waits.linger);
    }
}
