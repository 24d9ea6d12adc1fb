package lkg.server;

import java.util.concurrent.CompletionStage;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/** Begins to answer a request, and answers later. */
@FunctionalInterface
public interface AsyncHandler {

    /**
     * Runs on the event loop: must not block. Any thread may complete the stage, with a response or with an exception,
     * which is treated as one of a {@link Handler}. When the client leaves before that, the stage's future is
     * cancelled.
     */
    CompletionStage<HttpResponse> handle(HttpRequest request) throws Exception;
}
