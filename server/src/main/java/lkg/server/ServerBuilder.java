package lkg.server;

import static lkg.server.Setting.*;
import static lkg.server.Settings.millis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import lkg.server.context.ConnectionConfig;
import lkg.server.context.ServerContext;
import lkg.server.proxy.TrustedProxies;

/**
 * Sets up a server. The defaults suit a server on the open network; {@link Setting} has those of the numbers.
 *
 * <p>Not thread-safe. A method throws {@link InvalidSettingException} for a value outside its bounds, and {@link #start}
 * does for values that contradict each other.
 */
public final class ServerBuilder {

    private final Settings settings = new Settings();
    private InetAddress bind = InetAddress.getLoopbackAddress();
    private Wiring wiring = Wiring.HANDLERS_IN_POOL;
    private Optional<Executor> executor = Optional.empty();
    private Optional<Supplier<SSLContext>> tls = Optional.empty();
    private Optional<Handler> handler = Optional.empty();
    private final List<Filter> filters = new ArrayList<>();
    private Observer observer = Observer.NONE;
    private TrustedProxies proxies = TrustedProxies.NONE;

    ServerBuilder() {}

    /** Answers the requests: {@link Routes}, files, or a lambda. Required. */
    public ServerBuilder handler(Handler handler) {
        this.handler = Optional.of(handler);
        return this;
    }

    /** Adds a filter around the handler. Of several filters, the one that was added first sees a request first. */
    public ServerBuilder filter(Filter filter) {
        filters.add(0, filter);
        return this;
    }

    /** Adds an observer, which watches the server beside those that were added before. */
    public ServerBuilder observer(Observer observer) {
        this.observer = Observers.both(this.observer, Objects.requireNonNull(observer));
        return this;
    }

    /**
     * Believes what these proxies say of their clients, in {@code Forwarded} or {@code X-Forwarded-For} and
     * {@code -Proto}. A range is such as {@code 10.0.0.0/8} or {@code ::1}, or {@code loopback} or {@code private}.
     */
    public ServerBuilder trustProxies(String... ranges) {
        proxies = proxies.and(ranges);
        return this;
    }

    /** Requires a PROXY header, version 1 or 2, at the beginning of each connection of a trusted proxy. */
    public ServerBuilder proxyProtocol() {
        proxies = proxies.withHeaders();
        return this;
    }

    /**
     * Runs the handlers that may block. Without it the server makes a pool. The server does not shut this one down. A
     * request whose task it rejects is answered 503.
     */
    public ServerBuilder executor(Executor executor) {
        this.executor = Optional.of(executor);
        return this;
    }

    /** Speaks TLS 1.2 and 1.3 instead of plain HTTP, with the key and the certificates of {@code context}. */
    public ServerBuilder tls(SSLContext context) {
        return tls(() -> context);
    }

    /** The same with {@link CertificateFiles}, or others that may change: each new connection asks for them. */
    public ServerBuilder tls(Supplier<SSLContext> contexts) {
        this.tls = Optional.of(contexts);
        return this;
    }

    /** The address to listen on: the loopback address unless set, which no other machine reaches. */
    public ServerBuilder bind(InetAddress address) {
        this.bind = Objects.requireNonNull(address);
        return this;
    }

    /** Which thread runs what: {@link Wiring#HANDLERS_IN_POOL} unless set. */
    public ServerBuilder wiring(Wiring wiring) {
        this.wiring = Objects.requireNonNull(wiring);
        return this;
    }

    /** Sets any of the numbers, as a count, bytes, or milliseconds. The methods below are the same with other types. */
    public ServerBuilder set(Setting setting, long value) {
        settings.set(setting, value);
        return this;
    }

    /** The TCP port; 0 for any free one, which {@link LkgServer#port} returns. */
    public ServerBuilder port(int port) {
        return set(PORT, port);
    }

    /** Connections that may wait in the kernel until they are accepted. */
    public ServerBuilder backlog(int connections) {
        return set(BACKLOG, connections);
    }

    /** Event loops, a thread each; always 1 with {@link Wiring#EVENTS_IN_POOL}. */
    public ServerBuilder loops(int loops) {
        return set(LOOPS, loops);
    }

    /** Workers of the pool. With {@link Wiring#INLINE} they only do what may wait, and there is 1 unless this is called. */
    public ServerBuilder workers(int workers) {
        return set(WORKERS, workers);
    }

    /** Jobs that may wait for a worker; with more, requests are answered 503 at once. */
    public ServerBuilder queueCapacity(int jobs) {
        return set(QUEUE_CAPACITY, jobs);
    }

    /** Open connections. At this number the longest idle one is closed for a new one. If none is idle, new ones wait. */
    public ServerBuilder maxConnections(int connections) {
        return set(MAX_CONNECTIONS, connections);
    }

    /** Requests on one connection. The response to the last one announces the close. */
    public ServerBuilder maxRequestsPerConnection(int requests) {
        return set(MAX_REQUESTS_PER_CONNECTION, requests);
    }

    /** The first line of a request; beyond it 414. Not more than {@link #maxHeadBytes}. */
    public ServerBuilder maxRequestLineBytes(int bytes) {
        return set(MAX_REQUEST_LINE_BYTES, bytes);
    }

    /** The request line and all fields; beyond it 431. A value below the default of {@link #maxRequestLineBytes} lowers that. */
    public ServerBuilder maxHeadBytes(int bytes) {
        return set(MAX_HEAD_BYTES, bytes);
    }

    /** Header fields of a request; beyond it 431. */
    public ServerBuilder maxFields(int fields) {
        return set(MAX_FIELDS, fields);
    }

    /** A request's body in memory; beyond it 413. */
    public ServerBuilder maxBodyBytes(int bytes) {
        return set(MAX_BODY_BYTES, bytes);
    }

    /** A request's body that is read as a stream ({@link Handler#streaming}); beyond it 413. */
    public ServerBuilder maxStreamedBodyBytes(long bytes) {
        return set(MAX_STREAMED_BODY_BYTES, bytes);
    }

    /**
     * Bytes that all connections together may hold in memory, as requests that are not answered and responses that are
     * not sent; beyond it requests are answered 503 before they are read.
     */
    public ServerBuilder maxBytesInFlight(long bytes) {
        return set(MAX_BYTES_IN_FLIGHT, bytes);
    }

    /** How long a connection may wait for the first byte of a request. */
    public ServerBuilder idleTimeout(Duration timeout) {
        return set(IDLE_TIMEOUT, millis(timeout));
    }

    /** How long the head of a request may take in all, from its first byte. */
    public ServerBuilder headTimeout(Duration timeout) {
        return set(HEAD_TIMEOUT, millis(timeout));
    }

    /** The time in which enough of a body or a response has to move: {@link #minRate} times its seconds, or the rest. */
    public ServerBuilder stallTimeout(Duration timeout) {
        return set(STALL_TIMEOUT, millis(timeout));
    }

    /** Bytes a second, on average over a {@link #stallTimeout}; 0 if a single byte is enough. */
    public ServerBuilder minRate(int bytesPerSecond) {
        return set(MIN_RATE, bytesPerSecond);
    }

    /** How long a handler in the executor, or a future, may take to answer; then 503. Zero, the default, for no limit. */
    public ServerBuilder handlerTimeout(Duration timeout) {
        return set(HANDLER_TIMEOUT, millis(timeout));
    }

    /** How long connections stay open for a last request when the server stops. It comes before the grace period. */
    public ServerBuilder drainDelay(Duration delay) {
        return set(DRAIN_DELAY, millis(delay));
    }

    /** How long a client that was refused may take to read the response and to close. */
    public ServerBuilder lingerTimeout(Duration timeout) {
        return set(LINGER_TIMEOUT, millis(timeout));
    }

    /**
     * Binds the address and starts the server.
     *
     * @throws IllegalStateException without a handler, or with {@link #proxyProtocol} and no trusted proxy
     * @throws InvalidSettingException if settings contradict each other
     * @throws IOException if the address cannot be bound, as a {@link java.net.BindException} when the port is in use
     */
    public LkgServer start() throws IOException {
        return LkgServer.start(config());
    }

    ServerConfig config() {
        ConnectionConfig connections = settings.connections(filteredHandler(), observer, proxies.checked(), wiring);
        ServerContext.tell(observer, told -> told.onConfigured(settings.values()));
        return new ServerConfig(
                new InetSocketAddress(bind, settings.count(PORT)),
                settings.count(BACKLOG),
                wiring,
                wiring == Wiring.EVENTS_IN_POOL ? 1 : settings.count(LOOPS),
                wiring == Wiring.INLINE && !settings.isGiven(WORKERS) ? 1 : settings.count(WORKERS),
                settings.count(QUEUE_CAPACITY),
                settings.count(MAX_CONNECTIONS),
                executor,
                tls,
                connections);
    }

    private Handler filteredHandler() {
        Handler filtered = handler.orElseThrow(() -> new IllegalStateException("a server needs a handler"));
        for (Filter filter : filters) {
            filtered = filtered.filtered(filter);
        }
        return filtered;
    }
}
