package lkg.reactor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Uses the JDK's channels once, while there are descriptors.
 *
 * <p>Some of its classes open descriptors of their own when they are first needed, to close others with. Where that
 * happens to be when the process has none left, their initialisation fails for good: from then on no channel can be
 * closed, and a server that only lacked descriptors for a moment is broken until it is restarted.
 */
final class Preloading {

    private Preloading() {}

    static void preload() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel near = SocketChannel.open(listener.getLocalAddress());
                    SocketChannel far = listener.accept()) {
                near.write(ByteBuffer.wrap(new byte[1]));
                far.read(ByteBuffer.allocate(1));
            }
            selector.selectNow();
        }
    }
}
