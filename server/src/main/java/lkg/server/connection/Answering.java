package lkg.server.connection;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.AsyncHandler;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.Handler;
import lkg.server.context.Failures;

/**
 * ANSWERING: a handler in the executor, or a future, will answer. Meanwhile the connection keeps what the client sends,
 * and parses none of it (D14).
 */
final class Answering implements State {

    private final HttpConnection connection;
    private final Endpoint endpoint;
    private final HttpRequest request;
    private final ReadingHead head;
    private Optional<CompletableFuture<HttpResponse>> future = Optional.empty();

    /** Written by any thread, before it wakes the connection up. */
    private volatile Optional<HttpResponse> response = Optional.empty();

    Answering(HttpConnection connection, Endpoint endpoint, HttpRequest request, ReadingHead head) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.request = request;
        this.head = head;
    }

    /** The handler's response, or the one to its failure. Never throws. */
    static HttpResponse call(Handler handler, HttpRequest request) {
        try {
            return Objects.requireNonNull(handler.handle(request), "the handler returned null");
        } catch (Throwable t) {
            return Failures.responseTo(request, t);
        }
    }

    void start() {
        if (endpoint instanceof Endpoint.Later later) {
            begin(later.handler());
        } else if (endpoint instanceof Endpoint.Direct direct) {
            execute(direct.handler());
        }
    }

    private void execute(Handler handler) {
        try {
            connection.server.executor().execute(() -> complete(call(handler, request)));
        } catch (RejectedExecutionException e) {
            complete(Failures.OVERLOADED_RESPONSE);
        } catch (Throwable t) {
            complete(Failures.responseTo(request, t));
        }
    }

    private void begin(AsyncHandler handler) {
        try {
            future = Optional.of(handler.handle(request).toCompletableFuture());
            future.get().whenComplete(this::onCompleted);
        } catch (Throwable t) {
            complete(Failures.responseTo(request, t));
        }
    }

    private void onCompleted(HttpResponse answer, Throwable failure) {
        if (answer != null) {
            complete(answer);
        } else if (!connection.client.hasLeft()) {
            Throwable cause =
                    failure != null ? failure : new NullPointerException("the future was completed with null");
            complete(Failures.responseTo(request, cause));
        }
    }

    private void complete(HttpResponse answer) {
        response = Optional.of(answer);
        connection.wakeUp.run();
    }

    /** This state, or what follows if the answer is here already. */
    State next() {
        return response.isPresent() ? connection.answer(request, response.get(), head) : this;
    }

    Optional<HttpResponse> response() {
        return response;
    }

    @Override
    public Await enter() throws IOException {
        connection.out.writeTo(connection.channel);
        if (!connection.out.isEmpty()) {
            return connection.server.waits().room;
        }
        if (connection.client.hasLeft() && future.isPresent() && response.isEmpty()) {
            // Nobody is there to answer to. A handler in the executor goes on: it may ask Client.hasLeft.
            return connection.close(EndReason.CLIENT_LEFT);
        }
        return connection.awaitWakeUp();
    }

    @Override
    public Await onReady() throws IOException {
        return response.isPresent() ? connection.enter(next()) : goOnWaiting();
    }

    private Await goOnWaiting() throws IOException {
        if (connection.out.isEmpty()) {
            connection.noticesLeaving();
        }
        return enter();
    }

    /** For the responses before this one, if they have not been sent. */
    @Override
    public Await onTimeout() throws IOException {
        return connection.out.writeTo(connection.channel) > 0
                ? connection.server.waits().room
                : connection.close(EndReason.STALLED);
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
        future.ifPresent(unfinished -> unfinished.cancel(true));
    }
}
