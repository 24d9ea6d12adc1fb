package lkg.server.connection;

import java.io.IOException;
import lkg.http.BodyCollector;
import lkg.http.BodyDecoder;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.context.Failures;

/** BODY: collects a request's body in memory, and has the request answered once it is complete. */
final class ReadingBody implements State {

    private final HttpConnection connection;
    private final Endpoint endpoint;
    private final HttpRequest request;
    private final BodyDecoder decoder;
    private final BodyCollector collector = new BodyCollector();
    private final ReadingHead head;

    ReadingBody(
            HttpConnection connection, Endpoint endpoint, HttpRequest request, BodyDecoder decoder, ReadingHead head) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.request = request;
        this.decoder = decoder;
        this.head = head;
    }

    /** Takes what there is of the body, and returns whether that is all of it. */
    boolean isComplete() throws HttpException {
        return decoder.decode(connection.in, collector);
    }

    State handle() {
        return connection.handle(endpoint, request.withBody(collector.toBody(), decoder.trailers()), head);
    }

    @Override
    public Await enter() throws IOException {
        connection.out.writeTo(connection.channel);
        return connection.out.isEmpty()
                ? connection.server.waits().body
                : connection.become(new Sending(connection, this)).onReady();
    }

    @Override
    public Await onReady() throws IOException {
        if (!connection.read()) {
            return connection.close(EndReason.CLIENT_CLOSED);
        }
        try {
            return isComplete() ? connection.enter(handle()) : connection.server.waits().body;
        } catch (HttpException e) {
            return connection.refuse(e, EndReason.REFUSED, request);
        }
    }

    @Override
    public Await onTimeout() throws IOException {
        HttpException tooSlow = new HttpException(408, "the request took too long to arrive");
        return connection.refuse(tooSlow, EndReason.REQUEST_TIMEOUT, request);
    }

    @Override
    public Await onRejected() throws IOException {
        return connection.refuse(Failures.OVERLOADED, EndReason.REFUSED, request);
    }
}
