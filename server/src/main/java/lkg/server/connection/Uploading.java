package lkg.server.connection;

import java.io.IOException;
import lkg.http.BodyDecoder;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.body.Pipe;
import lkg.server.context.Failures;
import lkg.server.context.Pace;

/** UPLOADING: ANSWERING while the request's body still comes, no faster than the handler reads it from the pipe. */
record Uploading(
        HttpConnection connection, HttpRequest request, BodyDecoder decoder, Pipe pipe, Pace pace, Answering answering)
        implements State {

    @Override
    public Await enter() throws IOException {
        return pass();
    }

    /** Reads once, and passes on what fits into the pipe. An answer that is here already is the last one. */
    @Override
    public Await onReady() throws IOException {
        if (answering.answer().response().isPresent()) {
            return answer();
        }
        connection.noticesLeaving();
        return pass();
    }

    /** The rest of the body is not wanted, and only lingering can drop it. */
    private Await answer() throws IOException {
        pipe.close();
        HttpResponse response = answering.answer().response().orElseThrow();
        return connection.enter(connection.answerLast(request, response, EndReason.BODY_UNREAD));
    }

    private Await pass() throws IOException {
        try {
            if (decoder.decode(connection.in, pipe)) {
                pipe.finish();
                return connection.enter(answering);
            }
        } catch (HttpException e) {
            pipe.close();
            return connection.refuse(e, EndReason.REFUSED, request);
        }
        if (!connection.flush()) {
            return connection.become(new Sending(connection, this)).onReady();
        }
        if (answering.answer().response().isPresent()) {
            return answer();
        }
        if (pipe.isFull()) {
            // The rest waits until the handler has read: no deadline of the client's runs meanwhile.
            pace.pause();
            return connection.waits.answerUnheard;
        }
        return connection.client.hasLeft()
                ? connection.close(EndReason.CLIENT_LEFT)
                : pace.await(pipe.takenBytes(), connection.waits.body);
    }

    /** Refuses with 503 if the pipe is full: the handler did not read. Otherwise with 408. The handler's read fails. */
    @Override
    public Await onTimeout() throws IOException {
        if (answering.answer().response().isPresent()) {
            return answering.awaitOwnWakeUp();
        }
        pipe.close();
        return pipe.isFull()
                ? connection.refuse(Failures.UNANSWERED, EndReason.HANDLER_TIMEOUT, request)
                : connection.refuse(Failures.TOO_SLOW, EndReason.REQUEST_TIMEOUT, request);
    }

    @Override
    public void onClosed() {
        pipe.close();
        answering.onClosed();
    }

    @Override
    public long heldBytes() {
        return pipe.heldBytes() + request.headBytes();
    }
}
