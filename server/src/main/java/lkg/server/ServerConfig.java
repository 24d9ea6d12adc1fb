package lkg.server;

import java.net.InetSocketAddress;
import lkg.http.ParserLimits;

/**
 * Everything that can be set, with units in the names; {@link ServerBuilder} makes it and says what each means.
 */
record ServerConfig(
        InetSocketAddress address,
        int backlog,
        Wiring wiring,
        int loops,
        int workers,
        int queueCapacity,
        int maxConnections,
        int maxRequestsPerConnection,
        ParserLimits parserLimits,
        Timeouts timeouts) {}
