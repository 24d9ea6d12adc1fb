package lkg.server.context;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.AsyncHandler;
import lkg.server.Endpoint;
import lkg.server.Handler;

/** The answer to one request, which comes from another thread: of a handler in the executor, or of a future. */
public final class PendingAnswer {

    private final HttpRequest request;
    private final Runnable wakeUp;
    private Optional<CompletableFuture<HttpResponse>> future = Optional.empty();

    /** By the server. That the future fails then is not a failure of the handler. */
    private volatile boolean cancelled;

    /** The client was told that it gets no answer: what was not begun must not be done later. */
    private volatile boolean expired;

    /** Written by any thread, before it wakes the connection up. */
    private volatile Optional<HttpResponse> response = Optional.empty();

    private PendingAnswer(HttpRequest request, Runnable wakeUp) {
        this.request = request;
        this.wakeUp = wakeUp;
    }

    /** Has {@code request} answered. {@code wakeUp} is called when the response is there. */
    public static PendingAnswer start(Endpoint endpoint, HttpRequest request, Executor executor, Runnable wakeUp) {
        PendingAnswer answer = new PendingAnswer(request, wakeUp);
        if (endpoint instanceof Endpoint.Later later) {
            answer.begin(later.handler());
        } else if (endpoint instanceof Endpoint.Direct direct) {
            answer.execute(direct.handler(), executor);
        }
        return answer;
    }

    /** The handler's response, or the one to its failure. Never throws. */
    public static HttpResponse call(Handler handler, HttpRequest request) {
        try {
            return Objects.requireNonNull(handler.handle(request), "the handler returned null");
        } catch (Throwable t) {
            return Failures.responseTo(request, t);
        }
    }

    private void execute(Handler handler, Executor executor) {
        try {
            executor.execute(() -> {
                if (!expired) {
                    complete(call(handler, request));
                }
            });
        } catch (Throwable t) {
            complete(Failures.responseTo(request, t));
        }
    }

    private void begin(AsyncHandler handler) {
        try {
            future = Optional.of(handler.handle(request).toCompletableFuture());
            future.get().whenComplete(this::onCompleted);
        } catch (Throwable t) {
            complete(Failures.responseTo(request, t));
        }
    }

    private void onCompleted(HttpResponse answer, Throwable failure) {
        if (answer != null) {
            complete(answer);
        } else if (!cancelled && !request.client().hasLeft()) {
            Throwable cause =
                    failure != null ? failure : new NullPointerException("the future was completed with null");
            complete(Failures.responseTo(request, cause));
        }
    }

    private void complete(HttpResponse answer) {
        response = Optional.of(answer);
        wakeUp.run();
    }

    public Optional<HttpResponse> response() {
        return response;
    }

    /** Whether a future would answer a client that has left. A handler in the executor goes on, and is answered. */
    public boolean isPointless() {
        return future.isPresent() && response.isEmpty() && request.client().hasLeft();
    }

    /** The client was refused an answer. */
    public void expire() {
        expired = true;
        cancel();
    }

    /** Nobody waits for the answer any more. */
    public void cancel() {
        cancelled = true;
        future.ifPresent(unfinished -> unfinished.cancel(true));
    }
}
