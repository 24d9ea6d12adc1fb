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
import lkg.server.context.Pace;

/** BODY: collects a request's body in memory, and has the request answered once it is complete. */
record ReadingBody(
        HttpConnection connection,
        Endpoint endpoint,
        HttpRequest request,
        BodyDecoder decoder,
        BodyCollector collector,
        Pace pace,
        ReadingHead head)
        implements State {

    /** This state, or what follows if the body is here already. */
    State next() throws HttpException {
        if (!decoder.decode(connection.in, collector)) {
            return this;
        }
        return connection.handle(endpoint, request.withBody(collector.toBody(), decoder.trailers()), head);
    }

    /** Sends what is in front first, such as "100 Continue". */
    @Override
    public Await enter() throws IOException {
        return connection.flush()
                ? pace.await(collector.size(), connection.waits.body)
                : connection.become(new Sending(connection, this)).onReady();
    }

    /** Reads once. Enough of the body has to come in a stall timeout, and there has to be memory for it. */
    @Override
    public Await onReady() throws IOException {
        if (!connection.server.memory().hasRoomForBody(collector.size())) {
            return onRejected();
        }
        if (!connection.read()) {
            return connection.close(EndReason.CLIENT_LEFT);
        }
        try {
            State next = next();
            return next == this ? pace.await(collector.size(), connection.waits.body) : connection.enter(next);
        } catch (HttpException e) {
            return connection.refuse(e, EndReason.REFUSED, request);
        }
    }

    /** Refuses with 408. */
    @Override
    public Await onTimeout() throws IOException {
        return connection.refuse(Failures.TOO_SLOW, EndReason.REQUEST_TIMEOUT, request);
    }

    /** Refuses with 503. */
    @Override
    public Await onRejected() throws IOException {
        return connection.refuse(Failures.OVERLOADED, EndReason.REFUSED, request);
    }

    @Override
    public long heldBytes() {
        return collector.capacity();
    }
}
