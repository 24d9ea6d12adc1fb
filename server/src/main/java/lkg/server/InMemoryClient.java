package lkg.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpRequest;
import lkg.reactor.Await;
import lkg.server.connection.HttpConnection;
import lkg.server.context.ServerContext;
import lkg.server.testing.InMemorySocket;

/**
 * A client for tests of a handler: it runs the whole connection, with parser, filters, executor and observer, without a
 * socket and without a port.
 *
 * <pre>{@code
 * try (InMemoryClient client = InMemoryClient.of(routes)) {
 *     assertEquals(404, client.send(HttpRequest.get("/nothing")).status());
 * }
 * }</pre>
 *
 * <p>For one thread at a time.
 */
public final class InMemoryClient implements AutoCloseable {

    /** How long a handler may take to answer. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final InMemorySocket socket = new InMemorySocket();
    private final Semaphore wakeUps = new Semaphore(0);
    private final ExecutorService executor = Executors.newCachedThreadPool(InMemoryClient::daemon);
    private final HttpConnection connection;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean ended;

    private InMemoryClient(ServerBuilder builder) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerContext context = new ServerContext(builder.connectionConfig(), executor, () -> {});
        connection = new HttpConnection(socket, address, context, wakeUps::release);
    }

    /** A client of {@code handler}. */
    public static InMemoryClient of(Handler handler) {
        return of(LkgServer.builder().handler(handler));
    }

    /** A client of the server that {@code builder} would start, with its filters, limits and observer. */
    public static InMemoryClient of(ServerBuilder builder) {
        return new InMemoryClient(builder);
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
        return send(bytesOf(request), request.method().equals("HEAD"));
    }

    /** Sends bytes as they are. Returns the first response that comes back. */
    public ReceivedResponse send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1), text.startsWith("HEAD "));
    }

    private ReceivedResponse send(byte[] bytes, boolean isHead) throws IOException {
        socket.receives(bytes);
        received.reset();
        while (!ended) {
            step();
            Optional<ReceivedResponse> response = ReceivedResponse.parse(received.toByteArray(), !isHead, ended);
            if (response.isPresent()) {
                return response.get();
            }
            if (!ended && !socket.hasIncoming()) {
                awaitWakeUp();
            }
        }
        throw new IOException("the server has closed the connection");
    }

    private void step() {
        Await next = connection.onReady();
        received.writeBytes(socket.sentBytes());
        if (next.equals(Await.closed())) {
            close();
        } else if (socket.isOutputShutDown()) {
            ended = true;
        }
    }

    private void awaitWakeUp() throws IOException {
        try {
            if (!wakeUps.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("no answer came within " + LONGEST_WAIT);
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
        request.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** The client leaves. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            connection.onClosed();
        }
        executor.shutdownNow();
    }
}
