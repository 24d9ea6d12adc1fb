package lkg.server;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/**
 * Looks at requests before they are handled, and at responses after that.
 *
 * <p>It runs where its handler runs, which may be the event loop: it must not block. Its exceptions are treated as
 * those of a handler.
 */
public interface Filter {

    /** Answers in place of the handler, or returns empty to let it answer. */
    default Optional<HttpResponse> before(HttpRequest request) throws Exception {
        return Optional.empty();
    }

    /** The response to send: {@code response}, or another one. It also sees the responses to failures. */
    default HttpResponse after(HttpRequest request, HttpResponse response) throws Exception {
        return response;
    }

    static Filter before(Function<HttpRequest, Optional<HttpResponse>> before) {
        return new Filter() {
            @Override
            public Optional<HttpResponse> before(HttpRequest request) {
                return before.apply(request);
            }
        };
    }

    static Filter after(BiFunction<HttpRequest, HttpResponse, HttpResponse> after) {
        return new Filter() {
            @Override
            public HttpResponse after(HttpRequest request, HttpResponse response) {
                return after.apply(request, response);
            }
        };
    }
}
