package lkg.server.context;

import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.LoopLog;
import lkg.server.body.BodyFailedException;

/** What a client is told when its request fails. */
public final class Failures {

    public static final HttpException OVERLOADED =
            new HttpException(503, "the server has more to do than it can, try again later");

    public static final HttpException TOO_SLOW = new HttpException(408, "the request took too long to arrive");

    public static final HttpException UNANSWERED = new HttpException(503, "the server did not answer in time");

    /** To a request that found the executor full. */
    public static final HttpResponse OVERLOADED_RESPONSE = HttpResponse.of(OVERLOADED);

    private static final LoopLog log = LoopLog.of(Failures.class);

    /** Made at once, as the next field: they also serve when memory is short. */
    private static final String HANDLER_FAILED = "the handler failed";

    private static final HttpResponse FAILED =
            HttpResponse.of(new HttpException(500, "the server failed to answer this request"));

    private Failures() {}

    /** Makes the constants of this class now: when the first request fails for lack of memory it may be too late. */
    static void prepare() {}

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
            log(whatFailed(request), cause);
        }
        return FAILED;
    }

    private static String whatFailed(HttpRequest request) {
        try {
            return HANDLER_FAILED + " for " + request.method() + " " + request.target();
        } catch (OutOfMemoryError e) {
            return HANDLER_FAILED;
        }
    }

    /** Whether the handler failed because its client left, or broke the request's body off: no line in the log then. */
    private static boolean isOfTheClient(HttpRequest request, Throwable cause) {
        return cause instanceof BodyFailedException
                || cause instanceof CancellationException && request.client().hasLeft();
    }

    /** Logs a failure. Never throws, and never waits. */
    public static void log(String what, Throwable failure) {
        log.error(what, failure);
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException
                || failure instanceof ExecutionException
                || failure instanceof UncheckedIOException;
        return wrapped && failure.getCause() != null ? failure.getCause() : failure;
    }
}
