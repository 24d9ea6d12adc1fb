package lkg.server;

import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/**
 * Answers requests: what somebody who embeds the server writes.
 *
 * <p>Called for several requests at once, on different threads. It may block: then it runs in the pool, while its
 * connection is parked. One that declares that it never blocks runs on the event loop itself, which saves two changes
 * of threads for each request, and which a call that blocks after all would hold up, with all of its connections.
 *
 * <p>An exception becomes a 500 response and a line in the log; its text is not sent to the client.
 */
@FunctionalInterface
public interface Handler {

    HttpResponse handle(HttpRequest request) throws Exception;

    /** Whether {@link #handle} always returns without waiting for anything. */
    default boolean neverBlocks() {
        return false;
    }
}
