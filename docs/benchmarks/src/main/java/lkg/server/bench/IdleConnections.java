package lkg.server.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that have had one request answered, and are then kept alive and send no more. */
public final class IdleConnections {

    private final List<SocketChannel> channels = new ArrayList<>();

    public IdleConnections(int port, int count) throws IOException {
        byte[] request = "GET /small.html HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channels.add(channel);
            channel.write(ByteBuffer.wrap(request));
            channel.read(in.clear());
        }
    }

    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
