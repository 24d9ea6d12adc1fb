package lkg.reactor;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A fixed number of event loops, among which connections are dealt in turn. Thread-safe. */
public final class EventLoopGroup {

    interface LoopStarter {
        EventLoop start(int number) throws IOException;
    }

    private final List<EventLoop> loops = new ArrayList<>();
    private final AtomicInteger dealt = new AtomicInteger();

    private EventLoopGroup() {}

    /**
     * Starts {@code count} loops, whose threads are called {@code name-1} and so on.
     *
     * @param onFailure is told of each loop that has ended though nobody shut it down: see {@link EventLoop#start}
     * @throws IOException if a selector cannot be opened. Then, or when it throws anything else, no loop is left running
     */
    public static EventLoopGroup start(String name, int count, Consumer<Throwable> onFailure) throws IOException {
        return start(count, number -> EventLoop.start(name + "-" + number, onFailure));
    }

    /** The same, with an observer for each loop. */
    public static EventLoopGroup start(
            String name, int count, Supplier<LoopObserver> observers, Consumer<Throwable> onFailure)
            throws IOException {
        return start(
                count,
                number -> EventLoop.start(
                        name + "-" + number, System::nanoTime, Selector.open(), observers.get(), onFailure));
    }

    static EventLoopGroup start(int count, LoopStarter starter) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("a group has at least 1 loop, but was asked for " + count);
        }
        Preloading.preload();
        EventLoopGroup group = new EventLoopGroup();
        try {
            for (int i = 1; i <= count; i++) {
                group.loops.add(starter.start(i));
            }
        } catch (Throwable t) {
            group.shutdownNow();
            throw t;
        }
        return group;
    }

    /** The loop that takes the next connection: each in turn. A loop that has ended is left out while others run. */
    public EventLoop next() {
        EventLoop loop = deal();
        for (int ended = 1; loop.isTerminated() && ended < loops.size(); ended++) {
            loop = deal();
        }
        return loop;
    }

    private EventLoop deal() {
        return loops.get(Math.floorMod(dealt.getAndIncrement(), loops.size()));
    }

    /** Whether the caller runs on the thread of one of the loops. */
    public boolean inLoop() {
        return loops.stream().anyMatch(EventLoop::inLoop);
    }

    /** What each loop does now. From any thread. */
    public List<LoopStatus> status() {
        return loops.stream().map(LoopStatus::of).toList();
    }

    /**
     * Looks at the channels of each loop, in a task of that loop: {@code look} must neither block nor take long, and what
     * it reads belongs to the loop only while it runs. Each future completes on its loop's thread, or exceptionally if
     * the loop has ended. A loop whose turn does not end does not complete it. From any thread.
     */
    public <T> List<CompletableFuture<T>> look(Function<Stream<ChannelStatus>, T> look) {
        return loops.stream().map(loop -> lookAt(loop, look)).toList();
    }

    private static <T> CompletableFuture<T> lookAt(EventLoop loop, Function<Stream<ChannelStatus>, T> look) {
        try {
            return CompletableFuture.supplyAsync(() -> look.apply(ChannelStatus.allOf(loop)), loop);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
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
        long deadlineNanos = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
        for (EventLoop loop : loops) {
            if (!loop.awaitTermination(Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }
}
