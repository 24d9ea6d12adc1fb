package lkg.server.connection;

import java.io.IOException;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.context.Pace;

/** SENDING: part of a response did not fit at once, or is not there yet. What follows it is known already. */
record Sending(HttpConnection connection, State next, Pace pace) implements State {

    Sending(HttpConnection connection, State next) {
        this(connection, next, connection.waits.newPace());
    }

    /** Sends. If that was all and a request waits in the buffer, the loop's other connections have their turn first. */
    @Override
    public Await enter() throws IOException {
        long written = connection.out.writeTo(connection.channel);
        if (connection.out.isEmpty() && requestWaits()) {
            // There is room at once, so this connection goes on after the loop's others.
            return connection.waits.room;
        }
        return goOn(written);
    }

    /**
     * Sends what there is room for, and enters what follows when that was all. The client has to take enough of it in a
     * stall timeout ({@link Pace}). While more of the body is not there yet, no time runs; if the client leaves then,
     * the body's source says whether to go on.
     */
    @Override
    public Await onReady() throws IOException {
        return goOn(connection.out.writeTo(connection.channel));
    }

    private Await goOn(long written) throws IOException {
        if (connection.out.isEmpty()) {
            return connection.enter(next);
        }
        if (!connection.out.awaitsSource()) {
            return pace.await(connection.out.writtenBytes(), connection.waits.room);
        }
        pace.pause();
        if (written == 0 && connection.noticesLeaving()) {
            return connection.out.goesOnWithoutClient() ? onReady() : connection.close(EndReason.CLIENT_LEFT);
        }
        return connection.awaitWakeUp(Await.readable(), Await.woken());
    }

    private boolean requestWaits() {
        return next instanceof ReadingHead && !connection.in.isEmpty();
    }

    /**
     * The kernel may report writability late: it calls a socket writable only when a good part of its buffer is free,
     * which takes a slow client long. So try one write before giving up. If that sends all that is there, wait for
     * room, which there is. If all was sent before, the connection only gave way: it wakes itself up.
     */
    @Override
    public Await onTimeout() throws IOException {
        if (connection.out.isEmpty()) {
            // The client has not stalled. What follows may call a handler, which is not for the loop's thread.
            connection.wakeUp.run();
            return Await.woken();
        }
        long written = connection.out.writeTo(connection.channel);
        if (connection.out.isEmpty() || written > 0 && connection.out.awaitsSource()) {
            return connection.waits.room;
        }
        Await wait = pace.await(connection.out.writtenBytes(), connection.waits.room);
        boolean stalled = wait.equals(Await.unchanged()) || connection.out.awaitsSource();
        return stalled ? connection.close(EndReason.STALLED) : wait;
    }

    /** Sends all the same. A request that waits in the buffer is refused. */
    @Override
    public Await onRejected() throws IOException {
        long written = connection.out.writeTo(connection.channel);
        return connection.out.isEmpty() && requestWaits() ? next.onRejected() : goOn(written);
    }

    /** A body that would go on for ever ends here. */
    @Override
    public Await onShutdown() {
        connection.out.announceShutdown();
        return Await.unchanged();
    }

    @Override
    public void onClosed() {
        next.onClosed();
    }

    @Override
    public long heldBytes() {
        return next.heldBytes();
    }
}
