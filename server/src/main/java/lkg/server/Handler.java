package lkg.server;

import java.util.function.Consumer;
import java.util.function.Function;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/**
 * Answers requests: what somebody who embeds the server writes.
 *
 * <p>Called for several requests at once, on different threads. A lambda may block: it runs in the server's executor
 * while its connection waits. The other kinds are made by the static methods here. {@link Routes}, mounts and filters
 * keep the kind of the handlers that they wrap; a lambda that calls another handler is a blocking one.
 *
 * <p>An {@link lkg.http.HttpException} becomes a response with its status and its message. Any other exception becomes
 * a 500 response and a line in the log; its text is not sent to the client.
 */
@FunctionalInterface
public interface Handler {

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
        return choosing(head -> endpoint(head).filtered(filter));
    }

    /**
     * A handler that never waits for anything. It runs on the event loop, so it is answered however busy the executor
     * is, and no thread is changed. If it blocks after all, it holds up all connections of that loop.
     */
    static Handler onLoop(Handler handler) {
        Endpoint endpoint = new Endpoint.Direct(Endpoint.Runs.ON_LOOP, handler);
        return choosing(head -> endpoint);
    }

    /** A handler that reads the request's body as a stream, past the limit for bodies in memory. It may block. */
    static Handler streaming(Handler handler) {
        Endpoint endpoint = new Endpoint.Direct(Endpoint.Runs.STREAMING, handler);
        return choosing(head -> endpoint);
    }

    /** A handler that begins its work on the event loop and answers later. It must not block. */
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
