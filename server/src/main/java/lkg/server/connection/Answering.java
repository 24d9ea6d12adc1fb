package lkg.server.connection;

import java.io.IOException;
import lkg.http.HttpRequest;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.context.PendingAnswer;

/** ANSWERING: a handler in the executor, or a future, will answer. What the client sends meanwhile waits (D14). */
record Answering(HttpConnection connection, PendingAnswer answer, HttpRequest request, ReadingHead head)
        implements State {

    /** This state, or what follows if the answer is here already. */
    State next() {
        return answer.response()
                .<State>map(r -> connection.answer(request, r, head))
                .orElse(this);
    }

    @Override
    public Await enter() throws IOException {
        if (!connection.flush()) {
            return connection.waits.room;
        }
        return answer.isPointless() ? connection.close(EndReason.CLIENT_LEFT) : connection.awaitWakeUp();
    }

    @Override
    public Await onReady() throws IOException {
        return answer.response().isPresent() ? connection.enter(next()) : goOnWaiting();
    }

    private Await goOnWaiting() throws IOException {
        if (connection.out.isEmpty()) {
            connection.noticesLeaving();
        }
        return enter();
    }

    @Override
    public Await onTimeout() throws IOException {
        return connection.writeOnceMore();
    }

    @Override
    public Await onRejected() throws IOException {
        State next = next();
        if (next == this) {
            return goOnWaiting();
        }
        // The next request may need the executor: it comes with an event of its own.
        return connection.enter(next == head ? new Sending(connection, head) : next);
    }

    @Override
    public void onClosed() {
        answer.cancel();
    }
}
