package lkg.server.bench.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One client that asks for the same small file on one connection, and notes how long each answer took. */
final class KeptConnection implements AutoCloseable {

    private final Socket socket;
    private final byte[] request;
    private final int bodyBytes;
    private final byte[] response = new byte[16 * 1024];

    KeptConnection(int port, String path, int bodyBytes) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        this.bodyBytes = bodyBytes;
    }

    /** Asks so many times, or for so many seconds. Returns the sorted times in milliseconds. */
    double[] ask(int most, int seconds, int pauseMillis) throws IOException, InterruptedException {
        double[] millis = new double[most];
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int asked = 0;
        while (asked < most && System.nanoTime() - end < 0) {
            long start = System.nanoTime();
            ask();
            millis[asked++] = (System.nanoTime() - start) / 1e6;
            Thread.sleep(pauseMillis);
        }
        double[] sorted = Arrays.copyOf(millis, asked);
        Arrays.sort(sorted);
        return sorted;
    }

    private void ask() throws IOException {
        socket.getOutputStream().write(request);
        int received = 0;
        int expected = Integer.MAX_VALUE;
        while (received < expected) {
            int count = socket.getInputStream().read(response, received, response.length - received);
            if (count <= 0) {
                throw new IOException("the server closed the connection");
            }
            received += count;
            String text = new String(response, 0, received, StandardCharsets.ISO_8859_1);
            if (!"HTTP/1.1 200".startsWith(text.substring(0, Math.min(12, text.length())))) {
                throw new IOException("not a 200: " + text);
            }
            int head = text.indexOf("\r\n\r\n");
            expected = head < 0 ? Integer.MAX_VALUE : head + 4 + bodyBytes;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
