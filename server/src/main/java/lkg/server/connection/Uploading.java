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

/** UPLOADING: ANSWERING while the request's body still comes, no faster than the handler reads it from the pipe. */
record Uploading(HttpConnection connection, HttpRequest request, BodyDecoder decoder, Pipe pipe, Answering answering)
        implements State {

    @Override
    public Await enter() throws IOException {
        if (answering.answer().response().isEmpty()) {
            connection.encodeContinue(request);
        }
        return pass();
    }

    @Override
    public Await onReady() throws IOException {
        if (answering.answer().response().isPresent()) {
            // The rest of the body is not wanted, and only lingering can drop it.
            pipe.close();
            HttpResponse response = answering.answer().response().get();
            return connection.enter(connection.answerLast(request, response, EndReason.BODY_UNREAD));
        }
        connection.noticesLeaving();
        return pass();
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
            return connection.waits.room;
        }
        if (pipe.isFull()) {
            // The rest waits until the handler has read: no deadline of the client's runs meanwhile.
            return Await.woken();
        }
        return connection.client.hasLeft() ? connection.close(EndReason.CLIENT_LEFT) : connection.waits.body;
    }

    @Override
    public Await onTimeout() throws IOException {
        pipe.close();
        return connection.refuse(Failures.TOO_SLOW, EndReason.REQUEST_TIMEOUT, request);
    }

    @Override
    public void onClosed() {
        pipe.close();
        answering.onClosed();
    }
}
