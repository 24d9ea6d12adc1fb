package lkg.reactor;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Log lines on their way to the backend. Any thread adds lines and never waits; one daemon thread writes them, and ends
 * when it has had nothing to do for a second. Lines that find the queue full are dropped and counted.
 */
final class LogQueue {

    private static final long IDLE_MILLIS = 1000;

    private final Logger ownLog;
    private final BlockingQueue<Runnable> waiting;
    private final ThreadPoolExecutor writer;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * An empty queue.
     *
     * @param capacity how many lines may wait
     * @param ownLog is told how many lines were dropped
     */
    LogQueue(int capacity, Logger ownLog) {
        this.ownLog = ownLog;
        waiting = new ArrayBlockingQueue<>(capacity);
        writer = new ThreadPoolExecutor(
                1, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS, waiting, LogQueue::newThread, (line, full) -> drop());
        writer.allowCoreThreadTimeOut(true);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "lkg-log");
        thread.setDaemon(true);
        return thread;
    }

    /** Adds {@code line}, or drops it. Throws only what {@link Thread#start} throws; the line counts as lost then. */
    void add(Runnable line) {
        writer.execute(() -> write(line));
    }

    /** Counts a line that was lost. */
    void drop() {
        dropped.incrementAndGet();
    }

    private void write(Runnable line) {
        try {
            line.run();
            if (waiting.isEmpty()) {
                sayHowManyWereDropped();
            }
        } catch (Throwable t) {
            // Logging failed; the next line may succeed.
            MemoryAlarm.raiseFor(t);
        }
    }

    private void sayHowManyWereDropped() {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            ownLog.warn("log lines that were dropped, because the log could not take them in time: {}", count);
        }
    }

    /** Waits until the lines before have been written, for {@code timeout} at the most, and tells whether they have. */
    boolean flush(Duration timeout) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        CountDownLatch reached = new CountDownLatch(1);
        Runnable mark = () -> {
            write(this::sayHowManyWereDropped);
            reached.countDown();
        };
        if (!waiting.offer(mark, timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        // The queue was filled behind the back of its thread, which may have ended.
        writer.prestartCoreThread();
        return reached.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Writes what waits, and drops what comes from now on. */
    void close() {
        writer.shutdown();
    }
}
