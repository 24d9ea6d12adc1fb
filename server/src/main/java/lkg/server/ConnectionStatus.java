package lkg.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One open connection at one moment.
 *
 * @param number no other connection of the process has it
 * @param loop the thread of the event loop that the connection belongs to
 * @param client the address at the other end
 * @param waitsFor in words
 * @param waited how long it has waited for that; empty if that is not known
 * @param timeLeft until the deadline of that wait; empty if it has none
 * @param age since the connection was accepted
 * @param counts empty while the connection is at work, or lingers
 * @param request method and path of the oldest request that is not answered to its last byte. Without what follows a
 *     question mark, which may be secret. Empty on a server without an observer, which does not keep it
 */
public record ConnectionStatus(
        long number,
        String loop,
        InetSocketAddress client,
        ConnectionState state,
        String waitsFor,
        Optional<Duration> waited,
        Optional<Duration> timeLeft,
        Duration age,
        Optional<Counts> counts,
        Optional<String> request) {

    /**
     * What a connection has done.
     *
     * @param requests that were answered, not counting refusals
     */
    public record Counts(int requests, long receivedBytes, long sentBytes) {}
}
