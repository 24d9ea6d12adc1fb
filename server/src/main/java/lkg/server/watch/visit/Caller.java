package lkg.server.watch.visit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a visit, with blocking calls. Tells what it does and sees. For one thread. */
final class Caller implements AutoCloseable {

    private static final int LONGEST_CONNECT_MILLIS = 5_000;
    private static final int LONGEST_READ_MILLIS = 30_000;
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: ([0-9]{1,9})\r\n");

    /** A response: its head, and how many bytes it has in all. */
    record Answer(String head, String body) {

        String statusLine() {
            return head.substring(0, head.indexOf('\r'));
        }

        boolean closes() {
            return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n");
        }

        private int bytes() {
            return head.length() + body.length();
        }
    }

    private final Run run;
    private final int who;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final long connectedNanos;

    /** Connects to the server. {@code who} is the number of this connection. */
    Caller(Run run, int who) throws IOException {
        this.run = run;
        this.who = who;
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LONGEST_READ_MILLIS);
            socket.connect(run.server(), LONGEST_CONNECT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (Throwable t) {
            socket.close();
            throw t;
        }
        connectedNanos = System.nanoTime();
        say("connected from port " + socket.getLocalPort());
    }

    void say(String text) {
        run.say(who, text);
    }

    static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    void sendGet(String target) throws IOException {
        send(get(target));
        say("sent GET " + target);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether something comes, or the server closes the connection, within that time. */
    boolean hears(Duration longest) throws IOException {
        socket.setSoTimeout((int) Math.max(1, longest.toMillis()));
        in.mark(1);
        try {
            in.read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            in.reset();
            socket.setSoTimeout(LONGEST_READ_MILLIS);
        }
    }

    /** Reads a response with a length, and tells of it; empty if the server closes the connection instead. */
    Optional<Answer> answer() throws IOException {
        Optional<Answer> answer = readAnswer();
        answer.ifPresentOrElse(
                a -> say("read " + a.bytes() + " bytes: "
                        + printable(a.statusLine() + " | " + a.body().strip()) + after()),
                () -> say("the server has ended its side without an answer" + after()));
        return answer;
    }

    /** The same, without a word. */
    Optional<Answer> readAnswer() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n") && head.size() < MAX_HEAD_BYTES) {
            int next = in.read();
            if (next == -1 && head.size() == 0) {
                return Optional.empty();
            } else if (next == -1) {
                throw new EOFException("the connection ended in the middle of a response");
            }
            head.write(next);
            text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : text;
        }
        Matcher length = LENGTH.matcher(text);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return Optional.of(new Answer(text, new String(body, StandardCharsets.ISO_8859_1)));
    }

    /** Reads that many bytes, or up to the end. Returns how many there were. */
    long skip(long bytes) throws IOException {
        byte[] piece = new byte[64 * 1024];
        long skipped = 0;
        int count;
        do {
            count = in.read(piece, 0, (int) Math.min(piece.length, bytes - skipped));
            skipped += Math.max(count, 0);
        } while (count > 0);
        return skipped;
    }

    void awaitEnd() throws IOException {
        skip(Long.MAX_VALUE);
        say("the server has ended its side" + after());
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection so that the server learns of it as an error. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    String after() {
        return String.format(Locale.ROOT, " after %.1f s", (System.nanoTime() - connectedNanos) / 1e9);
    }

    /** Bytes of the wire, fit for a line of output: printable ASCII, and escapes for the rest. */
    static String printable(String bytes) {
        StringBuilder text = new StringBuilder();
        bytes.chars()
                .mapToObj(c -> c >= ' ' && c <= '~'
                        ? String.valueOf((char) c)
                        : c == '\r' ? "\\r" : c == '\n' ? "\\n" : String.format("\\x%02x", c))
                .forEach(text::append);
        return text.toString();
    }
}
