package lkg.server;

import java.util.List;
import lkg.reactor.LoopStatus;

/**
 * The numbers of a server at one moment.
 *
 * @param idleConnections those of the open ones that have waited for a request for a while
 * @param bytesInFlight that the connections hold in memory: see {@link Setting#MAX_BYTES_IN_FLIGHT}
 * @param queueDepth jobs that wait for a worker of the server's own
 * @param busyWorkers those of the server's own that run a job
 * @param workers of the server's own; 0 if an executor was given to the builder, and no other is needed
 * @param bytesReceived on all connections, since the server started
 * @param bytesSent on all connections, since the server started
 */
public record ServerStatus(
        Phase phase,
        int openConnections,
        int idleConnections,
        int maxConnections,
        long bytesInFlight,
        long maxBytesInFlight,
        int queueDepth,
        int busyWorkers,
        int workers,
        long bytesReceived,
        long bytesSent,
        List<LoopStatus> loops) {

    /** The life of a server. */
    public enum Phase {
        RUNNING,
        /** It takes no connections any more, and answers what it has begun. */
        DRAINING,
        /** It has ended, or has failed and is about to end. */
        ENDED
    }
}
