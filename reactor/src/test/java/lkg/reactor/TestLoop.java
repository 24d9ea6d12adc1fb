package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A loop for one test, and a connection that it may serve: {@link #peer} is the connection's far end. The loop's clock
 * stands still unless the test moves it.
 */
final class TestLoop implements BeforeEachCallback, AfterEachCallback {

    static final Await READABLE = Await.readable(Duration.ofSeconds(10));
    static final Executor INLINE = Runnable::run;
    static final Executor FULL = task -> {
        throw new RejectedExecutionException("full");
    };

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private final CountDownLatch clockHasFailed = new CountDownLatch(1);
    private volatile boolean clockFails;
    private volatile Thread worker;

    EventLoop eventLoop;
    Peer peer;

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        eventLoop = EventLoop.start("loop", this::now, Selector.open(), failures::add);
        peer = new Peer();
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        eventLoop.shutdownNow();
        assertThat(ends()).as("the loop ends after shutdownNow").isTrue();
        peer.close();
    }

    void register(EventHandler handler, Executor executor, Await first) throws Exception {
        register(wakeUp -> handler, executor, first);
    }

    void register(Function<Runnable, EventHandler> handler, Executor executor, Await first) throws Exception {
        register(peer.channel, handler, executor, first);
    }

    void register(SocketChannel channel, EventHandler handler, Executor executor, Await first) throws Exception {
        register(channel, wakeUp -> handler, executor, first);
    }

    void register(SocketChannel channel, Function<Runnable, EventHandler> handler, Executor executor, Await first)
            throws Exception {
        run(() -> {
            try {
                eventLoop.register(channel, handler, executor, first);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    void execute(Runnable task) {
        eventLoop.execute(task);
    }

    boolean inLoop() {
        return eventLoop.inLoop();
    }

    void shutdown() {
        eventLoop.shutdown();
    }

    void shutdownNow() {
        eventLoop.shutdownNow();
    }

    /** Runs {@code task} on the loop's thread, and returns when it has run. */
    void run(Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        eventLoop.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.get(10, TimeUnit.SECONDS);
    }

    /** Returns when the loop has selected, expired its timers and run its tasks at least once from here on. */
    void turns() throws Exception {
        // The first task may belong to the turn that goes on now, the second one to the next.
        run(() -> {});
        run(() -> {});
        run(() -> {});
    }

    /** Lets {@code time} pass, and the loop notice. */
    void pass(Duration time) throws Exception {
        setClockForward(time);
        turns();
    }

    void setClockForward(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /** The next time that the loop looks at its clock, the clock throws an {@link OutOfMemoryError}. */
    void breakClock() {
        clockFails = true;
    }

    void awaitThatTheClockHasFailed() {
        await(clockHasFailed);
    }

    private long now() {
        if (clockFails) {
            clockFails = false;
            clockHasFailed.countDown();
            throw new OutOfMemoryError("thrown on purpose");
        }
        return clock.get();
    }

    /** Waits until the loop has ended, and tells whether it has. */
    boolean ends() throws InterruptedException {
        return eventLoop.awaitTermination(Duration.ofSeconds(10));
    }

    /** Runs each task on a new thread, which is called "another". */
    Executor onAnotherThread() {
        return task -> {
            worker = new Thread(task, "another");
            worker.start();
        };
    }

    /** Returns when the handler at work on another thread has returned, and the loop has carried out its answer. */
    void takesBack() throws Exception {
        workerEnds();
        turns();
    }

    /** Returns when the handler at work on another thread has returned, and its answer is queued for the loop. */
    void workerEnds() throws InterruptedException {
        worker.join();
    }

    /**
     * Registers {@code probe} and returns when it is at work on another thread. It has read what there was to read, and
     * returns {@code answer} when the latch is counted down.
     */
    CountDownLatch registerAtWork(Probe probe, Await answer) throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        probe.whenReady = () -> {
            Peer.read(peer.channel);
            hasRead.countDown();
            await(goOn);
            return answer;
        };
        register(probe::wokenBy, onAnotherThread(), READABLE);
        peer.send("a");
        assertThat(probe.next()).isEqualTo("onReady");
        await(hasRead);
        return goOn;
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("waited 10 seconds in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
