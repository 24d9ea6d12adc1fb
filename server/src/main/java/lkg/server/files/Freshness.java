package lkg.server.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether what was remembered of some files is still so: their names lead to the same files, in the same states.
 * That costs one system call for each file, once for all requests that had arrived by then. Thread-safe.
 */
final class Freshness {

    /** Of what has to be looked up anew each time. */
    static final Freshness NEVER = new Freshness(0);

    private record Check(Path path, FileStamp stamp) {}

    private final List<Check> checks = new ArrayList<>(1);

    /** An instant of {@link System#nanoTime} at which it was so. */
    private volatile long checkedNanos;

    /**
     * Nothing to check yet.
     *
     * @param knownNanos before the first file was looked at
     */
    Freshness(long knownNanos) {
        checkedNanos = knownNanos;
    }

    /** Adds a file. Before the first question. */
    void add(Path path, FileStamp stamp) {
        checks.add(new Check(path, stamp));
    }

    /** Whether it is so still for a request that arrived at this instant, or was so after it. */
    boolean isCurrent(long arrivedNanos) {
        if (this == NEVER) {
            return false;
        }
        if (checkedNanos - arrivedNanos >= 0) {
            return true;
        }
        long now = System.nanoTime();
        for (Check check : checks) {
            if (!check.stamp().isStillOf(check.path())) {
                return false;
            }
        }
        checkedNanos = now;
        return true;
    }
}
