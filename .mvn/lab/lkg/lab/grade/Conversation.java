package lkg.lab.grade;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import lkg.lab.grade.Answer.Kind;

/** One connection to the server, and a record of what was sent and what came. Blocks; for one thread. */
final class Conversation implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int KEPT = 64 * 1024;

    private final Socket socket = new Socket();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private final InputStream in;
    private boolean sendingFailed;

    Conversation(Target target) throws IOException {
        this(target, 0);
    }

    /**
     * With a small receive buffer the kernel takes little in advance: the server notices a client that does not read.
     */
    Conversation(Target target, int receiveBuffer) throws IOException {
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(target.address(), CONNECT_MILLIS);
            socket.setSoTimeout(target.patienceMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends. The server may have closed already: then this does nothing, and the answer shows what it had to say. */
    Conversation send(byte[] bytes) {
        record(sent, bytes, 0, bytes.length);
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            sendingFailed = true;
        }
        return this;
    }

    Conversation sendEachByte(byte[] bytes) {
        for (int i = 0; i < bytes.length && !sendingFailed; i++) {
            send(new byte[] {bytes[i]});
        }
        return this;
    }

    boolean sendingFailed() {
        return sendingFailed;
    }

    /** Says that nothing more will be sent. */
    Conversation shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            sendingFailed = true;
        }
        return this;
    }

    Conversation patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return this;
    }

    /** The next final response, or why there is none. */
    Answer answer(String method) {
        return answer(reader -> reader.read(method));
    }

    /** The next head, also that of a 1xx response. */
    Answer head() {
        return answer(ResponseReader::readHead);
    }

    private interface Reading {
        Answer from(ResponseReader reader) throws IOException;
    }

    private Answer answer(Reading reading) {
        int start = got.size();
        try {
            return reading.from(new ResponseReader(this::read, got::size));
        } catch (ResponseReader.GarbledException e) {
            return Answer.broken(Kind.GARBLED, e.at, e.getMessage());
        } catch (SocketTimeoutException e) {
            return got.size() == start
                    ? Answer.none(Kind.SILENT)
                    : Answer.broken(Kind.UNFINISHED, got.size(), "then nothing more came");
        } catch (EOFException e) {
            return got.size() == start
                    ? Answer.none(Kind.CLOSED)
                    : Answer.broken(Kind.UNFINISHED, got.size(), "then the connection was closed");
        } catch (IOException e) {
            return got.size() == start
                    ? Answer.none(Kind.RESET)
                    : Answer.broken(Kind.UNFINISHED, got.size(), "then the connection was reset");
        }
    }

    Answer answer() {
        return answer("GET");
    }

    /** Sends a request for the page, and returns the answer. */
    Answer ask(Target target) {
        return send(target.get()).answer();
    }

    private int read() throws IOException {
        int next = in.read();
        if (next >= 0 && got.size() < KEPT) {
            got.write(next);
        }
        return next;
    }

    /** The bytes so far, with a caret under one of those that were sent. */
    Evidence evidence(int caret, String note) {
        return Evidence.of(sent.toByteArray(), got.toByteArray()).markSent(caret, note);
    }

    /**
     * The bytes so far, with a caret under the byte of the answer that is wrong, if one is, or else behind what was
     * sent.
     */
    Evidence evidence(Answer answer) {
        Evidence bytes = Evidence.of(sent.toByteArray(), got.toByteArray());
        return answer.at() >= 0
                ? bytes.markGot(answer.at(), answer.words())
                : bytes.markSent(sent.size(), "here the server should have answered");
    }

    int gotBytes() {
        return got.size();
    }

    private static void record(ByteArrayOutputStream record, byte[] bytes, int from, int to) {
        record.write(bytes, from, Math.max(0, Math.min(to - from, KEPT - record.size())));
    }

    /** Ends the connection as a crash would: with a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Closed already.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed already.
        }
    }
}
