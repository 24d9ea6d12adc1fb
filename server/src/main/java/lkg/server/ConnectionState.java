package lkg.server;

/** What a connection is doing: the states of the connection, as the docs draw them, and three more. */
public enum ConnectionState {
    /** Waits for a request, and has done so for a while. */
    IDLE,
    /** Reads the head of a request, or has just been answered and waits for the next one. */
    HEAD,
    /** Reads the body of a request. */
    BODY,
    /** A handler reads the body of its request while it arrives. */
    UPLOADING,
    /** A handler, or a future, is about to answer. */
    ANSWERING,
    /** Sends a response. */
    SENDING,
    /** The last response has been sent; the client is about to close. */
    LINGERING,
    /** At work on a thread of the pool, so that nothing else is known of it: see {@link Wiring#EVENTS_IN_POOL}. */
    AT_WORK,
    /** Before the first request: a TLS handshake, or a PROXY header. */
    HANDSHAKE
}
