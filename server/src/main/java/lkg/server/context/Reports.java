package lkg.server.context;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.EndReason;
import lkg.server.Observer;

/**
 * Tells the observer of each response when its last byte has been sent. Responses leave in order, so their places in
 * all that a connection sends tell which of them a write has completed.
 */
public final class Reports {

    private final ServerContext server;
    private final Queue<Report> unsent = new ArrayDeque<>();
    private Optional<HttpRequest> unanswered = Optional.empty();
    private Report last;
    private long beginNanos;
    private long heldBytes;

    public Reports(ServerContext server) {
        this.server = server;
    }

    /** A request that has begun to be answered, and when its head was complete, as an instant of {@link System#nanoTime}. */
    public record Current(HttpRequest request, long beginNanos) {}

    /** The oldest request that is not answered to its last byte. */
    public Optional<Current> current() {
        return Optional.ofNullable(unsent.peek())
                .map(report -> new Current(report.request, report.beginNanos))
                .or(() -> unanswered.map(request -> new Current(request, beginNanos)));
    }

    /** The head of a request is complete. */
    public void requestBegins(HttpRequest request) {
        unanswered = Optional.of(request);
        beginNanos = System.nanoTime();
    }

    /** A response has been added: its head is from {@code start} to {@code bodyStart} of all bytes of the connection. */
    public void add(HttpRequest request, HttpResponse response, long start, long bodyStart) {
        unanswered = Optional.empty();
        long length = response.body().length();
        last = new Report(request, response.status(), length, beginNanos, start, bodyStart);
        unsent.add(last);
        heldBytes += request.headBytes();
    }

    /** Bytes of the requests whose responses have not been sent to their ends. */
    public long heldBytes() {
        return heldBytes;
    }

    /** The observer was told of a refusal. */
    public void refused() {
        unanswered = Optional.empty();
    }

    /** The response that was added last ends there. */
    public void endsAt(long end) {
        last.end = end;
    }

    public void onWritten(long written, boolean all) {
        long now = System.nanoTime();
        for (Report report : unsent) {
            if (report.toFirstByte.isZero() && written > report.start) {
                report.toFirstByte = Duration.ofNanos(now - report.beginNanos);
            }
        }
        while (!unsent.isEmpty() && (all || unsent.peek().end <= written)) {
            Report sent = unsent.remove();
            heldBytes -= sent.request.headBytes();
            tell(sent, written, now, Optional.empty());
        }
    }

    /** The connection has ended, because of {@code reason}. */
    public void brokenOff(long written, EndReason reason) {
        long now = System.nanoTime();
        unsent.forEach(report -> tell(report, written, now, Optional.of(reason)));
        unsent.clear();
        heldBytes = 0;
        Duration waited = Duration.ofNanos(now - beginNanos);
        unanswered.ifPresent(request -> server.observe(observer -> observer.onAbandoned(request, waited, reason)));
        unanswered = Optional.empty();
    }

    private void tell(Report report, long written, long now, Optional<EndReason> brokenOff) {
        long bodyBytes = Math.max(0, Math.min(written, report.end) - report.bodyStart);
        server.observe(observer -> observer.onAnswered(new Observer.Answer(
                report.request,
                report.status,
                bodyBytes,
                report.bodyLength,
                report.toFirstByte,
                Duration.ofNanos(now - report.beginNanos),
                brokenOff)));
    }
}
