package lkg.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import lkg.server.context.ConnectionConfig;

/** All that a server is started with, checked; {@link ServerBuilder} makes it and says what each part means. */
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
