package lkg.server.context;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lkg.http.Body;
import lkg.http.BodyDecoder;
import lkg.http.Client;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.HttpVersion;
import lkg.http.ParserLimits;
import lkg.http.ResponseEncoder;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.Observer;
import lkg.server.Steps;
import lkg.server.Wiring;
import lkg.server.proxy.TrustedProxies;

/** What all connections of one server share. Thread-safe. */
public final class ServerContext {

    private final ConnectionConfig config;
    private final Waits waits;
    private final ResponseEncoder encoder = new ResponseEncoder(InstantSource.system());
    private final Executor executor;
    private final Runnable onConnectionClosed;
    private final MemoryBudget memory;
    private final IdleConnections idle;
    private final Steps steps;
    private final Traffic traffic;
    private final AtomicInteger cutOff = new AtomicInteger();
    private volatile boolean draining;

    /**
     * Makes the context of one server.
     *
     * @param executor runs handlers that may block, and refuses those that it cannot run
     * @param onConnectionIdle is run when there is one that could be closed for another one. From any thread
     * @param onConnectionClosed is run when one has ended. From any thread
     */
    public ServerContext(
            ConnectionConfig config, Executor executor, Runnable onConnectionIdle, Runnable onConnectionClosed) {
        Failures.prepare();
        this.config = config;
        this.waits = new Waits(config.timeouts(), config.minRate());
        this.memory = new MemoryBudget(config.maxBytesInFlight());
        this.idle = new IdleConnections(onConnectionIdle);
        this.steps = config.observer().steps();
        this.traffic = new Traffic(steps);
        this.executor = executor;
        this.onConnectionClosed = onConnectionClosed;
    }

    /** The request with the client that it really comes from, if trusted proxies tell. */
    public HttpRequest seenThroughProxies(HttpRequest head) {
        return config.proxies() == TrustedProxies.NONE ? head : config.proxies().seenThrough(head);
    }

    /** Whether a connection from there begins with a PROXY header. */
    public boolean announcesClient(InetAddress proxy) {
        return config.proxies().announced() && config.proxies().trusts(proxy);
    }

    /** Who answers a request. If that fails, the failure is the answer. */
    public Endpoint endpoint(HttpRequest head) {
        return Endpoint.of(head, () -> config.handler().endpoint(head));
    }

    /**
     * Makes the decoder for the body that a head announces. Bodies in memory have a limit of their own.
     *
     * @throws HttpException with 413 if the body is too large, or 503 if the server has no memory for it now
     */
    public BodyDecoder decoder(HttpRequest head, Endpoint endpoint) throws HttpException {
        boolean isUnread =
                endpoint.is(Endpoint.Runs.WITHOUT_BODY) || endpoint.is(Endpoint.Runs.IN_EXECUTOR_WITHOUT_BODY);
        if (!isUnread && !memory.hasRoomForBody(0)) {
            throw Failures.OVERLOADED;
        }
        boolean inMemory = !isUnread && !endpoint.is(Endpoint.Runs.STREAMING);
        long maxBytes = inMemory ? limits().maxBodyBytes() : config.maxStreamedBodyBytes();
        return BodyDecoder.of(head, limits(), maxBytes);
    }

    /** Why the connection ends after this response, or empty if it goes on. {@code requests} includes this one. */
    public Optional<EndReason> endAfter(HttpRequest request, HttpResponse response, int requests) {
        if (!request.isKeepAlive()) {
            return Optional.of(EndReason.CLIENT_WISH);
        }
        if (draining) {
            return Optional.of(EndReason.SHUTDOWN);
        }
        if (requests >= config.maxRequestsPerConnection()) {
            return Optional.of(EndReason.REQUEST_LIMIT);
        }
        boolean endsWithConnection =
                request.version() == HttpVersion.HTTP_1_0 && response.body().length() == Body.UNKNOWN_LENGTH;
        return endsWithConnection ? Optional.of(EndReason.RESPONSE_END) : Optional.empty();
    }

    /** Whether a handler runs on the thread that reads and writes. */
    public boolean runsInPlace(Endpoint.Runs runs) {
        return switch (runs) {
            case ON_LOOP, WITHOUT_BODY -> true;
            case IN_EXECUTOR -> config.wiring() != Wiring.HANDLERS_IN_POOL;
            case STREAMING, IN_EXECUTOR_WITHOUT_BODY -> false;
        };
    }

    /** From now on each response says that its connection will close. */
    public void drain() {
        draining = true;
    }

    public boolean isDraining() {
        return draining;
    }

    /** A connection was closed by the end of the server before its request was answered. */
    public void cutOff() {
        cutOff.incrementAndGet();
    }

    /** How many requests the end of the server has left unanswered. */
    public int requestsCutOff() {
        return cutOff.get();
    }

    public MemoryBudget memory() {
        return memory;
    }

    public Steps steps() {
        return steps;
    }

    public Traffic traffic() {
        return traffic;
    }

    public IdleConnections idle() {
        return idle;
    }

    public ParserLimits limits() {
        return config.limits();
    }

    public Waits waits() {
        return waits;
    }

    public ResponseEncoder encoder() {
        return encoder;
    }

    /** Why a connection was closed that did not close itself. */
    public EndReason endWithoutReason(Client client) {
        return draining ? EndReason.SHUTDOWN : client.hasLeft() ? EndReason.CLIENT_LEFT : EndReason.FAILED;
    }

    /** Runs handlers that may block. */
    public Executor executor() {
        return executor;
    }

    public boolean isObserved() {
        return config.observer() != Observer.NONE;
    }

    public void observe(Consumer<Observer> event) {
        if (isObserved()) {
            tell(config.observer(), event);
        }
    }

    /** Tells an observer. What it throws is logged. */
    public static void tell(Observer observer, Consumer<Observer> event) {
        try {
            event.accept(observer);
        } catch (Throwable t) {
            Failures.log("the observer failed", t);
        }
    }

    /** A client has connected, which is returned. */
    public Peer onOpened(Peer client) {
        observe(observer -> observer.onOpened(client));
        return client;
    }

    public void onRefused(Client client, Optional<HttpRequest> request, HttpException reason) {
        observe(observer -> observer.onRefused(new Observer.Refusal(client, request, reason)));
    }

    public void onClosed(Client client, EndReason reason) {
        observe(observer -> observer.onClosed(client, reason));
        onConnectionClosed.run();
    }
}
