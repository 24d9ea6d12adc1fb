package lkg.server.context;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all connections hold in memory, and how many they may hold: what was read and not yet answered, and
 * what was answered and not yet sent. Thread-safe.
 *
 * <p>A connection counts what it holds after each of its events, and looks here before it reads more. So the bound is
 * exceeded by at most what is read in one event of each thread.
 */
public final class MemoryBudget {

    private final long maxBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    public MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether a request may be read. */
    public boolean hasRoom() {
        return heldBytes.get() < maxBytes;
    }

    /**
     * Whether more of a body may be read. Bodies get three quarters: so many of them that never come to their end cannot
     * keep out the requests that have none.
     *
     * @param moreBytes that reading may need: the storage of a body grows to twice its size
     */
    public boolean hasRoomForBody(long moreBytes) {
        return heldBytes.get() + moreBytes < maxBytes - maxBytes / 4;
    }

    /** A connection held {@code before} bytes, and holds {@code now}, which is returned. */
    public long update(long before, long now) {
        if (now != before) {
            heldBytes.addAndGet(now - before);
        }
        return now;
    }

    /** Bytes that are held now. */
    public long heldBytes() {
        return heldBytes.get();
    }
}
