package lkg.server.connection;

import java.io.IOException;
import java.nio.channels.GatheringByteChannel;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.HttpVersion;
import lkg.http.Persistence;
import lkg.http.ResponseEncoder;
import lkg.server.EndReason;
import lkg.server.body.Content;
import lkg.server.context.Failures;
import lkg.server.context.Reports;
import lkg.server.context.ServerContext;

/**
 * What a connection still has to send: heads and small bodies in one buffer, and behind them at most one body that is
 * large, or not all there.
 *
 * <p>Small bodies are copied, so that several pipelined responses leave in one write. Here bodies are opened and
 * released, and nowhere else.
 */
final class Outbox {

    /** So much leaves in one turn, before the loop's other connections have theirs. */
    private static final long BYTES_PER_TURN = 2 * 1024 * 1024;

    private final ServerContext server;
    private final Client client;
    private final Runnable wakeUp;

    /** Empty without an observer: then nothing is measured. */
    final Optional<Reports> reports;

    /** Takes heads and small bodies directly. */
    final Buffer bytes = new Buffer(1024 * 1024);

    private Content content = Content.NONE;
    private long written;

    Outbox(ServerContext server, Client client, Runnable wakeUp) {
        this.server = server;
        this.client = client;
        this.wakeUp = wakeUp;
        this.reports = server.isObserved() ? Optional.of(new Reports(server)) : Optional.empty();
    }

    boolean isEmpty() {
        return bytes.isEmpty() && !hasContent();
    }

    /** Whether there is a body behind the bytes. */
    boolean hasContent() {
        return content != Content.NONE;
    }

    /** Whether another response may be added behind those that are there. */
    boolean hasRoom() {
        return !hasContent() && bytes.readableBytes() < Content.ENOUGH_BYTES;
    }

    /** Bytes in memory that wait to be sent, and those of the requests that a report is due on. */
    long heldBytes() {
        long reported = reports.isPresent() ? reports.get().heldBytes() : 0;
        return bytes.capacity() + content.heldBytes() + reported;
    }

    /** Bytes that have been sent on this connection. */
    long writtenBytes() {
        return written;
    }

    /** Whether all was sent that is there, and more will come. */
    boolean awaitsSource() {
        return bytes.isEmpty() && content.isWaiting();
    }

    /** The head of a request is complete: it ends at the byte {@code end} of all that was received. */
    void announce(HttpRequest request, long end) {
        reports.ifPresent(r -> r.requestBegins(request));
        server.steps().onRequest(request, end);
    }

    /** Adds a response. One whose body cannot be opened becomes a 500, or a 503 if the executor takes no more. */
    void add(HttpRequest request, HttpResponse response, Persistence persistence) {
        if (response == Failures.OVERLOADED_RESPONSE) {
            server.onRefused(request.client(), Optional.of(request), Failures.OVERLOADED);
            addRefusal(request.method(), response, request.version(), persistence);
        } else if (Content.isSmall(response.body()) || !ResponseEncoder.hasBody(request.method(), response.status())) {
            addHead(request, response, persistence);
            addSmallBody(request.method(), response);
            reports.ifPresent(r -> r.endsAt(written + bytes.readableBytes()));
        } else {
            try {
                forgetInterrupts();
                content = Content.open(response.body(), request.version(), server.encoder(), server.executor(), wakeUp);
            } catch (Throwable t) {
                add(request, Failures.responseTo(request, t), persistence);
                return;
            }
            addHead(request, response, persistence);
            // What was noticed before this body was opened will not be noticed again.
            if (request.client().hasLeft()) {
                content.onClientLeft();
            }
            if (server.isDraining()) {
                content.onShutdown();
            }
        }
    }

    /** Adds a response that is reported as a refusal, and not as an answer. */
    void addRefusal(String method, HttpResponse response, HttpVersion version, Persistence persistence) {
        reports.ifPresent(Reports::refused);
        server.encoder().encodeHead(response, version, persistence, bytes);
        addSmallBody(method, response);
    }

    private void addSmallBody(String method, HttpResponse response) {
        if (ResponseEncoder.hasBody(method, response.status()) && response.body() instanceof Body.Bytes small) {
            small.appendTo(bytes);
        }
    }

    private void addHead(HttpRequest request, HttpResponse response, Persistence persistence) {
        server.steps().onResponse(request, response);
        long start = written + bytes.readableBytes();
        server.encoder().encodeHead(response, request.version(), persistence, bytes);
        reports.ifPresent(r -> r.add(request, response, start, written + bytes.readableBytes()));
    }

    /**
     * Writes until all that is there has been sent, or the channel takes no more, or this turn has had its share.
     *
     * @return the number of bytes written
     */
    long writeTo(GatheringByteChannel channel) throws IOException {
        long before = written;
        int writes = 0;
        forgetInterrupts();
        while (!isEmpty() && written - before < BYTES_PER_TURN) {
            long count = content.writeTo(channel, bytes);
            written += count;
            writes++;
            if (content.isDone()) {
                closeContent();
            } else if (count == 0) {
                break;
            }
        }
        boolean left = !bytes.isEmpty() || hasContent() && !awaitsSource();
        server.traffic().send(client, written - before, writes, left);
        reports.ifPresent(r -> r.onWritten(written, isEmpty()));
        return written - before;
    }

    /** A handler that ran on this thread may have left one behind, which would close the file that is read next. */
    private static void forgetInterrupts() {
        Thread.interrupted();
    }

    /** The server is going to stop. */
    void announceShutdown() {
        content.onShutdown();
    }

    boolean goesOnWithoutClient() {
        return content.onClientLeft();
    }

    /** Releases what was opened for a response that was not sent to its end because of {@code reason}. */
    void close(EndReason reason) {
        reports.ifPresent(r -> r.brokenOff(written, reason));
        closeContent();
    }

    private void closeContent() {
        Content closing = content;
        content = Content.NONE;
        closing.close();
    }
}
