import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Shows that a write on a non-blocking channel takes what the kernel has room for, and 0 bytes when it has none. */
public final class WhatWriteReturns {

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel server = listener.accept();
            server.configureBlocking(false);

            ByteBuffer response = ByteBuffer.allocate(64 * 1024 * 1024);
            int first = server.write(response);
            System.out.println("of " + response.capacity() + " bytes the first write took "
                    + (first < response.capacity() ? "a part" : "all"));

            fill(server, response);
            System.out.println("the client does not read: a further write takes " + server.write(response));

            drain(client, response.position());
            System.out.println("the client has read all of it: a further write takes "
                    + (server.write(response) > 0 ? "more" : "nothing"));
        }
    }

    /** Writes until even after a pause nothing is taken any more. */
    private static void fill(SocketChannel server, ByteBuffer response) throws Exception {
        do {
            Thread.sleep(50);
        } while (server.write(response) > 0);
    }

    private static void drain(SocketChannel client, long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024 * 1024);
        for (long read = 0; read < bytes; read += client.read(buffer.clear())) {
            // All of it is in one of the two kernel buffers.
        }
    }
}
