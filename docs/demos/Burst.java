import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import lkg.reactor.Acceptor;
import lkg.reactor.Await;

/** Lets 100 clients connect at once, and calls the acceptor by hand, as a loop would. */
public final class Burst {

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
            listener.configureBlocking(false);
            List<SocketChannel> accepted = new ArrayList<>();
            Acceptor acceptor = new Acceptor(listener, 1_000, accepted::add);
            List<SocketChannel> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clients.add(SocketChannel.open(listener.getLocalAddress()));
            }
            System.out.println("100 clients are connected, and the server has accepted " + accepted.size());

            for (int turn = 1; turn <= 3; turn++) {
                int before = accepted.size();
                Await next = acceptor.onReady();
                System.out.printf("turn %d: accepts %d, waits for: %s%n", turn, accepted.size() - before, next);
            }
            for (SocketChannel channel : clients) {
                channel.close();
            }
            for (SocketChannel channel : accepted) {
                channel.close();
            }
        }
    }
}
