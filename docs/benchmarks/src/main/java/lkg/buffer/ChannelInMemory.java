package lkg.buffer;

import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.util.Arrays;

/**
 * Delivers the same bytes over and over, so many at a time, and takes what it is given. All that it costs is a copy; a
 * socket copies what comes from an array on the heap once more.
 */
final class ChannelInMemory implements ScatteringByteChannel, GatheringByteChannel {

    private final byte[] source;
    private final int pieceBytes;
    private final byte[] sink = new byte[64 * 1024];
    private int position;
    private int taken;

    ChannelInMemory(byte[] source, int pieceBytes) {
        this.source = source;
        this.pieceBytes = pieceBytes;
    }

    /** The bytes that came with the last write. */
    byte[] taken() {
        return Arrays.copyOf(sink, taken);
    }

    @Override
    public int read(ByteBuffer to) {
        int count = Math.min(Math.min(pieceBytes, to.remaining()), source.length - position);
        to.put(source, position, count);
        position = (position + count) % source.length;
        return count;
    }

    @Override
    public int write(ByteBuffer from) {
        taken = from.remaining();
        from.get(sink, 0, taken);
        return taken;
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
