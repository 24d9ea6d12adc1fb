import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Counts how often a selector returns for a connection that has nothing to send, with write interest and without. */
public final class WriteInterest {

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(listener.getLocalAddress()); // It never sends a byte.
                SocketChannel server = listener.accept();
                Selector selector = Selector.open()) {
            server.configureBlocking(false);
            SelectionKey key = server.register(selector, SelectionKey.OP_READ);
            System.out.println("read interest:  " + returns(selector) + " of 1,000 selects found something");
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            System.out.println("write interest: " + returns(selector) + " of 1,000 selects found something");
        }
    }

    private static int returns(Selector selector) throws Exception {
        int found = 0;
        for (int i = 0; i < 1_000; i++) {
            found += selector.selectNow();
            selector.selectedKeys().clear();
        }
        return found;
    }
}
