package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;
import lkg.server.EndReason;

/** SENDING: part of a response did not fit at once, or is not there yet. What follows it is known already. */
final class Sending implements State {

    private final HttpConnection connection;
    private final State next;

    /** Whether the deadline runs that only progress extends. */
    private boolean awaitsRoom;

    Sending(HttpConnection connection, State next) {
        this.connection = connection;
        this.next = next;
    }

    @Override
    public Await enter() throws IOException {
        long written = connection.out.writeTo(connection.channel);
        if (connection.out.isEmpty() && requestWaits()) {
            // There is room at once, so this connection goes on after the loop's others.
            return connection.waits.room;
        }
        return goOn(written);
    }

    @Override
    public Await onReady() throws IOException {
        return goOn(connection.out.writeTo(connection.channel));
    }

    private Await goOn(long written) throws IOException {
        if (connection.out.isEmpty()) {
            return connection.enter(next);
        }
        if (!connection.out.awaitsSource()) {
            boolean keepsDeadline = awaitsRoom && written == 0;
            awaitsRoom = true;
            return keepsDeadline ? Await.unchanged() : connection.waits.room;
        }
        awaitsRoom = false;
        if (written == 0 && connection.noticesLeaving()) {
            return connection.out.goesOnWithoutClient() ? onReady() : connection.close(EndReason.CLIENT_LEFT);
        }
        connection.in.release();
        connection.out.bytes.release();
        return connection.awaitWakeUp();
    }

    private boolean requestWaits() {
        return next instanceof ReadingHead && !connection.in.isEmpty();
    }

    @Override
    public Await onTimeout() throws IOException {
        if (connection.out.isEmpty()) {
            // The client has not stalled. What follows may call a handler, which is not for the loop's thread.
            connection.wakeUp.run();
            return Await.woken();
        }
        return connection.writeOnceMore();
    }

    @Override
    public Await onRejected() throws IOException {
        long written = connection.out.writeTo(connection.channel);
        return connection.out.isEmpty() && requestWaits() ? next.onRejected() : goOn(written);
    }
}
