package lkg.server;

/** Which thread runs what. The same connection code runs under each wiring. */
public enum Wiring {

    /**
     * One loop; a pool of workers runs the read and write events, and the handler with them. The original's wiring: a
     * handler may block, and each event costs a hand-over to a worker and one back.
     */
    EVENTS_IN_POOL,

    /** Several loops, each of which reads, handles and writes on its own thread. The handler must never block. */
    INLINE,

    /** Several loops, which read and write; a pool of workers runs the handler, while the connection is parked. */
    HANDLERS_IN_POOL
}
