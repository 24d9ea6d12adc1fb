package lkg.server.context;

import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.body.BodyFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when its request fails. */
public final class Failures {

    public static final HttpException OVERLOADED =
            new HttpException(503, "the server has more to do than it can, try again later");

    public static final HttpException TOO_SLOW = new HttpException(408, "the request took too long to arrive");

    public static final HttpException UNANSWERED = new HttpException(503, "the server did not answer in time");

    /** To a request that found the executor full. */
    public static final HttpResponse OVERLOADED_RESPONSE = HttpResponse.of(OVERLOADED);

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    /** Made at once: it is also the answer when memory is short. */
    private static final HttpResponse FAILED =
            HttpResponse.of(new HttpException(500, "the server failed to answer this request"));

    private Failures() {}

    /**
     * The response of an {@link HttpException}, or a 503 if an executor was full; for anything else a 500, and a line in
     * the log. Never throws.
     */
    public static HttpResponse responseTo(HttpRequest request, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof HttpException reason) {
            return HttpResponse.of(reason);
        }
        if (cause instanceof RejectedExecutionException) {
            return OVERLOADED_RESPONSE;
        }
        if (!isOfTheClient(request, cause)) {
            log("the handler failed for " + request.method() + " " + request.target(), cause);
        }
        return FAILED;
    }

    /** Whether the handler failed because its client left, or broke the request's body off: no line in the log then. */
    private static boolean isOfTheClient(HttpRequest request, Throwable cause) {
        return cause instanceof BodyFailedException
                || cause instanceof CancellationException && request.client().hasLeft();
    }

    /** Logs a failure. Never throws. */
    public static void log(String what, Throwable failure) {
        try {
            log.error(what, failure);
        } catch (Throwable t) {
            // Logging failed too; ignore it.
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException
                || failure instanceof ExecutionException
                || failure instanceof UncheckedIOException;
        return wrapped && failure.getCause() != null ? failure.getCause() : failure;
    }
}
