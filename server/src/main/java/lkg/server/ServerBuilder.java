package lkg.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import lkg.http.ParserLimits;

/**
 * Sets a server up: what is not said has a default that suits a server on the open network.
 *
 * <p>Not thread-safe. Each method that sets something throws {@link IllegalArgumentException} for a value that no
 * server can have.
 */
public final class ServerBuilder {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(3650);
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private InetAddress bind = InetAddress.getLoopbackAddress();
    private int port = 8080;
    private int backlog = 1024;
    private Optional<Wiring> wiring = Optional.empty();
    private int loops = PROCESSORS;
    private int workers = Math.max(4, 2 * PROCESSORS);
    private int queueCapacity = 1024;
    private int maxConnections = 8192;
    private int maxRequestsPerConnection = 1000;
    private ParserLimits limits = ParserLimits.defaults();
    private Timeouts timeouts = Timeouts.defaults();
    private Optional<Handler> handler = Optional.empty();

    ServerBuilder() {}

    /** What answers the requests. Required. */
    public ServerBuilder handler(Handler handler) {
        this.handler = Optional.of(handler);
        return this;
    }

    /** The address to listen on: the loopback address unless set, which no other machine reaches. */
    public ServerBuilder bind(InetAddress address) {
        this.bind = Objects.requireNonNull(address);
        return this;
    }

    /** The TCP port, 8080 unless set; 0 for any free one, which {@link LkgServer#port} then tells. */
    public ServerBuilder port(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, but was " + port);
        }
        this.port = port;
        return this;
    }

    /** Connections that may wait in the kernel until they are accepted: 1,024 unless set. */
    public ServerBuilder backlog(int connections) {
        this.backlog = atLeastOne("backlog", connections);
        return this;
    }

    /**
     * Which thread runs what: unless set, {@link Wiring#INLINE} for a handler that never blocks, else
     * {@link Wiring#HANDLERS_IN_POOL}.
     */
    public ServerBuilder wiring(Wiring wiring) {
        this.wiring = Optional.of(wiring);
        return this;
    }

    /** Event loops, a thread each: one for each processor unless set. Always 1 with {@link Wiring#EVENTS_IN_POOL}. */
    public ServerBuilder loops(int loops) {
        this.loops = atLeastOne("loops", loops);
        return this;
    }

    /**
     * Threads that run what may block: two for each processor unless set, and at least 4. Always 1 with {@link
     * Wiring#INLINE}, which has nothing for them to do.
     */
    public ServerBuilder workers(int workers) {
        this.workers = atLeastOne("workers", workers);
        return this;
    }

    /** Jobs that may wait for a worker, 1,024 unless set; with more, requests are answered 503 at once. */
    public ServerBuilder queueCapacity(int jobs) {
        this.queueCapacity = atLeastOne("queueCapacity", jobs);
        return this;
    }

    /** Open connections, 8,192 unless set; at this number accepting waits, and further ones wait in the kernel. */
    public ServerBuilder maxConnections(int connections) {
        this.maxConnections = atLeastOne("maxConnections", connections);
        return this;
    }

    /** Requests on one connection, 1,000 unless set; the last one's response says that the connection closes. */
    public ServerBuilder maxRequestsPerConnection(int requests) {
        this.maxRequestsPerConnection = atLeastOne("maxRequestsPerConnection", requests);
        return this;
    }

    /** The sizes of requests, {@link ParserLimits#defaults()} unless set. */
    public ServerBuilder limits(ParserLimits limits) {
        this.limits = Objects.requireNonNull(limits);
        return this;
    }

    /** How long a connection may wait for the first byte of a request: 30 seconds unless set. */
    public ServerBuilder idleTimeout(Duration timeout) {
        timeouts = new Timeouts(positive("idleTimeout", timeout), timeouts.head(), timeouts.stall(), timeouts.linger());
        return this;
    }

    /** How long the head of a request may take in all, from its first byte: 10 seconds unless set. */
    public ServerBuilder headTimeout(Duration timeout) {
        timeouts = new Timeouts(timeouts.idle(), positive("headTimeout", timeout), timeouts.stall(), timeouts.linger());
        return this;
    }

    /** How long a request's body or a response may make no progress: 60 seconds unless set. */
    public ServerBuilder stallTimeout(Duration timeout) {
        timeouts = new Timeouts(timeouts.idle(), timeouts.head(), positive("stallTimeout", timeout), timeouts.linger());
        return this;
    }

    /** How long a client that was refused may take to read the response and to close: 5 seconds unless set. */
    public ServerBuilder lingerTimeout(Duration timeout) {
        timeouts = new Timeouts(timeouts.idle(), timeouts.head(), timeouts.stall(), positive("lingerTimeout", timeout));
        return this;
    }

    /**
     * Binds the address and starts the server.
     *
     * @throws IllegalStateException if no handler was given
     * @throws IOException if the address cannot be bound, as a {@link java.net.BindException} when the port is in use
     */
    public LkgServer start() throws IOException {
        Handler chosen = handler.orElseThrow(() -> new IllegalStateException("a server needs a handler"));
        Wiring wired = wiring.orElse(chosen.neverBlocks() ? Wiring.INLINE : Wiring.HANDLERS_IN_POOL);
        ServerConfig config = new ServerConfig(
                new InetSocketAddress(bind, port),
                backlog,
                wired,
                wired == Wiring.EVENTS_IN_POOL ? 1 : loops,
                wired == Wiring.INLINE ? 1 : workers,
                queueCapacity,
                maxConnections,
                maxRequestsPerConnection,
                limits,
                timeouts);
        return LkgServer.start(chosen, config);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(name + " must be positive, from 1 ms to 10 years, but was " + value);
        }
        return value;
    }
}
