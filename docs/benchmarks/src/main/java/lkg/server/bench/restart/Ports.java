package lkg.server.bench.restart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports to listen on. */
final class Ports {

    /** Below the ports that the kernel gives to clients: one of those could be taken while its instance restarts. */
    private static final int FIRST = 20_000;

    private static final int LAST = 30_000;

    private static int next = FIRST;

    private Ports() {}

    /** A port that nobody listens on, another one with each call. */
    static synchronized int free() throws IOException {
        while (next < LAST) {
            int port = next++;
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress("127.0.0.1", port));
                return port;
            } catch (IOException e) {
                // In use: try the next one.
            }
        }
        throw new IOException("no free port from " + FIRST + " to " + LAST);
    }
}
