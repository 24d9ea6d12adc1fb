package lkg.server.bench;

import java.nio.file.Path;

/**
 * A server in this JVM that is measured: it serves a directory, answers {@code /hello} with 13 bytes from code, and
 * {@code /blocking} with the same after it has blocked for 5 ms, on a thread that may.
 */
@FunctionalInterface
public interface Peer {

    byte[] HELLO = "Hello, World!".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** Threads for what blocks, the same number for everyone who can be told. */
    int BLOCKING_THREADS = 64;

    /** Starts it on the loopback address, with one event loop if it has event loops. */
    void start(int port, Path directory) throws Exception;

    static void block() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
