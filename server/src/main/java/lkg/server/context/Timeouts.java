package lkg.server.context;

import java.time.Duration;

/**
 * How long a connection waits, and for what.
 *
 * @param idle for the first byte of a request
 * @param head for the whole head of a request, from its first byte; no further byte extends it
 * @param stall for enough of a request's body or of a response to move; then it begins anew
 * @param linger for the client to read the last response and to close, in all
 * @param handler for the answer to a request; zero for as long as it takes
 * @param drain for a last request, when the server stops
 */
public record Timeouts(
        Duration idle, Duration head, Duration stall, Duration linger, Duration handler, Duration drain) {}
