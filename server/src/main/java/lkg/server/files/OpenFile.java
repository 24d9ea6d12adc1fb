package lkg.server.files;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * A large file that stays open, so that it need not be opened for each response. Whatever becomes of its name, these
 * are the bytes of the file that was looked up. Closed when its owner has dropped it and no response sends it any more.
 * Thread-safe.
 */
final class OpenFile {

    private final FileChannel channel;

    /** The owner counts as one. */
    private int users = 1;

    OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A channel for one response. Closing it leaves the file open for the others. */
    synchronized FileChannel open() throws IOException {
        if (users == 0 || !channel.isOpen()) {
            throw new ClosedChannelException();
        }
        users++;
        return new SharedFileChannel(channel, this::release);
    }

    /** Whether it is open still: an interrupt of a thread that reads closes a channel for all. */
    boolean isOpen() {
        return channel.isOpen();
    }

    /** The owner drops it, once. */
    void drop() {
        release();
    }

    private synchronized void release() {
        users--;
        if (users == 0) {
            try {
                channel.close();
            } catch (IOException e) {
                // It was open for reading: there is nothing that could be lost.
            }
        }
    }
}
