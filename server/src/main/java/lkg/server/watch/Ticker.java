package lkg.server.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lkg.server.EventStream;
import lkg.server.ServerSentEvent;

/**
 * Offers each subscriber the same numbered events, one at each tick, and then ends its stream. All methods may be called
 * from any thread.
 *
 * <p>Has a thread only while somebody subscribes.
 */
final class Ticker {

    private static final int COUNT = 20;

    /** Made once: all streams share their bytes. A client can count the number signs. */
    private static final List<ServerSentEvent> EVENTS = IntStream.rangeClosed(1, COUNT)
            .mapToObj(number -> ServerSentEvent.of("#" + number + " of " + COUNT))
            .toList();

    private final Duration period;

    /** How many events each subscriber has been offered. Guarded by this. */
    private final Map<EventStream, Integer> offered = new HashMap<>();

    private boolean running;

    Ticker(Duration period) {
        this.period = period;
    }

    /** Called on the event loop. */
    void subscribe(EventStream stream) {
        add(stream);
        stream.onEnded(() -> remove(stream));
    }

    private synchronized void add(EventStream stream) {
        offered.put(stream, 0);
        if (!running) {
            running = true;
            Thread thread = new Thread(this::run, "lkg-watch-events");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized void remove(EventStream stream) {
        offered.remove(stream);
    }

    private void run() {
        try {
            do {
                Thread.sleep(period.toMillis());
                next().forEach(Ticker::offer);
            } while (hasSubscribers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without the lock: an offer wakes a loop, which may be about to subscribe another client. */
    private static void offer(EventStream stream, int number) {
        stream.offer(EVENTS.get(number));
        if (number == COUNT - 1) {
            stream.end();
        }
    }

    /** Which event is due for whom. */
    private synchronized Map<EventStream, Integer> next() {
        Map<EventStream, Integer> due = Map.copyOf(offered);
        offered.replaceAll((stream, count) -> count + 1);
        return due;
    }

    private synchronized boolean hasSubscribers() {
        running = !offered.isEmpty();
        return running;
    }
}
