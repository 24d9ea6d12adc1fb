import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client connects and sends while nobody accepts: the kernel does both for a listener. */
public final class ConnectedBeforeAccept {

    public static void main(String[] args) throws Exception {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        int port = listener.socket().getLocalPort();

        RawClient first = new RawClient(port);
        first.send("hello");
        System.out.println("the first client is connected and has sent 5 bytes; nobody has called accept");

        Thread.sleep(50);
        SocketChannel accepted = listener.accept();
        ByteBuffer bytes = ByteBuffer.allocate(100);
        accepted.read(bytes);
        System.out.println("accepted afterwards: " + StandardCharsets.ISO_8859_1.decode(bytes.flip()));

        RawClient second = new RawClient(port);
        listener.close();
        System.out.println("the listener closes: the second client, never accepted, is " + second.endWithin(1000));
        System.out.println("the first client, which was accepted, is " + first.endWithin(100));
        try {
            new RawClient(port);
        } catch (ConnectException e) {
            System.out.println("the third client is refused");
        }
    }
}
