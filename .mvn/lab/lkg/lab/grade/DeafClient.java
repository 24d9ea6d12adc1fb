package lkg.lab.grade;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Sends requests and does not read. It never blocks, whatever the server does. */
final class DeafClient implements AutoCloseable {

    private static final int SMALL_BUFFER = 4 * 1024;
    private static final int MOST_REQUESTS = 50_000;
    private static final int PAUSE_MILLIS = 5;
    private static final int STALLED_PAUSES = 100;
    private static final int MOST_PAUSES = 1_000;

    private final SocketChannel channel = SocketChannel.open();
    private ByteBuffer pending = ByteBuffer.allocate(0);

    DeafClient(Target target) throws IOException {
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_BUFFER);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(target.address());
            channel.configureBlocking(false);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends as much of it as is taken. Returns false if nothing more was: the server does not read on. */
    boolean offer(byte[] request) {
        try {
            return send(request) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private int send(byte[] request) throws IOException {
        if (!pending.hasRemaining()) {
            pending = ByteBuffer.wrap(request);
        }
        return channel.write(pending);
    }

    /** Sends requests until the server does not take any more. Returns whether it takes them without end. */
    boolean fill(byte[] request) {
        int requests = 0;
        int pauses = 0;
        for (int inARow = 0; inARow < STALLED_PAUSES && pauses < MOST_PAUSES && requests < MOST_REQUESTS; ) {
            if (offer(request)) {
                requests++;
                inARow = 0;
            } else {
                pauses++;
                inARow++;
                Time.pause(PAUSE_MILLIS);
            }
        }
        return requests == MOST_REQUESTS;
    }

    /** Whether the server has ended the connection; looks by sending, since a client that reads is not deaf. */
    boolean isEnded(byte[] request) {
        try {
            send(request);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Closed already.
        }
    }
}
