package lkg.reactor;

/** Tells the program when memory has run out: the loops go on all the same, but the program may want to end. */
final class MemoryAlarm {

    private MemoryAlarm() {}

    /**
     * Gives an {@link OutOfMemoryError} to the handler of {@link Thread#setDefaultUncaughtExceptionHandler}, if the
     * program has set one. Ignores any other failure. Never throws.
     */
    static void raiseFor(Throwable failure) {
        if (!(failure instanceof OutOfMemoryError)) {
            return;
        }
        try {
            Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
            if (handler != null) {
                handler.uncaughtException(Thread.currentThread(), failure);
            }
        } catch (Throwable t) {
            // The program was told. Whether its handler works is not the loop's concern.
        }
    }
}
