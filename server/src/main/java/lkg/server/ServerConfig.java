package lkg.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import lkg.server.context.ConnectionConfig;

/** All settings of a server, checked. {@link ServerBuilder} makes it, and explains each part. */
record ServerConfig(
        InetSocketAddress address,
        int backlog,
        Wiring wiring,
        int loops,
        int workers,
        int queueCapacity,
        int maxConnections,
        Optional<Executor> executor,
        ConnectionConfig connections) {}
