package lkg.server.context;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The connections that wait for a request, those that have waited longest first. Thread-safe. */
public final class IdleConnections {

    private final Runnable onAdded;

    // Guarded by this.
    private final Set<Runnable> waiting = new LinkedHashSet<>();

    IdleConnections(Runnable onAdded) {
        this.onAdded = onAdded;
    }

    /**
     * Adds a connection.
     *
     * @param giveWay asks it to close, for another one. Called from any thread
     */
    public void add(Runnable giveWay) {
        synchronized (this) {
            waiting.add(giveWay);
        }
        onAdded.run();
    }

    /** Returns false if the connection has been asked to give way. */
    public synchronized boolean remove(Runnable giveWay) {
        return waiting.remove(giveWay);
    }

    /** Asks the one that has waited longest to close. Nothing happens if none waits. */
    public void closeLongest() {
        Runnable longest;
        synchronized (this) {
            Iterator<Runnable> all = waiting.iterator();
            if (!all.hasNext()) {
                return;
            }
            longest = all.next();
            all.remove();
        }
        longest.run();
    }

    public synchronized int size() {
        return waiting.size();
    }
}
