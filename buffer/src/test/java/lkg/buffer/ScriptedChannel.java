package lkg.buffer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.charset.StandardCharsets;

/** A channel that delivers what it was given, takes as much as it is told to, and remembers what it was asked for. */
final class ScriptedChannel implements ByteChannel, GatheringByteChannel {

    private final ByteBuffer toDeliver;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int pieceBytes = Integer.MAX_VALUE;
    private int bytesAskedFor;
    private int writes;
    private boolean failing;

    ScriptedChannel(byte[] toDeliver) {
        this.toDeliver = ByteBuffer.wrap(toDeliver);
    }

    static ScriptedChannel delivering(String text) {
        return new ScriptedChannel(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ScriptedChannel taking() {
        return new ScriptedChannel(new byte[0]);
    }

    /** Moves no more than this in one call; with 0 it would block. */
    ScriptedChannel inPiecesOf(int bytes) {
        this.pieceBytes = bytes;
        return this;
    }

    ScriptedChannel failing() {
        this.failing = true;
        return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        failIfToldTo();
        bytesAskedFor = target.remaining();
        if (!toDeliver.hasRemaining()) {
            return -1;
        }
        return move(toDeliver, target, pieceBytes);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return (int) write(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return write(sources, 0, sources.length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        failIfToldTo();
        bytesAskedFor = 0;
        writes++;
        int total = 0;
        for (int i = offset; i < offset + length; i++) {
            bytesAskedFor += sources[i].remaining();
            ByteBuffer sink = ByteBuffer.allocate(sources[i].remaining());
            total += move(sources[i], sink, pieceBytes - total);
            taken.write(sink.array(), 0, sink.position());
        }
        return total;
    }

    String taken() {
        return taken.toString(StandardCharsets.ISO_8859_1);
    }

    int bytesAskedFor() {
        return bytesAskedFor;
    }

    /** How many calls there were to write. */
    int writes() {
        return writes;
    }

    private void failIfToldTo() throws IOException {
        if (failing) {
            throw new IOException("connection reset");
        }
    }

    private static int move(ByteBuffer source, ByteBuffer target, int most) {
        int count = Math.min(most, Math.min(source.remaining(), target.remaining()));
        for (int i = 0; i < count; i++) {
            target.put(source.get());
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
