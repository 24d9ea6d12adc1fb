package lkg.server.context;

import lkg.http.ParserLimits;
import lkg.server.Handler;
import lkg.server.Observer;
import lkg.server.Wiring;

/** What is set for all connections of a server. */
public record ConnectionConfig(
        Handler handler,
        Observer observer,
        Wiring wiring,
        ParserLimits limits,
        long maxStreamedBodyBytes,
        int maxRequestsPerConnection,
        Timeouts timeouts) {}
