import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Asks a selector for a listener on which three connections wait: before, between and after they are accepted. */
public final class StillReady {

    public static void main(String[] args) throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            listener.configureBlocking(false);
            SelectionKey key = listener.register(selector, SelectionKey.OP_ACCEPT);
            SocketChannel[] clients = new SocketChannel[3];
            for (int i = 0; i < clients.length; i++) {
                clients[i] = SocketChannel.open(listener.getLocalAddress());
            }

            System.out.println("3 connections wait: asked 1000 times, the selector reports the listener "
                    + countReports(selector, 1000) + " times");
            key.interestOps(0);
            System.out.println("the same without interest: " + countReports(selector, 1000) + " times");
            key.interestOps(SelectionKey.OP_ACCEPT);
            for (int left = 2; left >= 0; left--) {
                listener.accept().close();
                System.out.println("one is accepted, " + left + " wait: asked once, " + countReports(selector, 1));
            }
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static int countReports(Selector selector, int looks) throws Exception {
        int reports = 0;
        for (int i = 0; i < looks; i++) {
            reports += selector.selectNow(ready -> {});
        }
        return reports;
    }
}
