package lkg.server.bench.restart;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import lkg.server.bench.restart.ClientConnection.Response;
import lkg.server.bench.restart.Outcomes.Outcome;

/**
 * Clients that send requests until they are stopped, a thread each. Some keep their connection as long as they may, the
 * others open a new one for each request.
 */
final class Load implements AutoCloseable {

    /** How many clients of each kind there are, and how many requests they send in a second, all together. */
    record Plan(int keeping, int fresh, int requestsPerSecond) {}

    /** After a refused connection. A client that is refused would be back at once, and do nothing else. */
    private static final long REFUSED_PAUSE_NANOS = 5_000_000;

    /** What became of requests that a proxy may repeat. */
    final Outcomes gets = new Outcomes();

    /** What became of those that it must not repeat. */
    final Outcomes posts = new Outcomes();

    private final int port;
    private final long intervalNanos;
    private final long start = System.nanoTime();
    private final AtomicLong tickets = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts the clients of {@code plan}, which send their requests to {@code port}. */
    Load(int port, Plan plan) {
        this.port = port;
        intervalNanos = 1_000_000_000L / plan.requestsPerSecond();
        for (int i = 0; i < plan.keeping(); i++) {
            threads.add(new Thread(this::keepConnection, "keeping-" + i));
        }
        for (int i = 0; i < plan.fresh(); i++) {
            threads.add(new Thread(this::connectEachTime, "fresh-" + i));
        }
        threads.forEach(Thread::start);
    }

    /** All requests that are over. */
    long requests() {
        return gets.requests() + posts.requests();
    }

    long count(Outcome outcome) {
        return gets.of(outcome) + posts.of(outcome);
    }

    /** Stops the clients, each after the request that it has sent. */
    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connectEachTime() {
        while (!stopped) {
            request(Optional.empty()).ifPresent(Load::close);
        }
    }

    private void keepConnection() {
        Optional<ClientConnection> connection = Optional.empty();
        while (!stopped) {
            connection = request(connection);
        }
        connection.ifPresent(Load::close);
    }

    /** Sends a request when it is due, and counts what becomes of it. Returns the connection if it can be used again. */
    private Optional<ClientConnection> request(Optional<ClientConnection> kept) {
        long ticket = tickets.getAndIncrement();
        awaitTurn(ticket);
        Request request = Request.number(ticket);
        Outcomes outcomes = request == Request.POST ? posts : gets;
        ClientConnection connection;
        try {
            connection = kept.isPresent() ? kept.get() : new ClientConnection(port);
        } catch (ConnectException | SocketTimeoutException e) {
            outcomes.count(Outcome.REFUSED);
            LockSupport.parkNanos(REFUSED_PAUSE_NANOS);
            return Optional.empty();
        } catch (IOException e) {
            outcomes.count(Outcome.LOST_FRESH);
            return Optional.empty();
        }
        try {
            Response response = connection.send(request);
            if (!request.isRightStatus(response.status())) {
                outcomes.countStatus(response.status());
            } else {
                outcomes.count(request.isRightBody(response.body()) ? Outcome.ANSWERED : Outcome.BROKEN);
            }
            if (connection.isKeptAlive()) {
                return Optional.of(connection);
            }
        } catch (IOException e) {
            Outcome lost = kept.isPresent() ? Outcome.LOST_KEPT : Outcome.LOST_FRESH;
            outcomes.count(connection.isAnswerBegun() ? Outcome.BROKEN : lost);
        }
        close(connection);
        return Optional.empty();
    }

    private void awaitTurn(long ticket) {
        long due = start + ticket * intervalNanos;
        for (long wait = due - System.nanoTime(); wait > 0 && !stopped; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    private static void close(ClientConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // Nothing is left to do with it.
        }
    }
}
