package lkg.reactor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of event loops, among which connections are dealt in turn. Thread-safe. */
public final class EventLoopGroup {

    /** In nanoseconds, for ever does not fit in a long. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(3650);

    private final List<EventLoop> loops = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private EventLoopGroup() {}

    /**
     * Starts {@code count} loops, whose threads are called {@code name-1} and so on.
     *
     * @throws IOException if a selector cannot be opened; then no loop is left running
     */
    public static EventLoopGroup start(String name, int count) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("a group has at least 1 loop, but was asked for " + count);
        }
        Preloading.preload();
        EventLoopGroup group = new EventLoopGroup();
        try {
            for (int i = 1; i <= count; i++) {
                group.loops.add(EventLoop.start(name + "-" + i));
            }
        } catch (IOException e) {
            group.shutdownNow();
            throw e;
        }
        return group;
    }

    /** The loop whose turn it is to take a connection. */
    public EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    /** Asks each handler of each loop to come to an end; a loop ends when its last channel has been closed. */
    public void shutdown() {
        loops.forEach(EventLoop::shutdown);
    }

    /** Closes each channel and ends each loop. */
    public void shutdownNow() {
        loops.forEach(EventLoop::shutdownNow);
    }

    /** Waits until each loop has ended, for {@code timeout} in all at the most, and tells whether they have. */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        long nanos = timeout.compareTo(LONGEST_WAIT) < 0 ? timeout.toNanos() : LONGEST_WAIT.toNanos();
        long deadlineNanos = System.nanoTime() + nanos;
        for (EventLoop loop : loops) {
            if (!loop.awaitTermination(Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }
}
