package lkg.server.bench.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lkg.server.bench.Peer;

/**
 * The limit of what NIO can do: reads what there is, and writes the same response that was made at the start once for
 * each empty line, whatever was asked. No parser, no deadlines, no errors, no partial writes.
 */
public final class MinimalResponder implements Peer {

    private static final int RESPONSES = 16;

    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private ByteBuffer response;

    @Override
    public void start(int port, Path directory) throws IOException {
        byte[] body = Files.readAllBytes(directory.resolve("small.html"));
        byte[] head = ("HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 12:00:00 GMT\r\nContent-Length: " + body.length
                        + "\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"264-6743dd00\"\r\n"
                        + "Last-Modified: Mon, 23 Nov 2026 11:00:00 GMT\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        response = ByteBuffer.allocateDirect(RESPONSES * (head.length + body.length));
        for (int i = 0; i < RESPONSES; i++) {
            response.put(head).put(body);
        }
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        int responseBytes = head.length + body.length;
        new Thread(() -> run(selector, responseBytes)).start();
    }

    private void run(Selector selector, int responseBytes) {
        try {
            while (true) {
                selector.select(key -> onReady(selector, key, responseBytes));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void onReady(Selector selector, SelectionKey key, int responseBytes) {
        try {
            if (key.channel() instanceof ServerSocketChannel listener) {
                SocketChannel channel = listener.accept();
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                return;
            }
            SocketChannel channel = (SocketChannel) key.channel();
            in.clear();
            int count = channel.read(in);
            if (count == -1) {
                channel.close();
                return;
            }
            int requests = 0;
            for (int i = 3; i < count; i++) {
                if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                    requests++;
                }
            }
            response.position(0).limit(Math.min(requests, RESPONSES) * responseBytes);
            channel.write(response);
        } catch (IOException e) {
            key.cancel();
        }
    }
}
