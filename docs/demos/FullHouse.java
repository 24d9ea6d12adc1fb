import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import lkg.reactor.Acceptor;
import lkg.reactor.Await;

/** Four clients want to connect where two may be open at once. */
public final class FullHouse {

    private static final Queue<SocketChannel> accepted = new ArrayDeque<>();
    private static int wakeUps;

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            listener.configureBlocking(false);
            Acceptor acceptor = new Acceptor(listener, 2, accepted::add).wokenBy(() -> wakeUps++);
            List<SocketChannel> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(SocketChannel.open(listener.getLocalAddress()));
            }

            report("4 clients, at most 2 open", acceptor, acceptor.onReady());
            accepted.remove().close();
            acceptor.released();
            System.out.println("one is closed; wake-ups so far: " + wakeUps);
            report("it looks again", acceptor, acceptor.onReady());
            while (!accepted.isEmpty()) {
                accepted.remove().close();
                acceptor.released();
            }
            System.out.println("two more are closed; wake-ups so far: " + wakeUps);
            report("it looks again", acceptor, acceptor.onReady());
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static void report(String what, Acceptor acceptor, Await next) {
        System.out.println(what + ": " + acceptor.open() + " open, waits for: " + next);
    }
}
