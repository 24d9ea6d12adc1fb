package lkg.server.tls;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import lkg.server.context.StandInSocket;

/**
 * A socket whose bytes are encrypted, after the handshake. A connection reads and writes it like any other, non-blocking.
 *
 * <pre>
 *              +-----------+  unwrap  +-----------+
 *   socket --&gt; | encrypted | -------&gt; | decrypted | --&gt; read      (only if the reader has no room for a whole record)
 *              +-----------+          +-----------+
 *              +-----------+   wrap
 *   socket &lt;-- |    out    | &lt;------------------------- write     (only what the socket did not take stays here)
 *              +-----------+
 * </pre>
 *
 * <p>Two things differ from a plain socket, and {@link TlsConnection} cares for the first. Bytes that are held here are
 * announced by no selector: {@link #hasInput} tells of them. And encrypted bytes cannot be taken back: those that the
 * socket does not take are {@code owed}, and {@link #write} does not count them as written until the socket has taken
 * them. So its caller still has them, waits for room, and comes with the same bytes again.
 */
public final class TlsChannel extends StandInSocket {

    /** Of a file at once: as many whole records as fit into {@link HeldBytes}. */
    private static final int MAX_PIECE_BYTES = 64 * 1024;

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final HeldBytes encrypted;
    private final HeldBytes decrypted = new HeldBytes();
    private final HeldBytes out = new HeldBytes();

    /** Bytes that the caller still has, and that are encrypted already: the first ones of its next write. */
    private int owed;

    private boolean inputEnded;
    private boolean outputEnded;

    /** With what the client has sent behind its handshake. */
    TlsChannel(SocketChannel socket, SSLEngine engine, HeldBytes encrypted) {
        this.socket = socket;
        this.engine = engine;
        this.encrypted = encrypted;
    }

    /** Whether a read would give bytes, or tell of the end, with nothing new from the network. */
    boolean hasInput() {
        return !decrypted.isEmpty() || Records.hasWhole(encrypted.toRead()) || inputEnded;
    }

    /** Bytes of memory that are taken now. */
    int heldBytes() {
        return encrypted.capacity() + decrypted.capacity() + out.capacity();
    }

    /** An event is over: gives back memory. */
    void settle() {
        encrypted.settle();
        decrypted.settle();
        out.settle();
    }

    /**
     * Reads from the socket once, and decrypts what there is room for. The stream ends with close_notify or with the
     * connection: that a message is cut off is for HTTP to notice.
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        if (outputEnded) {
            // Nobody wants to know what the client sends now: it is not decrypted.
            endOutput();
            return socket.read(target);
        }
        int start = target.position();
        boolean hasRead = false;
        while (target.hasRemaining()) {
            if (!decrypted.isEmpty()) {
                decrypted.moveTo(target);
            } else if (inputEnded || !unwrapInto(target)) {
                if (inputEnded || hasRead) {
                    break;
                }
                hasRead = true;
                inputEnded = encrypted.readFrom(socket) == -1;
            }
        }
        int count = target.position() - start;
        return inputEnded && count == 0 ? -1 : count;
    }

    /** Decrypts one record. Returns false if there is no whole one. */
    private boolean unwrapInto(ByteBuffer target) throws IOException {
        if (encrypted.isEmpty()) {
            return false;
        }
        SSLEngineResult result = engine.unwrap(encrypted.toRead(), target);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            try {
                result = engine.unwrap(encrypted.toRead(), decrypted.toFill());
            } finally {
                decrypted.filled();
            }
        }
        switch (result.getStatus()) {
            case OK -> respond(result.getHandshakeStatus());
            case CLOSED -> {
                inputEnded = true;
                encrypted.clear();
            }
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case BUFFER_OVERFLOW -> throw new SSLException("a record is too long");
        }
        return true;
    }

    /**
     * A client of TLS 1.3 may ask for new keys. Another handshake, for which one of TLS 1.2 may ask, is refused.
     */
    private void respond(HandshakeStatus status) throws IOException {
        switch (status) {
            case NOT_HANDSHAKING, FINISHED -> {}
            case NEED_WRAP -> {
                if (!wrap(HeldBytes.NONE)) {
                    throw new SSLException("the client asks for new keys, but does not read the answers");
                }
                out.writeTo(socket);
            }
            default -> throw new SSLException("the client asks for another handshake");
        }
    }

    /** Returns how many bytes the socket has taken of these, and of those before that were owed. */
    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = send(sources, offset, length);
        if (owed == 0 && out.isEmpty() && encrypt(sources, offset, length)) {
            written += send(sources, offset, length);
        }
        return written;
    }

    /** Puts as much into records as {@code out} has room for. Leaves the sources where they are. */
    private boolean encrypt(ByteBuffer[] sources, int offset, int length) throws IOException {
        ByteBuffer[] plain = new ByteBuffer[length];
        int total = 0;
        for (int i = 0; i < length; i++) {
            plain[i] = sources[offset + i].duplicate();
            total += plain[i].remaining();
        }
        boolean hasRoom = true;
        while (owed < total && hasRoom) {
            hasRoom = wrap(plain);
        }
        return owed > 0;
    }

    /** Makes one record. Returns false if there is no room for it. */
    private boolean wrap(ByteBuffer... plain) throws IOException {
        ByteBuffer room = out.toFill();
        try {
            SSLEngineResult result = engine.wrap(plain, room);
            if (result.getStatus() == SSLEngineResult.Status.CLOSED && !outputEnded) {
                throw new SSLException("the client has ended the session");
            }
            owed += result.bytesConsumed();
            return result.bytesProduced() > 0;
        } finally {
            out.filled();
        }
    }

    /**
     * Sends what is encrypted, as far as that goes, and takes from the sources what has left. Encryption makes no bytes
     * fewer, so of what is owed at least all but {@code out.size()} bytes have left.
     */
    private int send(ByteBuffer[] sources, int offset, int length) throws IOException {
        out.writeTo(socket);
        int gone = owed - Math.min(owed, out.size());
        int left = gone;
        for (int i = offset; i < offset + length && left > 0; i++) {
            int count = Math.min(left, sources[i].remaining());
            sources[i].position(sources[i].position() + count);
            left -= count;
        }
        if (left > 0) {
            throw new IllegalStateException("a write has to begin with the " + left + " bytes that are owed");
        }
        owed -= gone;
        return gone;
    }

    /** Sends a part of a file, through memory. */
    public long transferFrom(FileChannel file, long position, long bytes) throws IOException {
        HeldBytes piece = new HeldBytes();
        try {
            file.read(piece.toFill().limit((int) Math.min(bytes, MAX_PIECE_BYTES)), position);
            piece.filled();
            if (piece.size() < owed) {
                throw new IOException("the file has become shorter while it was being sent");
            }
            return piece.isEmpty() ? 0 : write(piece.toRead());
        } finally {
            piece.clear();
        }
    }

    /** Says that no more will be sent, in TLS and then in TCP. What the client still sends is not decrypted any more. */
    @Override
    public SocketChannel shutdownOutput() throws IOException {
        sayEnd();
        endOutput();
        return this;
    }

    /** Sends close_notify, if there is room for it: then the client knows that nothing was cut off. */
    void sayEnd() throws IOException {
        outputEnded = true;
        encrypted.clear();
        decrypted.clear();
        engine.closeOutbound();
        while (!engine.isOutboundDone() && wrap(HeldBytes.NONE)) {}
        out.writeTo(socket);
    }

    private void endOutput() throws IOException {
        out.writeTo(socket);
        if (out.isEmpty()) {
            socket.shutdownOutput();
        }
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        socket.setOption(name, value);
        return this;
    }
}
