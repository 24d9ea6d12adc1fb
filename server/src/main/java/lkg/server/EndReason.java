package lkg.server;

/** Why a connection has ended. */
public enum EndReason {
    /** The client closed while no request was waiting for an answer. */
    CLIENT_CLOSED,
    /** The client closed before its request was answered, or before it had the whole response. */
    CLIENT_LEFT,
    /** Reading or writing failed, typically because the client reset the connection. */
    NETWORK_FAILED,
    /** No request came within the idle timeout. */
    IDLE,
    /** A request took too long to arrive; it was answered 408. */
    REQUEST_TIMEOUT,
    /** The server refused a request, and could not tell where the next one begins. */
    REFUSED,
    /** The connection was idle for longest when as many as may be open were open, and another one came. */
    MADE_ROOM,
    /** The handler did not answer within the handler timeout. The client was answered 503. */
    HANDLER_TIMEOUT,
    /** The client took too little of the response in a stall timeout, or had sent too much ahead of a late one. */
    STALLED,
    /** The client asked to close after this response. */
    CLIENT_WISH,
    /** The connection has had as many requests as it may have. */
    REQUEST_LIMIT,
    /** The response had no length, and an HTTP/1.0 client knows its end only by the end of the connection. */
    RESPONSE_END,
    /** The body of a response could not be read or produced to its end. */
    BODY_FAILED,
    /** The request was answered before all of its body had arrived. */
    BODY_UNREAD,
    /** The TLS handshake failed: the client speaks no TLS, or none that both know, or does not trust the certificate. */
    TLS_FAILED,
    /** The TLS handshake took longer than the head of a request may take. */
    TLS_TIMEOUT,
    /** A trusted proxy began the connection without a valid PROXY header, or did not send one in time. */
    PROXY_HEADER,
    /** The server is shutting down. */
    SHUTDOWN,
    /** A bug in the server; it is in the log. */
    FAILED
}
