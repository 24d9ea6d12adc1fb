package lkg.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpRequest;
import lkg.reactor.Await;
import lkg.server.connection.HttpConnection;
import lkg.server.context.Peer;
import lkg.server.context.ServerContext;
import lkg.server.context.Waits;
import lkg.server.testing.InMemorySocket;

/**
 * A client for tests of a handler. It runs a whole connection, with parser, filters, executor and observer, but without
 * a socket, a port or a clock: no timeout ever ends the connection.
 *
 * <pre>{@code
 * try (InMemoryClient client = InMemoryClient.of(routes)) {
 *     assertEquals(404, client.send(HttpRequest.get("/nothing")).status());
 * }
 * }</pre>
 *
 * <p>For one thread at a time. The connection only goes on while a method of this class is being called.
 */
public final class InMemoryClient implements AutoCloseable {

    /** How long a handler may take to answer. */
    private static final int LONGEST_WAIT_SECONDS = 10;

    private final InMemorySocket socket = new InMemorySocket();
    private final Semaphore wakeUps = new Semaphore(0);
    private final ExecutorService ownExecutor = Executors.newCachedThreadPool(InMemoryClient::daemon);
    private final HttpConnection connection;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Waits waits;
    private Await next = Await.readable();
    private boolean ended;

    private InMemoryClient(ServerConfig config) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerContext context =
                new ServerContext(config.connections(), config.executor().orElse(ownExecutor), () -> {}, () -> {});
        waits = context.waits();
        connection = new HttpConnection(socket, new Peer(address), context, wakeUps::release);
    }

    /** A client of {@code handler}. */
    public static InMemoryClient of(Handler handler) {
        return of(LkgServer.builder().handler(handler));
    }

    /** A client of the server that {@code builder} would start, with its filters, executor, limits and observer. */
    public static InMemoryClient of(ServerBuilder builder) {
        return new InMemoryClient(builder.config());
    }

    private static Thread daemon(Runnable job) {
        Thread thread = new Thread(job, "in-memory-client");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Sends a request on this client's connection, and returns the response once it is complete.
     *
     * @throws IOException if the connection ends before that, or nothing comes for 10 seconds
     */
    public ReceivedResponse send(HttpRequest request) throws IOException {
        begin(request);
        return receive(request.method().equals("HEAD"));
    }

    /** Sends the bytes of one request, as they are, and returns the response once it is complete. */
    public ReceivedResponse send(String request) throws IOException {
        begin(request);
        return receive(request.startsWith("HEAD "));
    }

    /** Sends a request, and does not wait for the response: it may have no end, as a stream of events has none. */
    public void begin(HttpRequest request) throws IOException {
        begin(bytesOf(request));
    }

    /** Sends bytes, and does not wait for a response: they may be a part of a request. */
    public void begin(String bytes) throws IOException {
        begin(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Waits for {@code text} in what the server sends, and returns all that came up to the end of it: heads, bodies and
     * the framing of chunks.
     *
     * @throws IOException if the connection ends before that, or nothing comes for 10 seconds
     */
    public String receiveUntil(String text) throws IOException {
        while (true) {
            String all = received.toString(StandardCharsets.UTF_8);
            int start = all.indexOf(text);
            if (start >= 0) {
                String first = all.substring(0, start + text.length());
                received.reset();
                received.writeBytes(all.substring(first.length()).getBytes(StandardCharsets.UTF_8));
                return first;
            }
            goOn();
        }
    }

    private void begin(byte[] bytes) throws IOException {
        requireOpen();
        received.reset();
        socket.receives(bytes);
        step();
    }

    private ReceivedResponse receive(boolean isHead) throws IOException {
        while (true) {
            Optional<ReceivedResponse> response = ReceivedResponse.parse(received.toByteArray(), !isHead, ended);
            if (response.isPresent()) {
                return response.get();
            }
            goOn();
        }
    }

    private void goOn() throws IOException {
        requireOpen();
        // The socket always has room, so the connection only gave way to others when it waits for room.
        boolean canGoOn = socket.hasIncoming() || next == waits.room;
        if (!canGoOn) {
            awaitWakeUp();
        }
        step();
    }

    private void requireOpen() throws IOException {
        if (ended) {
            throw new IOException("the server has closed the connection");
        }
    }

    private void step() {
        Await answer = connection.onReady();
        next = answer.equals(Await.unchanged()) ? next : answer;
        received.writeBytes(socket.sentBytes());
        if (next.equals(Await.closed())) {
            end();
        } else if (socket.isOutputShutDown()) {
            ended = true;
        }
    }

    private void awaitWakeUp() throws IOException {
        try {
            if (!wakeUps.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("nothing came for " + LONGEST_WAIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for an answer", e);
        }
    }

    private static byte[] bytesOf(HttpRequest request) throws IOException {
        byte[] body = request.body().bytes();
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        if (!request.headers().contains("Host")) {
            head.append("Host: localhost\r\n");
        }
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** The client leaves, and handlers that are still at work are interrupted. */
    @Override
    public void close() {
        if (!ended) {
            socket.clientCloses();
            step();
        }
        if (!ended) {
            end();
        }
        ownExecutor.shutdownNow();
    }

    private void end() {
        ended = true;
        connection.onClosed();
    }
}
