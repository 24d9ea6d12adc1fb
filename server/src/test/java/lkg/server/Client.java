package lkg.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A client that sends exactly the bytes it is told to, and reads one response at a time, with blocking calls. */
final class Client implements AutoCloseable {

    /** A response: its head as it came, and the body that its length announced. */
    record Response(String head, byte[] body) {
        int status() {
            return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Optional<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return Arrays.stream(head.split("\r\n"))
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst();
        }
    }

    private final Socket socket;
    private final OutputStream out;
    private final PushbackInputStream in;

    Client(int port) throws IOException {
        this(port, 64 * 1024);
    }

    /** A small receive buffer makes a client that reads slowly hold up the server sooner. */
    Client(int port, int receiveBufferBytes) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBufferBytes);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        out = socket.getOutputStream();
        in = new PushbackInputStream(socket.getInputStream());
    }

    /** Sends {@code text} in one write, with {@code \n} as CRLF. */
    Client send(String text) throws IOException {
        return sendBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    Client sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    Client sendByteByByte(String text) throws IOException {
        for (byte b : text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
            out.write(b);
        }
        return this;
    }

    Client get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\nHost: test\n\n");
    }

    /** Reads the final response, whether or not a 100 comes first. */
    Response finalResponse() throws IOException {
        Response response = response();
        return response.status() == 100 ? response() : response;
    }

    Response response() throws IOException {
        String head = head();
        Response bodiless = new Response(head, new byte[0]);
        int length = bodiless.header("Content-Length").map(Integer::parseInt).orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new AssertionError("the body ended after " + body.length + " of " + length + " bytes");
        }
        return new Response(head, body);
    }

    /** Reads a response to a HEAD request, or an interim one, which has no body whatever its head says. */
    Response responseWithoutBody() throws IOException {
        return new Response(head(), new byte[0]);
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b == -1) {
                throw new AssertionError("the connection was closed within a head: \"" + head + "\"");
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    InputStream body() {
        return in;
    }

    /** Waits for the server to close the connection in an orderly way, without another byte. */
    boolean isClosedByServer() throws IOException {
        int next = in.read();
        if (next != -1) {
            in.unread(next);
        }
        return next == -1;
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
