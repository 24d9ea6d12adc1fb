package lkg.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.Source;
import lkg.reactor.LoopLog;

/**
 * One client's stream of server-sent events (WHATWG HTML §9.2). All methods may be called from any thread.
 *
 * <p>Events that the client has not taken yet wait here, up to {@link #MAX_PENDING_BYTES}. Beyond that {@link #offer}
 * returns false, and the sender decides: go on without this event, or {@link #end} the stream.
 */
public final class EventStream {

    /** Bytes of events that may wait for one client. A larger event is taken if it is the only one. */
    public static final int MAX_PENDING_BYTES = 64 * 1024;

    private static final Headers FIELDS =
            Headers.of("Content-Type", "text/event-stream", "Cache-Control", "no-cache", "X-Accel-Buffering", "no");

    private static final LoopLog log = LoopLog.of(EventStream.class);

    private final HttpRequest request;
    private final Runnable wakeUp;
    private final Source source = new PendingEvents();

    // Guarded by this.
    private final Queue<byte[]> pending = new ArrayDeque<>(1);
    private int pendingBytes;
    private int sentOfFirst;
    private final List<Runnable> onEnded = new ArrayList<>(1);
    private boolean ended;

    private EventStream(HttpRequest request, Runnable wakeUp) {
        this.request = request;
        this.wakeUp = wakeUp;
    }

    /** A response whose body is a stream. The server calls {@code subscriber} when it begins to send the body. */
    static HttpResponse response(HttpRequest request, Consumer<EventStream> subscriber) {
        return new HttpResponse(200, FIELDS, new Body.Pulled(wakeUp -> {
            EventStream stream = new EventStream(request, wakeUp);
            try {
                subscriber.accept(stream);
                return stream.source;
            } catch (Throwable t) {
                // It may have subscribed before it failed.
                stream.endNow();
                throw t;
            }
        }));
    }

    /** The request for this stream. A client that reconnects says in {@code Last-Event-ID} which event it had last. */
    public HttpRequest request() {
        return request;
    }

    /** Offers an event that has only data. */
    public boolean offer(String data) {
        return offer(ServerSentEvent.of(data));
    }

    /**
     * Takes the event and returns true, or drops it and returns false: the client does not keep up, or the stream has
     * ended. Never waits.
     */
    public boolean offer(ServerSentEvent event) {
        synchronized (this) {
            byte[] bytes = event.bytes();
            if (ended || pendingBytes > 0 && pendingBytes + bytes.length > MAX_PENDING_BYTES) {
                return false;
            }
            // Not a copy: the streams that were offered this event share its bytes.
            pending.add(bytes);
            pendingBytes += bytes.length;
        }
        wakeUp.run();
        return true;
    }

    /** Ends the stream: the client still gets what was offered before. */
    public void end() {
        endNow();
        wakeUp.run();
    }

    /**
     * Runs {@code action} once, when the stream ends because {@link #end} was called, the client has left or the server
     * stops; at once if it has ended already. May run on the event loop: must not block. What it throws is logged.
     */
    public void onEnded(Runnable action) {
        synchronized (this) {
            if (!ended) {
                onEnded.add(action);
                return;
            }
        }
        runGuarded(action);
    }

    private void endNow() {
        List<Runnable> actions;
        synchronized (this) {
            ended = true;
            actions = List.copyOf(onEnded);
            onEnded.clear();
        }
        actions.forEach(EventStream::runGuarded);
    }

    /** The connection must be released however one subscriber fails. */
    private static void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            log.error("an action failed that was to run at the end of an event stream", e);
        }
    }

    private final class PendingEvents implements Source {

        @Override
        public Next pull(Buffer out, int most) {
            synchronized (EventStream.this) {
                for (int room = most; room > 0 && !pending.isEmpty(); ) {
                    room -= take(out, room);
                }
                if (!pending.isEmpty()) {
                    return Next.MORE;
                }
                return ended ? Next.END : Next.WHEN_WOKEN;
            }
        }

        /** Moves up to {@code most} bytes of the first event, and returns how many. */
        private int take(Buffer out, int most) {
            byte[] first = pending.element();
            int count = Math.min(most, first.length - sentOfFirst);
            out.append(first, sentOfFirst, count);
            pendingBytes -= count;
            sentOfFirst += count;
            if (sentOfFirst == first.length) {
                pending.remove();
                sentOfFirst = 0;
            }
            return count;
        }

        @Override
        public boolean onClientLeft() {
            endNow();
            return false;
        }

        /** The client gets what was offered before, and then connects to another server, or to this one's successor. */
        @Override
        public void onShutdown() {
            end();
        }

        @Override
        public void close() {
            endNow();
        }
    }
}
