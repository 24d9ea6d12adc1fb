package lkg.server;

import java.util.function.Consumer;
import java.util.function.Function;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/**
 * Answers requests. A program that embeds the server has at least one.
 *
 * <p>It is called for several requests at once, on different threads. A lambda may block: it runs in the server's
 * executor while its connection waits. The static methods make the other kinds. {@link Routes} and {@link #filtered}
 * keep the kind of the handler that they wrap. A lambda runs in the executor even if it only calls another handler.
 *
 * <p>An {@link lkg.http.HttpException} becomes a response with its status and its message. Any other exception becomes
 * a 500 response and a line in the log; its text is not sent to the client.
 */
@FunctionalInterface
public interface Handler {

    /** Returns the response. If the handler answers later, this method waits for the response. */
    HttpResponse handle(HttpRequest request) throws Exception;

    /**
     * Decides, before the body is read, who answers a request and where. Called on the event loop: must not block.
     *
     * @param head the request without its body
     */
    default Endpoint endpoint(HttpRequest head) {
        return new Endpoint.Direct(Endpoint.Runs.IN_EXECUTOR, this);
    }

    /** This handler, with a filter around it. */
    default Handler filtered(Filter filter) {
        return choosing(head -> Endpoint.of(head, () -> endpoint(head)).filtered(filter));
    }

    /**
     * A handler that never blocks. It runs on the event loop: it answers at once, even while the executor is full. If it
     * blocks after all, all connections of that loop wait for it.
     */
    static Handler onLoop(Handler handler) {
        Endpoint endpoint = new Endpoint.Direct(Endpoint.Runs.ON_LOOP, handler);
        return choosing(head -> endpoint);
    }

    /**
     * A handler that reads the request's body while it arrives: {@link Setting#MAX_STREAMED_BODY_BYTES} bounds it, and
     * not the limit for bodies in memory. It may block.
     */
    static Handler streaming(Handler handler) {
        Endpoint endpoint = new Endpoint.Direct(Endpoint.Runs.STREAMING, handler);
        return choosing(head -> endpoint);
    }

    /** A handler that begins its work on the event loop, where it must not block, and answers later. */
    static Handler async(AsyncHandler handler) {
        Endpoint endpoint = new Endpoint.Later(handler);
        return choosing(head -> endpoint);
    }

    /**
     * A handler that answers with server-sent events.
     *
     * @param subscriber is given the stream to offer events to. Called on the event loop: must not block
     */
    static Handler events(Consumer<EventStream> subscriber) {
        return onLoop(request -> EventStream.response(request, subscriber));
    }

    private static Handler choosing(Function<HttpRequest, Endpoint> choice) {
        return new Handler() {
            @Override
            public Endpoint endpoint(HttpRequest head) {
                return choice.apply(head);
            }

            @Override
            public HttpResponse handle(HttpRequest request) throws Exception {
                return endpoint(request).call(request);
            }
        };
    }
}
