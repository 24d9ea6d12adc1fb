package lkg.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server as it is often written first: a thread for each connection, from a pool of 16, and lines from a
 * {@link BufferedReader}. It answers a browser well. {@link GradeTest} shows what it cannot do.
 */
final class ThreadPerConnection implements AutoCloseable {

    private static final int THREADS = 16;

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final byte[] page;

    /** Serves until somebody ends the process. Argument: the port. */
    public static void main(String[] arguments) throws IOException {
        new ThreadPerConnection(Integer.parseInt(arguments[0]), new byte[200_000]);
    }

    ThreadPerConnection(int port, byte[] page) throws IOException {
        this.page = page;
        listener = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
        new Thread(this::accept, "toy-acceptor").start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            threads.shutdownNow();
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            boolean close = false;
            for (String line = in.readLine(); line != null && !close; line = close ? null : in.readLine()) {
                close = line.endsWith("HTTP/1.0");
                for (String field = in.readLine(); field != null && !field.isEmpty(); field = in.readLine()) {
                    close |= field.equalsIgnoreCase("Connection: close");
                }
                answer(line.split(" "), close, socket.getOutputStream());
            }
        } catch (IOException | RuntimeException e) {
            // The client has left, or has sent what this server does not expect.
        }
    }

    private void answer(String[] requestLine, boolean close, OutputStream out) throws IOException {
        boolean there = requestLine.length > 1 && requestLine[1].equals("/page");
        byte[] body = there ? page : new byte[0];
        String head = "HTTP/1.1 " + (there ? "200 OK" : "404 Not Found") + "\r\n"
                + "Date: Thu, 26 Nov 2026 00:00:00 GMT\r\n"
                + (close ? "Connection: close\r\n" : "")
                + "Content-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        if (!requestLine[0].equals("HEAD")) {
            out.write(body);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
