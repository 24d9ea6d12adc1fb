package lkg.server.bench.scale;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of a {@link ScaleServer}, on the loopback addresses. */
final class ScaleClient {

    private final InetSocketAddress server;

    ScaleClient(int port) {
        server = new InetSocketAddress("127.0.0.1", port);
    }

    /** What the server says of itself: open streams, cancelled futures, events offered and taken, bytes of live heap. */
    record State(long streams, long cancelled, long events, long heapBytes) {}

    State state() throws IOException {
        try (Socket socket = send("/state")) {
            String response = receive(socket);
            String[] numbers =
                    response.substring(response.indexOf("\r\n\r\n") + 4).strip().split(" ");
            return new State(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        }
    }

    Socket send(String path) throws IOException {
        return sendText("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    Socket sendText(String text) throws IOException {
        Socket socket = new Socket();
        socket.connect(server);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What one read gives: enough for a small response. */
    static String receive(Socket socket) throws IOException {
        byte[] bytes = new byte[64 * 1024];
        int count = socket.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
    }

    /** Asks on one connection, one request after the other. Returns the sorted times in milliseconds. */
    double[] latencies(String path, int requests, int pauseMillis) throws IOException, InterruptedException {
        double[] millis = new double[requests];
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket()) {
            socket.connect(server);
            socket.setTcpNoDelay(true);
            for (int i = 0; i < requests; i++) {
                long start = System.nanoTime();
                socket.getOutputStream().write(request);
                String response = receive(socket);
                millis[i] = (System.nanoTime() - start) / 1e6;
                if (!response.startsWith("HTTP/1.1 200")) {
                    throw new IOException("not a 200: " + response);
                }
                Thread.sleep(pauseMillis);
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    /** Opens {@code count} connections that all ask for {@code path}, and counts how many of them are answered 200. */
    int together(String path, int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(send(path));
        }
        int answered = 0;
        for (Socket socket : sockets) {
            answered += receive(socket).startsWith("HTTP/1.1 200") ? 1 : 0;
            socket.close();
        }
        return answered;
    }

    /** Uploads {@code bytes}, and returns what the server counted. */
    String upload(long bytes) throws IOException {
        try (Socket socket = sendText("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: " + bytes + "\r\n\r\n")) {
            byte[] piece = new byte[256 * 1024];
            for (long sent = 0; sent < bytes; sent += piece.length) {
                socket.getOutputStream().write(piece);
            }
            return receive(socket).lines().reduce((first, last) -> last).orElse("");
        }
    }

    /** Downloads until the last chunk, and returns the bytes on the wire. */
    long download() throws IOException {
        byte[] end = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = send("/download")) {
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[256 * 1024];
            long received = 0;
            for (int count = in.read(piece); count > 0; count = in.read(piece)) {
                received += count;
                if (received > ScaleServer.DOWNLOAD_BYTES
                        && count >= end.length
                        && Arrays.equals(piece, count - end.length, count, end, 0, end.length)) {
                    return received;
                }
            }
            throw new IOException("the download ended after " + received + " bytes, without a last chunk");
        }
    }

    /** Event streams, read by one thread. */
    static final class Streams implements AutoCloseable {

        private final Selector selector = Selector.open();
        private final List<SocketChannel> channels = new ArrayList<>();
        private final AtomicLong bytes = new AtomicLong();

        Streams(int count, int port) throws IOException {
            ByteBuffer request =
                    ByteBuffer.wrap("GET /events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                channel.write(request.rewind());
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                channels.add(channel);
            }
            Thread reader = new Thread(this::readAll, "streams");
            reader.setDaemon(true);
            reader.start();
        }

        /** All bytes that have come, asked between two bursts of events. */
        long bytes() throws InterruptedException {
            long before = -1;
            long now = bytes.get();
            while (now != before) {
                Thread.sleep(200);
                before = now;
                now = bytes.get();
            }
            return now;
        }

        private void readAll() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
            try {
                while (selector.isOpen()) {
                    selector.select(key -> read((SocketChannel) key.channel(), buffer), 100);
                }
            } catch (IOException | java.nio.channels.ClosedSelectorException e) {
                // The demonstration is over.
            }
        }

        private void read(SocketChannel channel, ByteBuffer buffer) {
            try {
                int count = channel.read(buffer.clear());
                if (count < 0) {
                    channel.close();
                } else {
                    bytes.addAndGet(count);
                }
            } catch (IOException e) {
                // It was closed by the demonstration.
            }
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        }
    }
}
