package todo;

import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Endpoint;
import lkg.server.Handler;

/** Lets a request to {@code inner} only with a token, and refuses any other before its body has come. */
record TokenRequired(String token, Handler inner) implements Handler {

    @Override
    public Endpoint endpoint(HttpRequest head) {
        boolean allowed = head.headers()
                .first("Authorization")
                .filter(("Bearer " + token)::equals)
                .isPresent();
        return allowed ? inner.endpoint(head) : new Endpoint.Direct(Endpoint.Runs.WITHOUT_BODY, TokenRequired::refuse);
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws Exception {
        return endpoint(request).call(request);
    }

    private static HttpResponse refuse(HttpRequest request) {
        return HttpResponse.text(401, "401 a token is required\n").withHeader("WWW-Authenticate", "Bearer");
    }
}
