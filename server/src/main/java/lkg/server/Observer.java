package lkg.server;

import java.time.Duration;
import java.util.Optional;
import lkg.http.Client;
import lkg.http.HttpException;
import lkg.http.HttpRequest;

/**
 * Watches the server: what an access log, metrics or a live picture are made of.
 *
 * <p>Its methods are called on the threads that run the connections, at the same time for different connections. They
 * must not block; what they throw is logged and changes nothing.
 */
public interface Observer {

    /** Watches nothing, which costs nothing. */
    Observer NONE = new Observer() {};

    /** A client has connected. */
    default void onOpened(Client client) {}

    /** A response has been sent, or was broken off. */
    default void onAnswered(Answer answer) {}

    /** A request was refused by the server itself, without a handler. */
    default void onRefused(Refusal refusal) {}

    /** The connection has ended. */
    default void onClosed(Client client, EndReason reason) {}

    /**
     * An answered request.
     *
     * @param bodyBytes of the response, as sent, with the framing of chunks
     * @param toFirstByte from the end of the request's head to the first byte of the response that was sent
     * @param toLastByte from there to the last byte that was sent
     * @param ending whether all of it was sent
     */
    record Answer(
            HttpRequest request, int status, long bodyBytes, Duration toFirstByte, Duration toLastByte, Ending ending) {}

    /** Whether a response was sent to its end. */
    enum Ending {
        COMPLETE,
        BROKEN_OFF
    }

    /**
     * A refused request.
     *
     * @param request its head, if that was understood
     * @param reason with the status that it was answered with
     */
    record Refusal(Client client, Optional<HttpRequest> request, HttpException reason) {}
}
