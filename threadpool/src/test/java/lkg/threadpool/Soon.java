package lkg.threadpool;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Waits for what happens at once in a right pool, and never in a wrong one. The limit decides no test: it only ends one
 * that would hang, and then the failure says what did not happen, and where the threads of the pool are.
 */
final class Soon {

    private static final int LIMIT_SECONDS = 5;

    private Soon() {}

    /** For cleaning up. A learner's pool may not be able to end yet. */
    static void stop(ThreadPool pool) {
        try {
            pool.shutdownNow();
        } catch (UnsupportedOperationException e) {
            // The next steps ask for it. Until then the threads stay.
        }
    }

    static <T> T get(Future<T> future, String what) throws InterruptedException, ExecutionException {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw never(what);
        }
    }

    static void comes(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw never(what + " (" + latch.getCount() + " are missing)");
        }
    }

    static void meet(CyclicBarrier barrier, String what) {
        try {
            barrier.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw never(what);
        }
    }

    static void ends(ThreadPool pool, String what) throws InterruptedException {
        if (!pool.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw never(what);
        }
    }

    static void ends(Thread thread, String what) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        if (thread.isAlive()) {
            throw never(what);
        }
    }

    static void isTrue(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw never(what);
            }
            Thread.onSpinWait();
        }
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
        return new AssertionError("this does not happen: " + what
                + (threads.isEmpty() ? "" : "\nThreads inside the pool:\n  " + threads));
    }
}
