package lkg.server.context;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.ParserLimits;
import lkg.http.ResponseEncoder;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.Observer;
import lkg.server.Wiring;

/** What all connections of one server share. Thread-safe. */
public final class ServerContext {

    private final ConnectionConfig config;
    private final Waits waits;
    private final ResponseEncoder encoder = new ResponseEncoder(InstantSource.system());
    private final Executor executor;
    private final Runnable onConnectionClosed;
    private final AtomicInteger lingering = new AtomicInteger();
    private volatile boolean draining;

    /**
     * Makes the context of one server.
     *
     * @param executor runs handlers that may block, and refuses those that it cannot run
     */
    public ServerContext(ConnectionConfig config, Executor executor, Runnable onConnectionClosed) {
        this.config = config;
        this.waits = new Waits(config.timeouts());
        this.executor = executor;
        this.onConnectionClosed = onConnectionClosed;
    }

    public Endpoint endpoint(HttpRequest head) {
        return config.handler().endpoint(head);
    }

    /** Whether a handler runs on the thread that reads and writes. */
    public boolean runsInPlace(Endpoint.Runs runs) {
        return switch (runs) {
            case ON_LOOP -> true;
            case IN_EXECUTOR -> config.wiring() != Wiring.HANDLERS_IN_POOL;
            case STREAMING -> false;
        };
    }

    public long maxStreamedBodyBytes() {
        return config.maxStreamedBodyBytes();
    }

    public boolean isLastRequest(int requests) {
        return requests >= config.maxRequestsPerConnection();
    }

    /** From now on each response says that its connection will close. */
    public void drain() {
        draining = true;
    }

    public boolean isDraining() {
        return draining;
    }

    /** Counted here: connections that have sent their last response, and only wait for the client to read it. */
    public AtomicInteger lingering() {
        return lingering;
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

    /** Runs handlers that may block. */
    public Executor executor() {
        return executor;
    }

    public boolean isObserved() {
        return config.observer() != Observer.NONE;
    }

    public void observe(Consumer<Observer> event) {
        if (isObserved()) {
            try {
                event.accept(config.observer());
            } catch (Throwable t) {
                Failures.log("the observer failed", t);
            }
        }
    }

    public void onClosed(Client client, EndReason reason) {
        observe(observer -> observer.onClosed(client, reason));
        onConnectionClosed.run();
    }
}
