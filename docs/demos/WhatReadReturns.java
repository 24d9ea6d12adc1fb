import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Shows the four outcomes of a read on a non-blocking channel: bytes, 0, -1 and an exception. */
public final class WhatReadReturns {

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel server = listener.accept();
            server.configureBlocking(false);
            read(server, 100, "the client has sent nothing");

            send(client, "GET / ");
            send(client, "HTTP/1.1");
            read(server, 100, "the client has sent 6 bytes, and then 8");

            send(client, "0123456789");
            read(server, 4, "the client has sent 10 bytes, our buffer has room for 4");
            read(server, 4, "the same once more");
            read(server, 4, "and again");
            read(server, 4, "and again");

            client.close();
            arrive();
            read(server, 100, "the client has closed");
            read(server, 100, "the same once more");

            SocketChannel rude = SocketChannel.open(listener.getLocalAddress());
            SocketChannel reset = listener.accept();
            reset.configureBlocking(false);
            rude.setOption(StandardSocketOptions.SO_LINGER, 0); // Close with a reset.
            rude.close();
            arrive();
            read(reset, 100, "the client has reset the connection");
        }
    }

    private static void read(SocketChannel channel, int room, String situation) {
        try {
            System.out.printf("%-55s  %d%n", situation, channel.read(ByteBuffer.allocate(room)));
        } catch (IOException e) {
            System.out.printf("%-55s  IOException%n", situation);
        }
    }

    private static void send(SocketChannel client, String text) throws Exception {
        client.write(StandardCharsets.ISO_8859_1.encode(text));
        arrive();
    }

    /** Far more time than bytes need from one end of this machine to the other. */
    private static void arrive() throws InterruptedException {
        Thread.sleep(50);
    }
}
