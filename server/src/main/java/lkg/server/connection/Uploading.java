package lkg.server.connection;

import java.io.IOException;
import lkg.http.BodyDecoder;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.RequestBody;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.body.Pipe;

/** UPLOADING: ANSWERING while the request's body still comes, no faster than the handler reads it. */
final class Uploading implements State {

    private final HttpConnection connection;
    private final HttpRequest request;
    private final BodyDecoder decoder;
    private final Pipe pipe;
    private final Answering answering;

    Uploading(
            HttpConnection connection, Endpoint endpoint, HttpRequest request, BodyDecoder decoder, ReadingHead head) {
        this.connection = connection;
        this.request = request;
        this.decoder = decoder;
        this.pipe = new Pipe(connection.wakeUp);
        HttpRequest streamed = request.withBody(new RequestBody.Streamed(pipe.input()));
        this.answering = new Answering(connection, endpoint, streamed, head);
    }

    @Override
    public Await enter() throws IOException {
        answering.start();
        if (answering.response().isEmpty()) {
            connection.encodeContinue(request);
        }
        return pass();
    }

    @Override
    public Await onReady() throws IOException {
        if (answering.response().isPresent()) {
            // The rest of the body is not wanted, and only lingering can drop it.
            Last last = new Last(connection, EndReason.BODY_UNREAD, Last.Way.LINGER);
            pipe.close();
            return connection.enter(
                    connection.last(request, answering.response().get(), last));
        }
        connection.noticesLeaving();
        return pass();
    }

    /** Passes on to the handler what has come. */
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
        connection.out.writeTo(connection.channel);
        if (!connection.out.isEmpty()) {
            return connection.server.waits().room;
        }
        if (pipe.isFull()) {
            // The rest waits until the handler has read: no deadline of the client's runs meanwhile.
            return Await.woken();
        }
        return connection.client.hasLeft() ? connection.close(EndReason.CLIENT_LEFT) : connection.server.waits().body;
    }

    @Override
    public Await onTimeout() throws IOException {
        pipe.close();
        HttpException tooSlow = new HttpException(408, "the request took too long to arrive");
        return connection.refuse(tooSlow, EndReason.REQUEST_TIMEOUT, request);
    }

    @Override
    public Await onRejected() throws IOException {
        return onReady();
    }

    @Override
    public void onClosed() {
        pipe.close();
        answering.onClosed();
    }
}
