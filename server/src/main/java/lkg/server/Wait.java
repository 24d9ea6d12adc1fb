package lkg.server;

/** A wait that an interrupt may end. */
@FunctionalInterface
interface Wait {

    boolean isOver() throws InterruptedException;

    /** Whether the wait has come to its end; an interrupt ends it, too. */
    static boolean await(Wait wait) {
        try {
            return wait.isOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
