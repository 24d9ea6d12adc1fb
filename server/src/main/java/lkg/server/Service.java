package lkg.server;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import lkg.http.ResponseEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections of one server share. Thread-safe. */
final class Service {

    private static final Logger log = LoggerFactory.getLogger(LkgServer.class);

    final ParserLimits limits;
    final Waits waits;
    final int maxRequestsPerConnection;
    final ResponseEncoder encoder = new ResponseEncoder(InstantSource.system());

    /** Connections that have sent their last response, and only wait for the client to read it. */
    final AtomicInteger lingering = new AtomicInteger();

    private final Handler handler;
    private final Wiring wiring;
    private final Executor pool;
    private final Runnable onConnectionClosed;
    private volatile boolean draining;

    Service(Handler handler, ServerConfig config, Executor pool, Runnable onConnectionClosed) {
        this.handler = handler;
        this.limits = config.parserLimits();
        this.waits = new Waits(config.timeouts());
        this.maxRequestsPerConnection = config.maxRequestsPerConnection();
        this.wiring = config.wiring();
        this.pool = pool;
        this.onConnectionClosed = onConnectionClosed;
    }

    boolean handlersInPool() {
        return wiring == Wiring.HANDLERS_IN_POOL;
    }

    /** Runs a handler in the pool, or throws {@link java.util.concurrent.RejectedExecutionException} at once. */
    void execute(Runnable job) {
        pool.execute(job);
    }

    /** The handler's response, or a 500 whatever it throws. */
    HttpResponse handle(HttpRequest request) {
        try {
            HttpResponse response = handler.handle(request);
            if (response != null) {
                return response;
            }
            log.error("the handler returned null for {} {}", request.method(), request.target());
        } catch (Throwable t) {
            log.error("the handler failed for {} {}", request.method(), request.target(), t);
        }
        return responseTo(new HttpException(500, "the server failed to answer this request"));
    }

    HttpResponse responseTo(HttpException reason) {
        HttpResponse response = HttpResponse.text(reason.status(), reason.status() + " " + reason.getMessage() + "\n");
        return reason.status() == 503 ? response.withHeader("Retry-After", "1") : response;
    }

    /** From now on each response says that its connection will close. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    void onConnectionClosed() {
        onConnectionClosed.run();
    }
}
