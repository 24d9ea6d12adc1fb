package lkg.server.bench.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client that asks for a directory's listing again and again, each time on a new connection and as soon as it has the
 * last byte of the answer. After a refusal it waits a little. It runs on a thread of its own until it is closed.
 */
final class Lister implements AutoCloseable {

    private static final int PAUSE_AFTER_REFUSAL_MILLIS = 100;
    private static final int STATUS_LINE_BYTES = "HTTP/1.1 200".length();

    private final int port;
    private final byte[] request;
    private final int leastBytes;
    private final Thread thread = new Thread(this::run, "lister");
    private final byte[] piece = new byte[64 * 1024];
    private Socket socket = new Socket();
    private volatile boolean closed;
    private volatile int answered;
    private volatile int refused;
    private volatile String failure = "";

    /** Starts. An answer of less than {@code leastBytes} bytes is no listing. */
    Lister(int port, String path, int leastBytes) {
        this.port = port;
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.leastBytes = leastBytes;
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                ask();
            }
        } catch (IOException e) {
            // Closing breaks off the last one.
            failure = closed ? "" : e.toString();
        } catch (InterruptedException e) {
            // Closed while it waited.
        }
    }

    private void ask() throws IOException, InterruptedException {
        connect();
        InputStream in = socket.getInputStream();
        socket.getOutputStream().write(request);
        String status = new String(in.readNBytes(STATUS_LINE_BYTES), StandardCharsets.US_ASCII);
        long bytes = 0;
        for (int count = in.read(piece); count > 0; count = in.read(piece)) {
            bytes += count;
        }
        if (status.endsWith(" 200") && bytes >= leastBytes) {
            answered++;
        } else if (status.endsWith(" 503")) {
            refused++;
            Thread.sleep(PAUSE_AFTER_REFUSAL_MILLIS);
        } else {
            throw new IOException("no listing: '" + status + "' and " + bytes + " bytes");
        }
    }

    private synchronized void connect() throws IOException {
        socket.close();
        if (closed) {
            throw new IOException("closed");
        }
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
    }

    int answered() {
        return answered;
    }

    int refused() {
        return refused;
    }

    /** Breaks off the listing that it waits for. */
    @Override
    public void close() throws IOException {
        closed = true;
        synchronized (this) {
            socket.close();
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }
}
