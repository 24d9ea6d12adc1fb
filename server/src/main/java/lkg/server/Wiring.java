package lkg.server;

/** Which thread runs what. The same connection code runs under each wiring. */
public enum Wiring {

    /**
     * One loop; a pool of workers runs the read and write events, and the handlers with them. The original's wiring: a
     * handler may block, and each event costs a hand-over to a worker and one back.
     */
    EVENTS_IN_POOL,

    /** Several loops, each of which reads, handles and writes on its own thread. No handler may block. */
    INLINE,

    /** Several loops, which read and write; the executor runs the handlers that may block. */
    HANDLERS_IN_POOL
}
