package lkg.threadpool;

import org.slf4j.Logger;

/**
 * Logs what went wrong on a worker. Never throws.
 *
 * <p>An {@link OutOfMemoryError} is also given to the handler of {@link Thread#setDefaultUncaughtExceptionHandler}, if
 * the program has set one: the workers go on all the same, but the program may want to end.
 */
record FailureLog(String pool, Logger log) {

    /** Logs {@code failure}; {@code what} has a place for the name of the pool. */
    void add(String what, Throwable failure) {
        try {
            log.error(what, pool, failure);
        } catch (Throwable t) {
            // Logging failed too; ignore it.
        }
        if (failure instanceof OutOfMemoryError) {
            giveToProgram(failure);
        }
    }

    private static void giveToProgram(Throwable failure) {
        try {
            Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
            if (handler != null) {
                handler.uncaughtException(Thread.currentThread(), failure);
            }
        } catch (Throwable t) {
            // The program was told. Whether its handler works is not the worker's concern.
        }
    }
}
