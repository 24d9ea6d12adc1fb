import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One thread and one selector: a server that sends back whatever its clients send. */
public final class SelectorEcho {

    private record Client(String name, ByteBuffer bytes) {}

    private int accepted;
    private int open;

    public static void main(String[] args) throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            new Thread(() -> beTwoClients(listener.socket().getLocalPort())).start();
            new SelectorEcho().serve(selector);
        }
    }

    private void serve(Selector selector) throws IOException {
        do {
            selector.select(key -> {
                try {
                    if (key.isAcceptable()) {
                        accept(key);
                    } else {
                        echo(key, (SocketChannel) key.channel(), (Client) key.attachment());
                    }
                } catch (IOException e) {
                    close(key);
                }
            });
        } while (open > 0);
    }

    private void accept(SelectionKey key) throws IOException {
        SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
        if (channel != null) { // Readiness is a hint: the client may have left again.
            Client client = new Client("client " + ++accepted, ByteBuffer.allocate(1024));
            channel.configureBlocking(false);
            channel.register(key.selector(), SelectionKey.OP_READ, client);
            open++;
            System.out.println("the listener is acceptable: " + client.name());
        }
    }

    private void echo(SelectionKey key, SocketChannel channel, Client client) throws IOException {
        ByteBuffer bytes = client.bytes();
        if (key.isReadable()) {
            int count = channel.read(bytes);
            System.out.println(client.name() + " is readable: read returns " + count);
            if (count == -1) {
                close(key);
                return;
            }
        }
        channel.write(bytes.flip());
        key.interestOps(bytes.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        bytes.compact();
    }

    private void close(SelectionKey key) {
        open--;
        try {
            key.channel().close();
        } catch (IOException e) {
            // It counts as closed all the same.
        }
    }

    private static void beTwoClients(int port) {
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port)) {
            talk(one, "I am here");
            try (Socket two = new Socket(InetAddress.getLoopbackAddress(), port)) {
                talk(two, "me, too");
                talk(one, "still here");
                talk(two, "bye");
            }
            Thread.sleep(50); // The server sees that the second client has left.
            talk(one, "bye, too");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void talk(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        byte[] back = socket.getInputStream().readNBytes(text.length());
        System.out.println("    comes back: " + new String(back, StandardCharsets.ISO_8859_1));
    }
}
