package lkg.server;

/** Why a connection has ended. */
public enum EndReason {
    /** The client closed, between two requests or before one was complete. */
    CLIENT_CLOSED,
    /** The client closed before it was answered, or before it had the whole response. */
    CLIENT_LEFT,
    /** Reading or writing failed, typically since the client reset the connection. */
    NETWORK_FAILED,
    /** No request came within the idle timeout. */
    IDLE,
    /** A request took too long to arrive; it was answered 408. */
    REQUEST_TIMEOUT,
    /** A request was refused: the server could not know where the next one would begin. */
    REFUSED,
    /** The client did not take the response within the stall timeout. */
    STALLED,
    /** The last response was sent, as the client wished. */
    CLIENT_WISH,
    /** The last response was sent, since the connection had as many requests as it may have. */
    REQUEST_LIMIT,
    /** The last response was sent, and only the end of the connection tells an HTTP/1.0 client where it ends. */
    RESPONSE_END,
    /** The body of a response could not be had to its end. */
    BODY_FAILED,
    /** The request was answered before its body had come. */
    BODY_UNREAD,
    /** The server is shutting down. */
    SHUTDOWN,
    /** A bug in the server; it is in the log. */
    FAILED
}
