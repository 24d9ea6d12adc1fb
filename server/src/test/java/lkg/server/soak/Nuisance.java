package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A client that behaves badly. It never waits: it does one thing, and says when the next one is due. */
interface Nuisance {

    /** What {@link #step} returns at the end. */
    Optional<Duration> LEAVES = Optional.empty();

    /**
     * Does one thing with its connection, which is established.
     *
     * @return how long to pause before the next step; empty to close the connection
     * @throws IOException if the connection has broken: the client then leaves
     */
    Optional<Duration> step(Wire wire) throws IOException;
}
