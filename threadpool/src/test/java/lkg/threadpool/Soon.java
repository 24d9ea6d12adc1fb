package lkg.threadpool;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Waits for what happens at once in a right pool, and never in a wrong one. The limit decides no test: it only ends one
 * that would hang, and then the failure says what did not happen, and where the threads of the pool are. It counts
 * short waits in which nothing has changed, and none in which the machine was too busy to let this thread go on.
 */
final class Soon {

    private static final int LIMIT = 30;
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BUSY_MACHINE_NANOS = 3 * WAIT_NANOS;

    private Soon() {}

    /** Something that may have happened after a short wait. */
    private interface Event {
        boolean happensWithin(long nanos) throws InterruptedException, ExecutionException;
    }

    /** For cleaning up. A learner's pool may not be able to end yet. */
    static void stop(ThreadPool pool) {
        try {
            pool.shutdownNow();
        } catch (UnsupportedOperationException e) {
            // The next steps ask for it. Until then the threads stay.
        }
    }

    static <T> T get(Future<T> future, String what) throws InterruptedException, ExecutionException {
        waitFor(nanos -> isDone(future, nanos), future::isDone, what);
        return future.get();
    }

    private static boolean isDone(Future<?> future, long nanos) throws InterruptedException, ExecutionException {
        try {
            future.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    static void comes(CountDownLatch latch, String what) throws InterruptedException {
        waitForAll(nanos -> latch.await(nanos, TimeUnit.NANOSECONDS), latch::getCount, what);
    }

    /** For a job: it stays until all have come. Whoever waits for them with {@link #comes} finds out if they do not. */
    static void meet(CountDownLatch all) {
        all.countDown();
        try {
            all.await();
        } catch (InterruptedException e) {
            // The test has failed, and stops its pool.
        }
    }

    static void ends(ThreadPool pool, String what) throws InterruptedException {
        waitForAll(nanos -> pool.awaitTermination(nanos, TimeUnit.NANOSECONDS), pool::queueDepth, what);
    }

    static void ends(Thread thread, String what) throws InterruptedException {
        waitForAll(
                nanos -> {
                    TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
                    return !thread.isAlive();
                },
                () -> 0,
                what);
    }

    static void isTrue(BooleanSupplier condition, String what) throws InterruptedException {
        waitForAll(
                nanos -> {
                    long start = System.nanoTime();
                    while (!condition.getAsBoolean() && System.nanoTime() - start < nanos) {
                        Thread.yield();
                    }
                    return condition.getAsBoolean();
                },
                () -> 0,
                what);
    }

    private static void waitForAll(Event event, LongSupplier left, String what) throws InterruptedException {
        try {
            waitFor(event, left::getAsLong, what);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Whatever {@code progress} returns: as long as that changes, it goes on. */
    private static void waitFor(Event event, Supplier<Object> progress, String what)
            throws InterruptedException, ExecutionException {
        Object before = progress.get();
        int quiet = 0;
        while (quiet < LIMIT) {
            long start = System.nanoTime();
            if (event.happensWithin(WAIT_NANOS)) {
                return;
            }
            Object now = progress.get();
            if (!now.equals(before)) {
                quiet = 0;
                before = now;
            } else if (System.nanoTime() - start < BUSY_MACHINE_NANOS) {
                quiet++;
            }
        }
        throw never(what + (before instanceof Long left && left > 0 ? " (" + left + " are left)" : ""));
    }

    private static AssertionError never(String what) {
        String threads = Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.toString(thread.getValue()).contains("lkg.threadpool.ThreadPool"))
                .map(thread ->
                        thread.getKey().getName() + " is " + thread.getKey().getState() + " in "
                                + Arrays.stream(thread.getValue())
                                        .map(Object::toString)
                                        .filter(frame -> frame.contains("lkg.threadpool.ThreadPool"))
                                        .findFirst()
                                        .orElse("?"))
                .sorted()
                .limit(6)
                .collect(Collectors.joining("\n  "));
        return new AssertionError("expected, but did not happen: " + what
                + (threads.isEmpty() ? "" : "\nThreads inside the pool:\n  " + threads));
    }
}
