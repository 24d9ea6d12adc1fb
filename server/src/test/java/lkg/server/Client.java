package lkg.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import lkg.server.testing.ShortTexts;

/** A client that sends exactly the bytes it is told to, and reads one response at a time, with blocking calls. */
public final class Client implements AutoCloseable {

    static {
        ShortTexts.use();
    }

    /** A response: its head as it came, and the body that its length announced. */
    public record Response(String head, byte[] body) {
        public int status() {
            return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public Optional<String> header(String name) {
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

    public Client(int port) throws IOException {
        this(port, 64 * 1024);
    }

    /** A small receive buffer makes a client that reads slowly hold up the server sooner. */
    public Client(int port, int receiveBufferBytes) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBufferBytes);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        out = socket.getOutputStream();
        in = new PushbackInputStream(socket.getInputStream());
    }

    private Client(Socket socket) throws IOException {
        this.socket = socket;
        out = socket.getOutputStream();
        in = new PushbackInputStream(socket.getInputStream());
    }

    /** The same connection, from now on encrypted: the handshake is part of the first call that sends or reads. */
    public Client overTls(SSLContext context) throws IOException {
        return new Client(context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true));
    }

    /** The TLS session, after the handshake. */
    public SSLSession session() {
        return ((SSLSocket) socket).getSession();
    }

    /** Waits that long for each byte, instead of thirty seconds. */
    public Client waitingFor(Duration longest) throws IOException {
        socket.setSoTimeout((int) longest.toMillis());
        return this;
    }

    /** Sends {@code text} in one write, with {@code \n} as CRLF. */
    public Client send(String text) throws IOException {
        return sendBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    public Client sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    public Client sendByteByByte(String text) throws IOException {
        for (byte b : text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
            out.write(b);
        }
        return this;
    }

    public Client get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\nHost: test\n\n");
    }

    /** Reads the final response, whether or not a 100 comes first. */
    public Response finalResponse() throws IOException {
        Response response = response();
        return response.status() == 100 ? response() : response;
    }

    public Response response() throws IOException {
        String head = head();
        Response bodiless = new Response(head, new byte[0]);
        if (bodiless.header("Transfer-Encoding").isPresent()) {
            return new Response(head, chunks());
        }
        int length = bodiless.header("Content-Length").map(Integer::parseInt).orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new AssertionError("the body ended after " + body.length + " of " + length + " bytes");
        }
        return new Response(head, body);
    }

    /** Reads a response to a HEAD request, or an interim one, which has no body whatever its head says. */
    public Response responseWithoutBody() throws IOException {
        return new Response(head(), new byte[0]);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk;
        do {
            chunk = chunk();
            body.writeBytes(chunk);
        } while (chunk.length > 0);
        return body.toByteArray();
    }

    /** Reads one chunk: its content, which is empty at the end of the body. */
    public byte[] chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        byte[] content = in.readNBytes(size);
        if (content.length < size || !line().isEmpty()) {
            throw new AssertionError("the connection was closed within a chunk");
        }
        return content;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            int b = in.read();
            if (b == -1) {
                throw new AssertionError("the connection was closed within a line: \"" + line + "\"");
            }
            line.append((char) b);
        }
        return line.substring(0, line.length() - 2);
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

    public InputStream body() {
        return in;
    }

    /** Waits for the server to close the connection in an orderly way, without another byte. */
    public boolean isClosedByServer() throws IOException {
        int next = in.read();
        if (next != -1) {
            in.unread(next);
        }
        return next == -1;
    }

    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection so that the server learns of it as an error, as when a client crashes. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
