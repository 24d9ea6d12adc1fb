package lkg.threadpool;

/** Tells the program when memory has run out: the workers go on all the same, but the program may want to end. */
final class MemoryAlarm {

    /**
     * Gives an {@link OutOfMemoryError} to the handler of {@link Thread#setDefaultUncaughtExceptionHandler}, if the
     * program has set one. Ignores any other failure. Never throws.
     */
    void raiseFor(Throwable failure) {
        if (!(failure instanceof OutOfMemoryError)) {
            return;
        }
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
