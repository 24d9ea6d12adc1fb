import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Writes to a client that has left: in C that is a signal which ends the process, in Java an exception. */
public final class ClientThatLeft {

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel server = listener.accept();
            client.close();
            for (int write = 1; write <= 3; write++) {
                Thread.sleep(50);
                try {
                    System.out.println("write " + write + " takes " + server.write(ByteBuffer.allocate(100)));
                } catch (IOException e) {
                    System.out.println("write " + write + " throws an IOException");
                }
            }
            System.out.println("the process goes on");
        }
    }
}
