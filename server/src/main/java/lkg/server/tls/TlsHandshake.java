package lkg.server.tls;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpException;
import lkg.http.HttpResponse;
import lkg.http.HttpVersion;
import lkg.http.Persistence;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.LoopLog;
import lkg.server.EndReason;
import lkg.server.connection.HttpConnection;
import lkg.server.connection.Lingering;
import lkg.server.context.Peer;
import lkg.server.context.Preface;
import lkg.server.context.ServerContext;

/**
 * A TLS handshake: reads whole records of the client's, has them computed, sends the answers, and hands the channel over
 * to an {@link HttpConnection}. Whatever it waits for, its deadline stays: that of a request's head.
 *
 * <pre>
 *                a whole record                 done
 *    +---------+ ---------------&gt; +-----------+ ------&gt; handed over to {@link TlsConnection}
 *    | READING |                  | COMPUTING |
 *    +---------+ &lt;--------------- +-----------+
 *                answers are sent               failed: an alert, closed
 * </pre>
 *
 * <p>Computing happens in an executor of its own: a signature takes a millisecond, for which the loop's other
 * connections would wait, and behind handlers that are slow it would come too late. Meanwhile nothing is read.
 */
public final class TlsHandshake implements EventHandler, Preface {

    private static final LoopLog log = LoopLog.of(TlsHandshake.class);

    private static final HttpException NOT_TLS =
            new HttpException(400, "this port speaks TLS: the address has to begin with https://");

    /** For a client that has just connected, when the server stops. */
    private static final long MAX_NANOS_AT_SHUTDOWN = Duration.ofSeconds(1).toNanos();

    private final SocketChannel socket;
    private final Peer client;
    private final ServerContext server;
    private final Tls tls;
    private final Runnable wakeUp;
    private final HeldBytes in = new HeldBytes();
    private final HeldBytes out = new HeldBytes();
    private Optional<Computation> computation = Optional.empty();
    private Optional<EndReason> reason = Optional.empty();
    private long deadlineNanos;
    private long heldBytes;

    /** Waits for input first, until the deadline of a request's head. */
    public TlsHandshake(SocketChannel socket, Peer client, ServerContext server, Tls tls, Runnable wakeUp) {
        this.socket = socket;
        this.client = client;
        this.server = server;
        this.tls = tls;
        this.wakeUp = wakeUp;
        this.deadlineNanos = System.nanoTime() + server.waits().headNanos;
    }

    @Override
    public Peer client() {
        return client;
    }

    @Override
    public Await onReady() {
        if (isComputing()) {
            return Await.unchanged();
        }
        Await next;
        try {
            next = goOn();
        } catch (IOException e) {
            next = close(EndReason.NETWORK_FAILED);
        }
        if (!isComputing()) {
            settle();
            if (next.successor().isPresent()) {
                // Which counts for itself.
                heldBytes = server.memory().update(heldBytes, 0);
            }
        }
        return next;
    }

    private void settle() {
        in.settle();
        out.settle();
        heldBytes = server.memory().update(heldBytes, in.capacity() + out.capacity());
    }

    private Await goOn() throws IOException {
        out.writeTo(socket);
        if (!out.isEmpty()) {
            return await();
        }
        if (computation.isPresent()) {
            Computation done = computation.get();
            if (done.failure().isPresent()) {
                log.debug("a TLS handshake failed", done.failure().get());
                return close(EndReason.TLS_FAILED);
            }
            if (done.isFinished()) {
                return handOver(done);
            }
            if (done.hasMore()) {
                return compute(done);
            }
        }
        return read();
    }

    /** Reads once. What cannot become a handshake is refused before anything is computed. */
    private Await read() throws IOException {
        if (in.readFrom(socket) == -1) {
            return close(computation.isEmpty() && in.isEmpty() ? EndReason.CLIENT_CLOSED : EndReason.TLS_FAILED);
        }
        boolean begins = computation.isEmpty() && !in.isEmpty();
        if (begins && Records.looksLikeHttp(in.toRead())) {
            return refuseHttp();
        }
        if (begins && !Records.mayBeginHandshake(in.toRead())
                || !server.memory().hasRoom()) {
            return close(EndReason.TLS_FAILED);
        }
        return Records.hasWhole(in.toRead())
                ? compute(computation.orElseGet(() -> new Computation(tls, in, out, wakeUp)))
                : await();
    }

    /** Many handshakes may wait for a thread: they hold no more than what was read. */
    private Await compute(Computation next) {
        settle();
        computation = Optional.of(next);
        try {
            next.start();
        } catch (RejectedExecutionException e) {
            return close(EndReason.TLS_FAILED);
        }
        return await();
    }

    private Await handOver(Computation done) {
        TlsChannel channel = new TlsChannel(socket, done.engine(), in);
        HttpConnection http = new HttpConnection(channel, client, server, wakeUp);
        TlsConnection next = new TlsConnection(http, channel, server.memory(), wakeUp);
        return Await.handOver(next, next.after(server.waits().settling));
    }

    /** In plain text, which is what the client speaks. */
    private Await refuseHttp() throws IOException {
        server.onRefused(client, Optional.empty(), NOT_TLS);
        HttpResponse response = HttpResponse.of(NOT_TLS);
        Buffer answer = new Buffer(Buffer.MAX_TRANSFER_BYTES);
        server.encoder().encodeHead(response, HttpVersion.HTTP_1_1, Persistence.CLOSE, answer);
        ((Body.Bytes) response.body()).appendTo(answer);
        answer.writeTo(socket);
        answer.clear();
        socket.shutdownOutput();
        in.clear();
        return Await.handOver(
                new Lingering(socket, answer, server, client, EndReason.TLS_FAILED), server.waits().linger);
    }

    @Override
    public Await onTimeout() {
        return close(server.isDraining() ? EndReason.SHUTDOWN : EndReason.TLS_TIMEOUT);
    }

    @Override
    public Await onRejected() {
        return close(EndReason.TLS_FAILED);
    }

    /** The client has connected in order to send a request: it may do so, if it is quick. */
    @Override
    public Await onShutdown() {
        deadlineNanos = System.nanoTime() + Math.min(nanosLeft(), MAX_NANOS_AT_SHUTDOWN);
        return await();
    }

    @Override
    public void onClosed() {
        client.leave();
        if (!isComputing()) {
            in.clear();
            out.clear();
        }
        heldBytes = server.memory().update(heldBytes, 0);
        EndReason otherwise = server.isDraining() ? EndReason.SHUTDOWN : EndReason.FAILED;
        server.onClosed(client, reason.orElse(otherwise));
    }

    private boolean isComputing() {
        return computation.isPresent() && computation.get().isRunning();
    }

    private Await await() {
        Duration rest = Duration.ofNanos(Math.max(1, nanosLeft()));
        if (isComputing()) {
            return Await.pause(rest);
        }
        return out.isEmpty() ? Await.readable(rest) : Await.writable(rest);
    }

    private long nanosLeft() {
        return deadlineNanos - System.nanoTime();
    }

    private Await close(EndReason why) {
        reason = Optional.of(why);
        return Await.closed();
    }
}
