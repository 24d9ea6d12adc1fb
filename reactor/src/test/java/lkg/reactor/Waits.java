package lkg.reactor;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for what must happen, for three seconds on a machine that is not busy. A wait in vain says what was missing,
 * and shortens those after it: a solution that never answers fails all its tests in a minute. A loop that has died ends
 * a wait at once.
 */
final class Waits {

    private static final int SLICE_MILLIS = 50;

    /** Slices are counted instead of time: while the process is stopped, or the machine too busy, none is used up. */
    private static volatile int slices = 60;

    private static final int SLICES_AFTER_A_WAIT_IN_VAIN = 20;

    /** Why it is useless to wait any longer, if it is. */
    static volatile Supplier<Optional<Throwable>> trouble = Optional::empty;

    private Waits() {}

    /** Waits for {@code millis} at the most, and returns null if that was in vain. */
    private interface Look<T> {
        T result(long millis) throws Exception;
    }

    /** What {@code future} is completed with. What it fails with is thrown as it is. */
    static <T> T get(CompletableFuture<T> future, String missing) throws Exception {
        try {
            return await(millis -> Optional.ofNullable(future.get(millis, TimeUnit.MILLISECONDS)), missing)
                    .orElse(null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }

    static <T> T next(BlockingQueue<T> queue, String missing) {
        try {
            return await(millis -> queue.poll(millis, TimeUnit.MILLISECONDS), missing);
        } catch (Exception e) {
            throw new AssertionError("interrupted; missing so far: " + missing, e);
        }
    }

    static void latch(CountDownLatch latch, String missing) {
        try {
            await(millis -> latch.await(millis, TimeUnit.MILLISECONDS) ? latch : null, missing);
        } catch (Exception e) {
            throw new AssertionError("interrupted; missing so far: " + missing, e);
        }
    }

    static void end(Thread thread, String missing) throws Exception {
        await(
                millis -> {
                    thread.join(millis);
                    return thread.isAlive() ? null : thread;
                },
                missing);
    }

    private static <T> T await(Look<T> look, String missing) throws Exception {
        for (int i = 0; i < slices; i++) {
            T result = lookOnce(look);
            if (result != null) {
                return result;
            }
            Optional<Throwable> death = trouble.get();
            if (death.isPresent()) {
                return lookForTheLastTime(look, missing, death.get());
            }
        }
        slices = SLICES_AFTER_A_WAIT_IN_VAIN;
        throw new AssertionError("expected, but did not happen: " + missing);
    }

    private static <T> T lookForTheLastTime(Look<T> look, String missing, Throwable death) throws Exception {
        T result = lookOnce(look);
        if (result == null) {
            throw new AssertionError("expected, but did not happen: " + missing + "; " + death.getMessage(), death);
        }
        return result;
    }

    private static <T> T lookOnce(Look<T> look) throws Exception {
        try {
            return look.result(SLICE_MILLIS);
        } catch (TimeoutException e) {
            return null;
        }
    }
}
