package lkg.reactor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses the JDK's channels once, while there are descriptors.
 *
 * <p>Some of its classes open descriptors of their own when they are first needed, to close others with. Where that
 * happens to be when the process has none left, their initialisation fails for good: from then on no channel can be
 * closed, and a server that only lacked descriptors for a moment is broken until it is restarted.
 */
final class Preloading {

    private static final Logger log = LoggerFactory.getLogger(Preloading.class);

    private static final int CONNECT_TIMEOUT_MILLIS = 200;

    private Preloading() {}

    static void preload() throws IOException {
        preload(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Opens and closes each kind of channel, and connects two of them at {@code address}, if that can be had. */
    static void preload(InetSocketAddress address) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                SocketChannel near = SocketChannel.open();
                Selector selector = Selector.open()) {
            selector.selectNow();
            connect(near, listener, address);
        }
    }

    /** A machine without a loopback device, such as a container without a network, can still listen elsewhere. */
    private static void connect(SocketChannel near, ServerSocketChannel listener, InetSocketAddress address) {
        try {
            listener.bind(address);
            near.socket().connect(listener.getLocalAddress(), CONNECT_TIMEOUT_MILLIS);
            try (SocketChannel far = listener.accept()) {
                near.write(ByteBuffer.wrap(new byte[1]));
                far.read(ByteBuffer.allocate(1));
            }
        } catch (IOException e) {
            log.debug("no connection to {} could be tried out: {}", address, e.toString());
        }
    }
}
