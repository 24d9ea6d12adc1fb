import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends just the bytes that it is told to send. It connects to this machine only. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true); // Each send() leaves at once, in a segment of its own.
    }

    RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Half-closes the connection: the server reads the end of the stream, and can still answer. */
    RawClient endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next response, with its body if it has a Content-Length; or what came instead of one. */
    String response() throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            while (!text(response).endsWith("\r\n\r\n")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return text(response) + "(the server closed the connection)";
                }
                response.write(next);
            }
            response.write(socket.getInputStream().readNBytes(contentLength(text(response))));
            return text(response);
        } catch (SocketTimeoutException e) {
            return text(response) + "(nothing more came)";
        } catch (IOException e) {
            return text(response) + "(the server reset the connection)";
        }
    }

    /** All that comes, up to and with {@code end}; or what came instead. For bodies in chunks and for event streams. */
    String until(String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            while (!text(bytes).endsWith(end)) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return text(bytes) + "(the server closed the connection)";
                }
                bytes.write(next);
            }
            return text(bytes);
        } catch (SocketTimeoutException e) {
            return text(bytes) + "(nothing more came)";
        }
    }

    /** The first line of the next response, or what came instead of one. */
    String status() throws IOException {
        return response().lines().findFirst().orElse("");
    }

    /** What the server does with the connection within so many milliseconds, if we send nothing more. */
    String endWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            socket.getInputStream().readAllBytes();
            return "closed by the server";
        } catch (SocketTimeoutException e) {
            return "still open";
        } catch (IOException e) {
            return "reset by the server";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase().startsWith("content-length:"))
                .map(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }
}
