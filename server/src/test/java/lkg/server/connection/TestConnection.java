package lkg.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.ParserLimits;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.Observer;
import lkg.server.Wiring;
import lkg.server.context.ConnectionConfig;
import lkg.server.context.Peer;
import lkg.server.context.ServerContext;
import lkg.server.context.Timeouts;
import lkg.server.proxy.TrustedProxies;
import lkg.server.testing.InMemorySocket;

/**
 * A connection without a selector, a network, a clock or a second thread: a call, and the {@link Await} that it
 * returns.
 *
 * <p>A job waits until {@link #runNextJob}, so a test sees the connection while a handler is at work. The loop is the
 * test: what wakes the connection up is counted, and {@link #onReady} is then called by hand.
 */
final class TestConnection {

    static final Await FIRST_BYTE = Await.readable(Duration.ofSeconds(1));
    static final Await IDLE = Await.readable(Duration.ofSeconds(29));
    static final Await HEAD = Await.readable(Duration.ofSeconds(10));
    static final Await BODY = Await.readable(Duration.ofSeconds(60));
    static final Await ROOM = Await.writable(Duration.ofSeconds(60));

    /** A wake-up, or the sight of the client that leaves. No deadline. */
    static final Await HANDLER = Await.readable();

    static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.7", 4711);

    /** The handler's time with {@link #strict}. */
    static final Duration HANDLER_TIME = Duration.ofSeconds(7);

    /** The time for a last request with {@link #strict}. */
    static final Duration DRAIN_TIME = Duration.ofSeconds(3);

    /** Bytes that have to move in a stall timeout of a minute with {@link #strict}. */
    static final int ENOUGH_BYTES = 6_000;

    /** More than any response here takes. */
    private static final int MAX_TURNS = 1000;

    /** Bytes that connections may hold with {@link #strict}. */
    static final int BUDGET_BYTES = 1_000_000;

    final InMemorySocket socket = new InMemorySocket();
    final Queue<Runnable> jobs = new ArrayDeque<>();
    final List<Client> opened = new ArrayList<>();
    final List<Observer.Answer> answered = new ArrayList<>();
    final List<Observer.Refusal> refused = new ArrayList<>();
    final List<HttpRequest> abandoned = new ArrayList<>();
    final List<EndReason> ended = new ArrayList<>();
    final HttpConnection connection;
    final ServerContext server;

    /** A permit for each wake-up that no {@link #wakesUp} has taken. */
    final Semaphore wakeUps = new Semaphore(0);

    boolean executorIsFull;
    Error executorFailure;
    RuntimeException observerFailure;
    int released;

    private TestConnection(ConnectionConfig config) {
        server = new ServerContext(observed(config), this::addJob, () -> {}, () -> released++);
        connection = new HttpConnection(
                socket, server.onOpened(new Peer(ADDRESS, server.traffic())), server, wakeUps::release);
    }

    /** Handlers run at once unless they must run in the executor. */
    static TestConnection inline(Handler handler) {
        return new TestConnection(lenient(handler, Wiring.INLINE, 10_000));
    }

    /** Handlers that may block run in the executor. */
    static TestConnection withExecutor(Handler handler) {
        return new TestConnection(lenient(handler, Wiring.HANDLERS_IN_POOL, 10_000));
    }

    static TestConnection forRequests(int maxRequests, Handler handler) {
        return new TestConnection(lenient(handler, Wiring.INLINE, maxRequests));
    }

    /** With the limits that are named above; handlers that may block run in the executor. */
    static TestConnection strict(Handler handler) {
        return new TestConnection(config(
                handler, Wiring.HANDLERS_IN_POOL, 10_000, ENOUGH_BYTES / 60, BUDGET_BYTES, HANDLER_TIME, DRAIN_TIME));
    }

    private static ConnectionConfig lenient(Handler handler, Wiring wiring, int maxRequests) {
        return config(handler, wiring, maxRequests, 0, Long.MAX_VALUE, Duration.ZERO, Duration.ZERO);
    }

    private static ConnectionConfig config(
            Handler handler,
            Wiring wiring,
            int maxRequests,
            long minRate,
            long maxBytesInFlight,
            Duration handlerTime,
            Duration drainTime) {
        Timeouts timeouts = new Timeouts(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                handlerTime,
                drainTime);
        return new ConnectionConfig(
                handler,
                Observer.NONE,
                TrustedProxies.NONE,
                wiring,
                ParserLimits.defaults(),
                10_000_000,
                maxRequests,
                minRate,
                maxBytesInFlight,
                timeouts);
    }

    private ConnectionConfig observed(ConnectionConfig config) {
        return new ConnectionConfig(
                config.handler(),
                new Recorder(),
                config.proxies(),
                config.wiring(),
                config.limits(),
                config.maxStreamedBodyBytes(),
                config.maxRequestsPerConnection(),
                config.minRate(),
                config.maxBytesInFlight(),
                config.timeouts());
    }

    static void assertLingers(Await next) {
        assertThat(next)
                .as("what sends the last response hands the channel over to Lingering, which waits for waits.linger")
                .hasToString("handed over, then readable within PT5S");
    }

    /** Throws {@code failure}, checked or not, where the compiler expects a {@link RuntimeException}. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    private void addJob(Runnable job) {
        if (executorIsFull) {
            throw new RejectedExecutionException("full");
        }
        if (executorFailure != null) {
            throw executorFailure;
        }
        jobs.add(job);
    }

    /** The client sends {@code text}, with {@code \n} as CRLF, and the connection reads it. */
    Await receives(String text) {
        arrives(text);
        return onReady();
    }

    /** The client sends {@code text}, with {@code \n} as CRLF. */
    void arrives(String text) {
        ConnectionStory.tell("the client sends " + ConnectionStory.quoted(text));
        socket.receives(text);
    }

    /** The client sends {@code bytes}. */
    void arrives(byte[] bytes) {
        ConnectionStory.tell("the client sends " + bytes.length + " bytes");
        socket.receives(bytes);
    }

    /** The client sends no more. */
    void clientCloses() {
        ConnectionStory.tell("the client closes its side");
        socket.clientCloses();
    }

    /** From now on the network fails. */
    void networkFailsWith(IOException failure) {
        ConnectionStory.tell("reading and writing throw " + failure);
        socket.failsWith(failure);
    }

    /** So many more bytes fit until the client reads. */
    void hasRoomFor(int bytes) {
        ConnectionStory.tell("the socket has room for " + bytes + " bytes");
        socket.hasRoomFor(bytes);
    }

    Await onReady() {
        return event("onReady()", connection::onReady);
    }

    Await onTimeout() {
        return event("onTimeout()", connection::onTimeout);
    }

    Await onShutdown() {
        return event("onShutdown()", connection::onShutdown);
    }

    Await onRejected() {
        return event("onRejected()", connection::onRejected);
    }

    private Await event(String name, Supplier<Await> event) {
        int before = socket.writes();
        try {
            Await next = event.get();
            int writes = socket.writes() - before;
            String wrote = writes == 0 ? "" : ", after " + writes + (writes == 1 ? " write" : " writes");
            ConnectionStory.tell(name + " -> " + next + wrote);
            return next;
        } catch (RuntimeException | Error e) {
            ConnectionStory.tell(name + " throws " + e);
            throw e;
        }
    }

    /** The loop has closed the channel. */
    void onClosed() {
        ConnectionStory.tell("onClosed()");
        connection.onClosed();
    }

    /** The server begins to stop. */
    void drain() {
        ConnectionStory.tell("the server begins to stop");
        server.drain();
    }

    /** The handler, or the writer of a body, runs to its end. */
    void runNextJob() {
        assertThat(jobs)
                .as("handlers and writers that the executor has been given")
                .isNotEmpty();
        ConnectionStory.tell("the executor runs a handler, or the writer of a body");
        jobs.remove().run();
    }

    /** The executor runs the next job, which wakes the connection up. */
    Await answers() {
        wakeUps.drainPermits();
        runNextJob();
        return wakesUp();
    }

    /** Somebody has woken the connection up, or does so soon. */
    Await wakesUp() {
        try {
            assertThat(wakeUps.tryAcquire(5, TimeUnit.SECONDS))
                    .as("the connection's wake-up is run")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        ConnectionStory.tell("somebody wakes the connection up");
        return onReady();
    }

    /** Calls the connection as long as it waits for room, of which there is enough. */
    Await sendsAll() {
        hasRoomFor(Integer.MAX_VALUE);
        return goesOn(onReady());
    }

    /** Calls the connection until it has read all that the client has sent: one event reads only a part. */
    void readsAll() {
        readsAll(() -> true);
    }

    /** Calls the connection until it has read all that the client has sent, as long as {@code condition} holds. */
    void readsAll(BooleanSupplier condition) {
        for (int turns = 0; socket.hasIncoming() && condition.getAsBoolean(); turns++) {
            assertThat(turns)
                    .as("events without end, while bytes of the client are left unread")
                    .isLessThan(MAX_TURNS);
            onReady();
        }
    }

    /** Calls the connection until it waits for anything but room, beginning with what it waits for now. */
    Await goesOn(Await now) {
        Await next = now;
        for (int turns = 0; next.equals(ROOM) && turns < MAX_TURNS; turns++) {
            next = onReady();
        }
        return next;
    }

    /** Bytes of memory that the connection holds for what it reads and writes. */
    int storageBytes() {
        return connection.in.capacity() + connection.out.bytes.capacity();
    }

    String sent() {
        return socket.sent();
    }

    private final class Recorder implements Observer {

        private void failIfAsked() {
            if (observerFailure != null) {
                throw observerFailure;
            }
        }

        @Override
        public void onOpened(Client client) {
            opened.add(client);
            failIfAsked();
        }

        @Override
        public void onAnswered(Answer answer) {
            answered.add(answer);
            failIfAsked();
        }

        @Override
        public void onRefused(Refusal refusal) {
            refused.add(refusal);
            failIfAsked();
        }

        @Override
        public void onAbandoned(HttpRequest request, Duration waited, EndReason reason) {
            abandoned.add(request);
            failIfAsked();
        }

        @Override
        public void onClosed(Client client, EndReason reason) {
            ended.add(reason);
            failIfAsked();
        }
    }
}
