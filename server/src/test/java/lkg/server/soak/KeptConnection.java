package lkg.server.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A well-behaved client's connection, with blocking calls that have a time limit. */
final class KeptConnection implements AutoCloseable {

    /** Far more than any pause of the server, any fault and any queue of its own takes together. */
    private static final int LONGEST_WAIT_MILLIS = 20_000;

    /** A whole response. The names of its fields are in lower case. */
    record Answer(int status, List<String> fields, byte[] body) {

        boolean closes() {
            return fields.contains("connection: close");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** The connection was closed or reset before the first byte of an answer. */
    static final class NoAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        NoAnswerException(String reason) {
            super(reason);
        }
    }

    private final Socket socket = new Socket();
    private final InputStream in;

    KeptConnection(int port) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LONGEST_WAIT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The server may have refused the request and closed before it had all of it: its answer tells. */
    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // Reading will fail, too, if there is no answer.
        }
    }

    void sendLast(byte[] bytes) throws IOException {
        send(bytes);
        socket.shutdownOutput();
    }

    Answer read() throws IOException {
        awaitFirstByte();
        int status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        Stream.Builder<String> builder = Stream.builder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            builder.add(line.toLowerCase(Locale.ROOT));
        }
        List<String> fields = builder.build().toList();
        byte[] body = fields.contains("transfer-encoding: chunked") ? chunks() : bytes(length(fields));
        return new Answer(status, fields, body);
    }

    private void awaitFirstByte() throws IOException {
        in.mark(1);
        try {
            if (in.read() == -1) {
                throw new NoAnswerException("closed");
            }
        } catch (SocketException e) {
            throw new NoAnswerException(e.getMessage());
        }
        in.reset();
    }

    private static int length(List<String> fields) {
        String prefix = "content-length: ";
        return fields.stream()
                .filter(field -> field.startsWith(prefix))
                .mapToInt(field -> Integer.parseInt(field.substring(prefix.length())))
                .findFirst()
                .orElse(0);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(bytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body was cut");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next == -1) {
                throw new EOFException("the head was cut");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It counts as closed all the same.
        }
    }
}
