package lkg.server.watch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.EventLoopGroup;
import lkg.server.EndReason;
import lkg.server.Observer;
import lkg.server.Setting;
import lkg.server.Steps;
import lkg.server.context.Peer;

/**
 * All that happens in one server, event by event: an observer that wants each step. Thread-safe.
 *
 * <p>It keeps the last {@value #CAPACITY} events, which take about 35 MB. Each costs the thread that it happens on less
 * than a microsecond.
 */
final class Trace implements Observer, Steps {

    static final int CAPACITY = 100_000;

    private final EventRing ring = new EventRing(CAPACITY);
    private final long beganMillis = System.currentTimeMillis();
    private final Tracks tracks = new Tracks();
    private volatile Map<Setting, Long> settings = Map.of();
    private volatile Optional<EventLoopGroup> loops = Optional.empty();
    private volatile boolean eventsInPool;

    EventRing ring() {
        return ring;
    }

    /** Tells this trace from that of another server which had the same address before. */
    long beganMillis() {
        return beganMillis;
    }

    Map<Setting, Long> settings() {
        return settings;
    }

    /** Each loop adds an event that says what all its connections do, as soon as it can. */
    void takeSnapshot() {
        loops.ifPresent(group -> Snapshot.take(group, ring));
    }

    boolean eventsInPool() {
        return eventsInPool;
    }

    @Override
    public Steps steps() {
        return this;
    }

    @Override
    public EventLoopGroup startLoops(String name, int count, Consumer<Throwable> onFailure) throws IOException {
        EventLoopGroup started = EventLoopGroup.start(name, count, () -> new LoopTrace(ring, tracks), onFailure);
        loops = Optional.of(started);
        return started;
    }

    @Override
    public Executor around(Executor executor, Purpose purpose) {
        eventsInPool |= purpose == Purpose.EVENTS;
        return new TracedExecutor(executor, purpose == Purpose.EVENTS ? "events" : "handlers", ring);
    }

    @Override
    public void onConfigured(Map<Setting, Long> values) {
        settings = Map.copyOf(values);
    }

    @Override
    public void onAccepted(int open) {
        ring.add(Kind.ACCEPTED, Fields.of("open", open));
    }

    @Override
    public void onOpened(Client client) {
        String address = client.peer().getAddress().getHostAddress() + ":"
                + client.peer().getPort();
        ring.add(
                Kind.OPENED,
                Fields.of("c", tracks.add(client).number)
                        .put("client", address)
                        .put("state", "HEAD")
                        .put("owner", "nobody")
                        .put("interest", "none")
                        .put("deadline", null)
                        .put("in", 0)
                        .put("out", 0)
                        .put("requests", 0));
    }

    @Override
    public void onReceived(Client client, int bytes) {
        Track track = tracks.of(client);
        track.reads++;
        track.received = ((Peer) client).receivedBytes();
        ring.add(Kind.RECEIVED, Fields.of("c", track.number).put("bytes", bytes).put("in", track.received));
    }

    @Override
    public void onRequest(HttpRequest request, long end) {
        Track track = tracks.of(request.client());
        ring.add(
                Kind.REQUEST,
                Fields.of("c", track.number)
                        .put("request", Words.abridged(lineOf(request)))
                        .put("reads", track.reads)
                        .put("bytes", end - track.headEnd));
        track.reads = 0;
        track.headEnd = end;
        track.requestNanos = System.nanoTime();
    }

    /** A recording is shared, and what follows a question mark may be secret, unless it is ours. */
    private static String lineOf(HttpRequest request) {
        String target = request.target();
        int query = target.startsWith(Practice.PREFIX) ? -1 : target.indexOf('?');
        return request.method() + " " + (query < 0 ? target : target.substring(0, query));
    }

    @Override
    public void onResponse(HttpRequest request, HttpResponse response) {
        Track track = tracks.of(request.client());
        long nanos = System.nanoTime() - track.requestNanos;
        track.requests++;
        ring.add(
                Kind.RESPONSE,
                Fields.of("c", track.number)
                        .put("status", response.status())
                        .put("requests", track.requests)
                        .put("ns", nanos)
                        .put("length", response.body().length()));
    }

    @Override
    public void onSent(Client client, long bytes, int writes, boolean left) {
        Track track = tracks.of(client);
        track.sent += bytes;
        ring.add(
                Kind.SENT,
                Fields.of("c", track.number)
                        .put("bytes", bytes)
                        .put("writes", writes)
                        .put("all", !left)
                        .put("out", track.sent));
    }

    @Override
    public void onAnswered(Answer answer) {
        ring.add(
                Kind.ANSWERED,
                Fields.of("c", tracks.of(answer.request().client()).number)
                        .put("status", answer.status())
                        .put("ns", answer.toLastByte().toNanos())
                        .put("bytes", answer.bodyBytes())
                        .put("request", null)
                        .put("brokenOff", answer.brokenOff().map(Words::of)));
    }

    @Override
    public void onRefused(Refusal refusal) {
        ring.add(
                Kind.REFUSED,
                Fields.of("c", tracks.of(refusal.client()).number)
                        .put("status", refusal.reason().status())
                        .put("reason", Words.abridged(refusal.reason().getMessage()))
                        .put("request", null));
    }

    @Override
    public void onClosed(Client client, EndReason reason) {
        Track track = tracks.of(client);
        ring.add(
                Kind.ENDED,
                Fields.of("c", track.number).put("reason", Words.of(reason)).put("request", null));
        tracks.forget(track);
    }
}
