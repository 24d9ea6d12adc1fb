package lkg.server;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lkg.http.Client;
import lkg.http.HttpException;
import lkg.http.HttpRequest;

/**
 * Is told of everything that happens on connections, for an access log, metrics or a live picture.
 *
 * <p>The threads that run the connections call it, at the same time for different connections. Its methods must not
 * block; what they throw is logged and changes nothing.
 */
public interface Observer {

    /** Watches nothing. The server then measures nothing, either. */
    Observer NONE = new Observer() {};

    /**
     * A server is about to start. Comes before all else, once for each server.
     *
     * @param settings the values of all settings for which {@link Setting#isOfServer} holds
     */
    default void onConfigured(Map<Setting, Long> settings) {}

    /** Returns what is told of each single step. The server calls this more than once, and expects the same object. */
    default Steps steps() {
        return Steps.NONE;
    }

    /** A client has connected. */
    default void onOpened(Client client) {}

    /** A response has been sent to its last byte, or was broken off. */
    default void onAnswered(Answer answer) {}

    /** The server itself has refused a request, without asking a handler: with 400, 408, 413, 414, 431 or 503. */
    default void onRefused(Refusal refusal) {}

    /** A connection has ended before a response to this request began. {@link #onClosed} follows. */
    default void onAbandoned(HttpRequest request, Duration waited, EndReason reason) {}

    /** A connection has ended. */
    default void onClosed(Client client, EndReason reason) {}

    /**
     * An answered request.
     *
     * @param bodyBytes bytes of the body that were sent, with the framing of chunks
     * @param bodyLength how many bytes the body has, or {@link lkg.http.Body#UNKNOWN_LENGTH}
     * @param toFirstByte from the end of the request's head until the first byte of the response was sent
     * @param toLastByte from the end of the request's head until the last byte was sent
     * @param brokenOff why the connection ended before all of it was sent; empty if all of it was
     */
    record Answer(
            HttpRequest request,
            int status,
            long bodyBytes,
            long bodyLength,
            Duration toFirstByte,
            Duration toLastByte,
            Optional<EndReason> brokenOff) {}

    /**
     * A refused request.
     *
     * @param request the request without its body, or empty if its head could not be read
     * @param reason says with which status it was refused, and why
     */
    record Refusal(Client client, Optional<HttpRequest> request, HttpException reason) {}
}
