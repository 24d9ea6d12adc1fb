package lkg.schedule;

/** A channel for tests that says itself for what it is ready: only such a channel is ever selected. */
@FunctionalInterface
public interface Readiness {

    /** As {@link java.nio.channels.SelectionKey#readyOps}. */
    int readyOps();
}
