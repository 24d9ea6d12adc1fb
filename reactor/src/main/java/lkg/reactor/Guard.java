package lkg.reactor;

/** Runs the steps of a loop. Whatever goes wrong in one, the loop goes on with the next. */
final class Guard {

    /** A field, because a literal is made when it is first used: that would be when memory is short. */
    private static final String CAUGHT = "an event loop caught what nobody else did";

    static final LoopLog log = LoopLog.of(Guard.class);

    private Guard() {}

    static void run(Runnable step) {
        try {
            step.run();
        } catch (Throwable t) {
            log.error(CAUGHT, t);
        }
        // An interrupt that a step left behind would end each wait at once, and close the next file that is read.
        Thread.interrupted();
    }
}
