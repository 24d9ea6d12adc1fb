package lkg.server.context;

import java.time.Duration;

/**
 * How long a connection waits, and for what.
 *
 * @param idle for the first byte of a request
 * @param head for the whole head of a request, from its first byte; no further byte extends it
 * @param stall for any progress of a request's body or of a response; progress extends it
 * @param linger for the client to read the last response and to close, in all
 */
public record Timeouts(Duration idle, Duration head, Duration stall, Duration linger) {}
