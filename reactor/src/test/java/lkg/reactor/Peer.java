package lkg.reactor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The far end of a loopback connection, with blocking calls; {@link #channel} is the end that the loop serves. */
final class Peer implements AutoCloseable {

    private final SocketChannel far;
    final SocketChannel channel;

    Peer() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            far = SocketChannel.open(listener.getLocalAddress());
            channel = listener.accept();
        }
        channel.configureBlocking(false);
    }

    void send(String text) throws IOException {
        far.write(StandardCharsets.US_ASCII.encode(text));
    }

    /** Whether the other side has closed: blocks until it has, or has sent something. */
    boolean seesTheEnd() throws IOException {
        return far.read(ByteBuffer.allocate(1)) == -1;
    }

    /** Closes the far end only. */
    void leave() throws IOException {
        far.close();
    }

    @Override
    public void close() throws IOException {
        far.close();
        channel.close();
    }

    /** Writes until there is no room for more. */
    static void fill(SocketChannel channel) throws IOException {
        while (channel.write(ByteBuffer.allocate(64 * 1024)) > 0) {
            // More fits.
        }
    }

    /** Reads what is there, as a handler does. */
    static String read(SocketChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        channel.read(bytes);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    }
}
