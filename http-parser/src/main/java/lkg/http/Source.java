package lkg.http;

import java.io.IOException;
import lkg.buffer.Buffer;

/**
 * A body that comes piece by piece. As an event handler does, it returns what it waits for next.
 *
 * <p>Only the connection calls it, one method at a time. It must not block.
 */
public interface Source {

    /** What a source waits for. */
    enum Next {
        /** Room: there is more already. */
        MORE,
        /** A wake-up: there is no more now. */
        WHEN_WOKEN,
        /** Nothing: this was all. */
        END
    }

    /**
     * Appends to {@code out} what there is.
     *
     * @param most bytes to append
     * @throws IOException if the rest cannot be had: the connection is broken off, so that the client notices
     */
    Next pull(Buffer out, int most) throws IOException;

    /**
     * The client has closed its side: it may have left, or only have no more to send. Unless a source says otherwise,
     * it goes on.
     *
     * @return whether to go on; if not, the connection ends
     */
    default boolean onClientLeft() {
        return true;
    }

    /**
     * The server is going to stop. A source that has no end of its own, as a stream of events, comes to its end now;
     * for others the server waits.
     */
    default void onShutdown() {}

    /** Nothing more will be pulled: all was sent, or the connection has ended. Called once. */
    void close();
}
