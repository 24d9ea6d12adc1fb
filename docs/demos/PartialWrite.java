import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Writes 8 MiB to a client that does not read, and again once it reads. */
public final class PartialWrite {

    private static final int BYTES = 8 * 1024 * 1024;

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            listener.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                    SocketChannel server = listener.accept()) {
                client.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
                server.setOption(StandardSocketOptions.SO_SNDBUF, 256 * 1024);
                server.configureBlocking(false);
                SelectionKey key = server.register(selector, SelectionKey.OP_WRITE);

                ByteBuffer response = ByteBuffer.allocate(BYTES);
                server.write(response);
                System.out.println("the first write took " + (response.hasRemaining() ? "a part" : "all"));
                while (server.write(response) > 0) {
                    // The kernel may have passed some bytes on meanwhile.
                }
                System.out.println("then a write returned " + server.write(response) + ", and no exception");
                System.out.println("a select says that there is " + room(selector, 100));

                ByteBuffer taken = ByteBuffer.allocate(64 * 1024);
                long received = client.read(taken);
                while (received < BYTES) {
                    if (response.hasRemaining() && room(selector, 0).equals("room")) {
                        server.write(response);
                    }
                    received += client.read(taken.clear());
                }
                System.out.println("the client reads on, and " + received + " bytes arrive");
                System.out.println("a select says that there is " + room(selector, 100));
            }
        }
    }

    private static String room(Selector selector, long millis) throws Exception {
        int ready = millis == 0 ? selector.selectNow() : selector.select(millis);
        selector.selectedKeys().clear();
        return ready > 0 ? "room" : "no room";
    }
}
