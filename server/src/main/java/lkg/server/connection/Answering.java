package lkg.server.connection;

import java.io.IOException;
import lkg.http.HttpRequest;
import lkg.http.RequestBody;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.context.Failures;
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

    /**
     * Sends what is in front of the answer first. An answer that has come by then is for an event of its own. A future
     * is of no use to a client that has left.
     */
    @Override
    public Await enter() throws IOException {
        if (!connection.flush()) {
            return connection.become(new Sending(connection, this)).onReady();
        }
        if (answer.response().isPresent()) {
            return awaitOwnWakeUp();
        }
        return answer.isPointless()
                ? connection.close(EndReason.CLIENT_LEFT)
                : connection.awaitWakeUp(connection.waits.answer, connection.waits.answerUnheard);
    }

    /** The answer came a moment ago. What follows it may call a handler, so it is for the executor's thread. */
    Await awaitOwnWakeUp() {
        connection.wakeUp.run();
        return Await.woken();
    }

    /** Goes on if the answer is here. Otherwise keeps what the client sends, as far as the buffer has room. */
    @Override
    public Await onReady() throws IOException {
        return answer.response().isPresent() ? connection.enter(next()) : goOnWaiting();
    }

    private Await goOnWaiting() throws IOException {
        boolean left = connection.noticesLeaving();
        return left || connection.in.isFull() ? enter() : Await.unchanged();
    }

    /** Refuses with 503, and an answer that comes later is dropped. A client that sends without end has stalled. */
    @Override
    public Await onTimeout() throws IOException {
        if (answer.response().isPresent()) {
            return awaitOwnWakeUp();
        }
        if (connection.in.isFull() && !connection.client.hasLeft()) {
            return connection.close(EndReason.STALLED);
        }
        answer.expire();
        return connection.refuse(Failures.UNANSWERED, EndReason.HANDLER_TIMEOUT, request);
    }

    /** Sends the answer, but what is behind it has to wait for an event of its own. */
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

    @Override
    public long heldBytes() {
        long body = request.body() instanceof RequestBody.InMemory all
                ? all.content().length()
                : 0;
        return request.headBytes() + body;
    }
}
