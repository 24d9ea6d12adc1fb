package lkg.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.context.Failures;

/** A handler with a filter around it. A failure becomes a response first, so that the filter sees it, too. */
final class Filtered {

    private Filtered() {}

    static HttpResponse call(Filter filter, Handler handler, HttpRequest request) throws Exception {
        HttpResponse response;
        try {
            Optional<HttpResponse> early = filter.before(request);
            response = early.isPresent() ? early.get() : handler.handle(request);
        } catch (Exception e) {
            response = Failures.responseTo(request, e);
        }
        return filter.after(request, response);
    }

    static CompletableFuture<HttpResponse> begin(Filter filter, AsyncHandler handler, HttpRequest request)
            throws Exception {
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        try {
            Optional<HttpResponse> early = filter.before(request);
            response = early.isPresent()
                    ? CompletableFuture.completedFuture(early.get())
                    : handler.handle(request).toCompletableFuture();
        } catch (Exception e) {
            response.complete(Failures.responseTo(request, e));
        }
        return andThen(filter, request, response);
    }

    /** Applies the filter to what {@code inner} is completed with. Cancelling the result cancels {@code inner}. */
    private static CompletableFuture<HttpResponse> andThen(
            Filter filter, HttpRequest request, CompletableFuture<HttpResponse> inner) {
        CompletableFuture<HttpResponse> filtered = new CompletableFuture<>();
        filtered.whenComplete((response, failure) -> {
            if (filtered.isCancelled()) {
                inner.cancel(true);
            }
        });
        inner.whenComplete((response, failure) -> {
            try {
                filtered.complete(filter.after(
                        request, failure == null ? response : Failures.responseTo(request, failure)));
            } catch (Throwable t) {
                filtered.completeExceptionally(t);
            }
        });
        return filtered;
    }
}
