package lkg.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.Source;

/**
 * One client's stream of server-sent events (WHATWG HTML §9.2). All methods may be called from any thread.
 *
 * <p>What a client has not taken yet waits here, up to {@link #MAX_PENDING_BYTES}. {@link #offer} then returns false, so
 * that the sender decides: drop the event, or the client.
 */
public final class EventStream {

    /** Bytes of events that may wait for one client. */
    public static final int MAX_PENDING_BYTES = 64 * 1024;

    private static final Headers FIELDS =
            Headers.of("Content-Type", "text/event-stream", "Cache-Control", "no-cache", "X-Accel-Buffering", "no");

    private final HttpRequest request;
    private final Runnable wakeUp;
    private final Source source = new PendingEvents();

    // Guarded by this.
    private final Buffer pending = new Buffer(MAX_PENDING_BYTES);
    private final List<Runnable> onEnded = new ArrayList<>(1);
    private boolean ended;

    private EventStream(HttpRequest request, Runnable wakeUp) {
        this.request = request;
        this.wakeUp = wakeUp;
    }

    /** The response whose body is a stream. {@code subscriber} is called when the server begins to send it. */
    static HttpResponse response(HttpRequest request, Consumer<EventStream> subscriber) {
        return new HttpResponse(200, FIELDS, new Body.Pulled(wakeUp -> {
            EventStream stream = new EventStream(request, wakeUp);
            subscriber.accept(stream);
            return stream.source;
        }));
    }

    /** What the client asked for; {@code Last-Event-ID} among its fields says where it left off. */
    public HttpRequest request() {
        return request;
    }

    /** Offers an event that has only data. */
    public boolean offer(String data) {
        return offer(ServerSentEvent.of(data));
    }

    /** Takes the event, or returns false if the client does not keep up or the stream has ended. Never waits. */
    public boolean offer(ServerSentEvent event) {
        synchronized (this) {
            byte[] bytes = event.bytes();
            if (ended || pending.readableBytes() + bytes.length > MAX_PENDING_BYTES) {
                return false;
            }
            pending.append(bytes);
        }
        wakeUp.run();
        return true;
    }

    /** Ends the stream once the client has taken what was offered. */
    public void end() {
        endNow();
        wakeUp.run();
    }

    /** Runs {@code action} when the stream ends, because the client has left or {@link #end} was called; else now. */
    public void onEnded(Runnable action) {
        synchronized (this) {
            if (!ended) {
                onEnded.add(action);
                return;
            }
        }
        action.run();
    }

    private void endNow() {
        List<Runnable> actions;
        synchronized (this) {
            ended = true;
            actions = List.copyOf(onEnded);
            onEnded.clear();
        }
        actions.forEach(Runnable::run);
    }

    private final class PendingEvents implements Source {

        @Override
        public Next pull(Buffer out, int most) {
            synchronized (EventStream.this) {
                out.appendFrom(pending, Math.min(most, pending.readableBytes()));
                if (!pending.isEmpty()) {
                    return Next.MORE;
                }
                pending.release();
                return ended ? Next.END : Next.WHEN_WOKEN;
            }
        }

        @Override
        public void onClientLeft() {
            endNow();
        }

        @Override
        public void close() {
            endNow();
        }
    }
}
