package lkg.server.bench.restart;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection of a client that repeats nothing: a request is answered, or it fails with an {@link IOException}. A
 * browser would repeat some of the requests that fail here.
 */
final class ClientConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    /** A response; {@code body} is complete, as its head announced it. */
    record Response(int status, byte[] body) {}

    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean keptAlive;
    private boolean answerBegun;

    /** Connects. Fails with a {@link java.net.ConnectException} if nobody listens on {@code port}. */
    ClientConnection(int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends {@code request} and waits for the whole response. */
    Response send(Request request) throws IOException {
        answerBegun = false;
        socket.getOutputStream().write(request.bytes());
        String statusLine = line();
        if (!statusLine.startsWith("HTTP/1.")) {
            throw new IOException("this is no response: " + statusLine);
        }
        Map<String, String> fields = fields();
        keptAlive = !fields.getOrDefault("connection", "").equalsIgnoreCase("close");
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the body ended after " + body.length + " of " + length + " bytes");
        }
        return new Response(status, body);
    }

    /** Whether a further request may be sent: the last response did not say that the connection ends. */
    boolean isKeptAlive() {
        return keptAlive;
    }

    /** Whether a byte of the answer to the last request has come. */
    boolean isAnswerBegun() {
        return answerBegun;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Map<String, String> fields() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return fields;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed within the head of a response, or before it");
            }
            answerBegun = true;
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
