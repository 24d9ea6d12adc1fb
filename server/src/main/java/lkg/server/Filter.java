package lkg.server;

import java.util.Optional;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/**
 * Sees each request before its handler does, and each response before the client does: for access rules, further
 * header fields, error pages. It is not called when the server itself refuses a request: with 400, 408, 413, 414 or 431,
 * or with 503 because the executor is full.
 *
 * <p>It runs on the thread of its handler, which may be the event loop, so it must not block. Around an {@link
 * AsyncHandler}, {@link #after} runs on the thread that completes the future. An exception out of a filter becomes a
 * response as one out of a handler does.
 */
public interface Filter {

    /** Returns a response to answer in place of the handler, or empty to let the handler answer. */
    default Optional<HttpResponse> before(HttpRequest request) throws Exception {
        return Optional.empty();
    }

    /**
     * Returns the response to send: {@code response} itself, or another one. Called for every response of the handler,
     * for one that {@link #before} returns, and for one that tells the client that the handler has failed.
     */
    default HttpResponse after(HttpRequest request, HttpResponse response) throws Exception {
        return response;
    }

    @FunctionalInterface
    interface Before {
        Optional<HttpResponse> apply(HttpRequest request) throws Exception;
    }

    @FunctionalInterface
    interface After {
        HttpResponse apply(HttpRequest request, HttpResponse response) throws Exception;
    }

    /** A filter that only looks at requests: see {@link #before(HttpRequest)}. */
    static Filter before(Before before) {
        return new Filter() {
            @Override
            public Optional<HttpResponse> before(HttpRequest request) throws Exception {
                return before.apply(request);
            }
        };
    }

    /** A filter that only looks at responses: see {@link #after(HttpRequest, HttpResponse)}. */
    static Filter after(After after) {
        return new Filter() {
            @Override
            public HttpResponse after(HttpRequest request, HttpResponse response) throws Exception {
                return after.apply(request, response);
            }
        };
    }

    /**
     * A filter that gives each response the fields of {@code headers}, in place of those of the same names.
     *
     * @throws IllegalArgumentException for a field that a handler cannot set either: see {@link HttpResponse}
     */
    static Filter setting(Headers headers) {
        // Fails here, and not at each request.
        Headers checked = new HttpResponse(204, headers, Body.EMPTY).headers();
        return after((request, response) ->
                new HttpResponse(response.status(), response.headers().overriddenBy(checked), response.body()));
    }
}
