package lkg.server.context;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when its request fails. */
public final class Failures {

    public static final HttpException OVERLOADED =
            new HttpException(503, "the server has more to do than it can, try again later");

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    /** Made at once: it is also the answer when memory is short. */
    private static final HttpResponse FAILED =
            HttpResponse.of(new HttpException(500, "the server failed to answer this request"));

    private Failures() {}

    /** The response of an {@link HttpException}; for anything else a 500, and a line in the log. Never throws. */
    public static HttpResponse responseTo(HttpRequest request, Throwable failure) {
        try {
            Throwable cause = unwrapped(failure);
            if (cause instanceof HttpException reason) {
                return HttpResponse.of(reason);
            }
            log.error("the handler failed for {} {}", request.method(), request.target(), cause);
        } catch (Throwable t) {
            // Logging failed too; ignore it.
        }
        return FAILED;
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapped && failure.getCause() != null ? failure.getCause() : failure;
    }
}
