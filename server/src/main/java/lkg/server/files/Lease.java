package lkg.server.files;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import lkg.http.Body;

/**
 * Keeps an open file for a response that was made on another thread: until the response is sent, the cache may have
 * dropped the file. Whoever opens this closes the channel. If nobody does, because the client has left, the channel is
 * closed once the response is garbage.
 */
final class Lease implements Body.FileOpener {

    private static final Cleaner CLEANER = Cleaner.create();

    /** Must not refer to the lease, which would never be garbage then. */
    private static final class State implements Runnable {

        private final FileChannel channel;
        private boolean opened;

        State(FileChannel channel) {
            this.channel = channel;
        }

        synchronized FileChannel open() {
            opened = true;
            return channel;
        }

        @Override
        public synchronized void run() {
            if (!opened) {
                try {
                    channel.close();
                } catch (IOException e) {
                    // It was open for reading: there is nothing that could be lost.
                }
            }
        }
    }

    private final State state;

    /** Takes over the channel. */
    Lease(FileChannel channel) {
        state = new State(channel);
        CLEANER.register(this, state);
    }

    /** The channel. Can be opened once. */
    @Override
    public FileChannel open() {
        return state.open();
    }
}
