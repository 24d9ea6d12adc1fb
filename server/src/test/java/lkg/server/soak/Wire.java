package lkg.server.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A hostile client's connection. No call blocks. Little fits into its receive buffer, so that the server soon waits. */
final class Wire implements AutoCloseable {

    private static final int RECEIVE_BUFFER_BYTES = 4096;

    private final SocketChannel channel = SocketChannel.open();

    /** Begins to connect. */
    Wire(int port) throws IOException {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    boolean isConnected() throws IOException {
        return channel.finishConnect();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1), 0);
    }

    void sendGet(String target) throws IOException {
        send("GET " + target + " HTTP/1.1\r\nHost: soak\r\n\r\n");
    }

    /** Sends as much as fits of the bytes from {@code start}, and returns how many. */
    int send(byte[] bytes, int start) throws IOException {
        return channel.write(ByteBuffer.wrap(bytes, start, bytes.length - start));
    }

    /** Receives and drops up to {@code most} bytes. Returns false if the server has closed its side. */
    boolean receive(int most) throws IOException {
        return channel.read(ByteBuffer.allocate(most)) != -1;
    }

    /** Receives and drops what there is, and tells whether the server has closed its side. */
    boolean isClosedByServer() throws IOException {
        ByteBuffer dropped = ByteBuffer.allocate(16 * 1024);
        int count;
        do {
            count = channel.read(dropped.clear());
        } while (count > 0);
        return count == -1;
    }

    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Ends the connection as a crash would: with RST. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It counts as closed all the same.
        }
    }
}
