package lkg.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lkg.server.context.StandInSocket;

/**
 * A socket without a network: a test puts in what the client sends, and says how much the client takes.
 *
 * <p>For one thread.
 */
public final class InMemorySocket extends StandInSocket {

    private ByteBuffer incoming = ByteBuffer.allocate(0);
    private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
    private boolean clientHasClosed;
    private boolean outputShutDown;
    private int room = Integer.MAX_VALUE;
    private int writes;
    private Optional<IOException> failure = Optional.empty();

    /** The client sends {@code bytes}. */
    public void receives(byte[] bytes) {
        incoming = ByteBuffer.allocate(incoming.remaining() + bytes.length)
                .put(incoming)
                .put(bytes)
                .flip();
    }

    /** The client sends {@code text}, with {@code \n} as CRLF. */
    public InMemorySocket receives(String text) {
        receives(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The client sends no more. */
    public void clientCloses() {
        clientHasClosed = true;
    }

    /** So many more bytes fit until the client reads. */
    public void hasRoomFor(int bytes) {
        room = bytes;
    }

    /** From now on the network fails: reading and writing throw {@code failure}. */
    public void failsWith(IOException failure) {
        this.failure = Optional.of(failure);
    }

    /** What was sent since this was last asked, a character for each byte. */
    public String sent() {
        return new String(sentBytes(), StandardCharsets.ISO_8859_1);
    }

    /** What was sent since this or {@link #sent} was last called. */
    public byte[] sentBytes() {
        byte[] sent = outgoing.toByteArray();
        outgoing.reset();
        return sent;
    }

    /** Whether the client has sent what was not read yet. */
    public boolean hasIncoming() {
        return incoming.hasRemaining();
    }

    /** How many writes there were. */
    public int writes() {
        return writes;
    }

    public boolean isOutputShutDown() {
        return outputShutDown;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        failIfAsked();
        if (!incoming.hasRemaining()) {
            return clientHasClosed ? -1 : 0;
        }
        int count = Math.min(incoming.remaining(), target.remaining());
        target.put(incoming.slice().limit(count));
        incoming.position(incoming.position() + count);
        return count;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        failIfAsked();
        writes++;
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            int count = Math.min(room, sources[i].remaining());
            byte[] bytes = new byte[count];
            sources[i].get(bytes);
            outgoing.writeBytes(bytes);
            room -= count;
            total += count;
        }
        return total;
    }

    private void failIfAsked() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public SocketChannel shutdownOutput() {
        outputShutDown = true;
        return this;
    }
}
