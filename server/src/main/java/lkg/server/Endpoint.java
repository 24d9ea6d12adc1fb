package lkg.server;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.context.Failures;

/**
 * Answers one request, and says where and how. {@link Handler#endpoint} chooses it before the request's body is read.
 */
public sealed interface Endpoint {

    /** Where a handler runs, and what becomes of the request's body. */
    enum Runs {
        /** On the event loop, with the body in memory. */
        ON_LOOP,
        /** In the executor, with the body in memory. */
        IN_EXECUTOR,
        /** In the executor, with the body as a stream that is read while it arrives. */
        STREAMING,
        /**
         * On the event loop, before the body has come. Nobody reads it. Unless all of it has come with the head, the
         * connection is closed after the response. For refusals, and where a body makes no difference.
         */
        WITHOUT_BODY,
        /** In the executor, whatever the wiring, before the body has come. Nobody reads it, as with the one above. */
        IN_EXECUTOR_WITHOUT_BODY
    }

    /** Whether a handler runs, and treats the body, in this way. */
    default boolean is(Runs runs) {
        return this instanceof Direct direct && direct.runs() == runs;
    }

    /** The endpoint that a handler chooses. If the choice fails, an endpoint that answers with the failure. */
    static Endpoint of(HttpRequest head, Callable<Endpoint> choice) {
        try {
            return Objects.requireNonNull(choice.call(), "the handler chose no endpoint");
        } catch (Throwable t) {
            HttpResponse failure = Failures.responseTo(head, t);
            return new Direct(Runs.WITHOUT_BODY, request -> failure);
        }
    }

    /** The same endpoint with a filter around it. */
    Endpoint filtered(Filter filter);

    /** The same endpoint, which gets {@code view} of the request in place of the request. */
    Endpoint seeing(UnaryOperator<HttpRequest> view);

    /** Answers {@code request} on the caller's thread. Waits if the response comes later. */
    HttpResponse call(HttpRequest request) throws Exception;

    /** A handler that returns the response. */
    record Direct(Runs runs, Handler handler) implements Endpoint {

        @Override
        public Endpoint filtered(Filter filter) {
            return new Direct(runs, request -> Filtered.call(filter, request, () -> handler.handle(request)));
        }

        @Override
        public Endpoint seeing(UnaryOperator<HttpRequest> view) {
            return new Direct(runs, request -> handler.handle(view.apply(request)));
        }

        @Override
        public HttpResponse call(HttpRequest request) throws Exception {
            return handler.handle(request);
        }
    }

    /** A handler that returns a stage, which is completed with the response. */
    record Later(AsyncHandler handler) implements Endpoint {

        @Override
        public Endpoint filtered(Filter filter) {
            return new Later(request -> Filtered.begin(filter, handler, request));
        }

        @Override
        public Endpoint seeing(UnaryOperator<HttpRequest> view) {
            return new Later(request -> handler.handle(view.apply(request)));
        }

        @Override
        public HttpResponse call(HttpRequest request) throws Exception {
            CompletableFuture<HttpResponse> future = handler.handle(request).toCompletableFuture();
            try {
                return future.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }
}
