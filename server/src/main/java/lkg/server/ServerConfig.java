package lkg.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
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
        Optional<Supplier<SSLContext>> tls,
        ConnectionConfig connections) {}
