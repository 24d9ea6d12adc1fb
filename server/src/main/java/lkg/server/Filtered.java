package lkg.server;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.context.Failures;

/** Puts a filter around a handler. A failure becomes a response first, so that the filter sees it, too. */
final class Filtered {

    private Filtered() {}

    /** The endpoint that {@code handler} chooses. If that fails, its endpoint is one that answers with the failure. */
    static Endpoint endpoint(Handler handler, HttpRequest head) {
        try {
            return Objects.requireNonNull(handler.endpoint(head), "the handler chose no endpoint");
        } catch (Throwable t) {
            HttpResponse failure = Failures.responseTo(head, t);
            return new Endpoint.Direct(Endpoint.Runs.ON_LOOP, request -> failure);
        }
    }

    static HttpResponse call(Filter filter, Handler handler, HttpRequest request) throws Exception {
        HttpResponse response;
        try {
            Optional<HttpResponse> early = filter.before(request);
            response = early.isPresent()
                    ? early.get()
                    : Objects.requireNonNull(handler.handle(request), "the handler returned null");
        } catch (Throwable t) {
            response = Failures.responseTo(request, t);
        }
        return after(filter, request, response);
    }

    static CompletableFuture<HttpResponse> begin(Filter filter, AsyncHandler handler, HttpRequest request) {
        CompletableFuture<HttpResponse> response;
        try {
            Optional<HttpResponse> early = filter.before(request);
            response = early.isPresent()
                    ? CompletableFuture.completedFuture(early.get())
                    : handler.handle(request).toCompletableFuture();
        } catch (Throwable t) {
            response = CompletableFuture.failedFuture(t);
        }
        return andThen(filter, request, response);
    }

    /** A future of what the filter makes of {@code inner}. Cancelling it cancels {@code inner}. */
    private static CompletableFuture<HttpResponse> andThen(
            Filter filter, HttpRequest request, CompletableFuture<HttpResponse> inner) {
        CompletableFuture<HttpResponse> filtered = new CompletableFuture<>();
        filtered.whenComplete((response, failure) -> {
            if (filtered.isCancelled()) {
                inner.cancel(true);
            }
        });
        inner.whenComplete((response, failure) -> {
            if (filtered.isCancelled()) {
                // The client has left: there is nothing to filter.
                return;
            }
            try {
                filtered.complete(after(filter, request, responseOf(request, response, failure)));
            } catch (Throwable t) {
                filtered.completeExceptionally(t);
            }
        });
        return filtered;
    }

    private static HttpResponse responseOf(HttpRequest request, HttpResponse response, Throwable failure) {
        if (response != null) {
            return response;
        }
        return Failures.responseTo(
                request, failure != null ? failure : new NullPointerException("the future was completed with null"));
    }

    private static HttpResponse after(Filter filter, HttpRequest request, HttpResponse response) throws Exception {
        return Objects.requireNonNull(filter.after(request, response), "the filter returned null");
    }
}
