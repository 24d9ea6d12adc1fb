package lkg.server.context;

import lkg.http.ParserLimits;
import lkg.server.Handler;
import lkg.server.Observer;
import lkg.server.Wiring;
import lkg.server.proxy.TrustedProxies;

/**
 * What is set for all connections of a server.
 *
 * @param proxies say whom requests are from
 * @param minRate in bytes a second: so much of a body or a response has to move, on average over a stall timeout
 * @param maxBytesInFlight that all connections may hold in memory
 */
public record ConnectionConfig(
        Handler handler,
        Observer observer,
        TrustedProxies proxies,
        Wiring wiring,
        ParserLimits limits,
        long maxStreamedBodyBytes,
        int maxRequestsPerConnection,
        long minRate,
        long maxBytesInFlight,
        Timeouts timeouts) {}
