package lkg.server;

import java.util.concurrent.CompletionStage;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/** Begins to answer a request, and answers later. */
@FunctionalInterface
public interface AsyncHandler {

    /**
     * Returns a stage of the response. Runs on the event loop: must not block.
     *
     * <p>Any thread may complete the stage, with a response, or with an exception, which becomes a response as one out
     * of a {@link Handler} does. If the client leaves first, the stage's future is cancelled. Note that this does not
     * cancel the stages that it was derived from, as by {@code thenApply}.
     */
    CompletionStage<HttpResponse> handle(HttpRequest request) throws Exception;
}
