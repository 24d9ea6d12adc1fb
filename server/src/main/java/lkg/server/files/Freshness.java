package lkg.server.files;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether what was remembered of some files is still so: their names lead to the same files, in the same states.
 * That costs one system call for each file, once for all requests that had arrived by then. Once a minute it looks more
 * closely. Thread-safe.
 */
final class Freshness {

    private static final long LONG_AGO_NANOS = Duration.ofDays(1).toNanos();

    private static final long CLOSE_LOOK_NANOS = Duration.ofMinutes(1).toNanos();

    /** Of what has to be looked up anew each time. */
    static final Freshness NEVER = new Freshness(() -> 0);

    /**
     * A file.
     *
     * @param real where the path led
     */
    private record Check(Path path, FileStamp stamp, Path real) {

        /** The same file may have come to a place that is not served, and its name may lead there. */
        boolean isAtTheSamePlace() {
            try {
                return path.toRealPath().equals(real);
            } catch (IOException e) {
                return false;
            }
        }
    }

    private final List<Check> checks = new ArrayList<>(1);
    private final List<Path> absent = new ArrayList<>(2);
    private final Ticker ticker;

    /**
     * An instant of {@link System#nanoTime} at which it was so; at first one long ago, so that the first request asks.
     * The look-up itself does not count: a worker answers beside a turn of the loop, and in that same turn, which began
     * before the look-up, the loop may read the client's next request.
     */
    private volatile long checkedNanos = System.nanoTime() - LONG_AGO_NANOS;

    private volatile long lookedCloselyNanos;

    /**
     * Nothing to check yet.
     *
     * @param ticker tells the minutes
     */
    Freshness(Ticker ticker) {
        this.ticker = ticker;
        lookedCloselyNanos = ticker.read();
    }

    /** Adds a file, and the real path that its name led to. Before the first question. */
    void add(Path path, FileStamp stamp, Path real) {
        checks.add(new Check(path, stamp, real));
    }

    /** Adds the name of a file that did not exist, but would have made a difference. Before the first question. */
    void addAbsent(Path path) {
        absent.add(path);
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
        long tick = ticker.read();
        if (tick - lookedCloselyNanos >= CLOSE_LOOK_NANOS) {
            if (absent.stream().anyMatch(Files::exists) || !checks.stream().allMatch(Check::isAtTheSamePlace)) {
                return false;
            }
            lookedCloselyNanos = tick;
        }
        checkedNanos = now;
        return true;
    }
}
