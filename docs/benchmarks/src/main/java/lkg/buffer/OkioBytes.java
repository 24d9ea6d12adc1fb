package lkg.buffer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * okio's buffer: a list of segments of 8 KiB from a pool, made to pass bytes on from one to the next without a copy. To a
 * channel they go by way of a {@link ByteBuffer}, which is a copy more; and finding a byte by its index walks the list.
 */
final class OkioBytes implements Bytes {

    private final okio.Buffer buffer = new okio.Buffer();
    private final ByteBuffer between = ByteBuffer.allocate(8 * 1024);

    @Override
    public void receive(ChannelInMemory channel) throws IOException {
        channel.read(between.clear());
        buffer.write(between.flip());
    }

    @Override
    public int readableBytes() {
        return (int) buffer.size();
    }

    @Override
    public int indexOfLf(int from) {
        return (int) buffer.indexOf((byte) '\n', from);
    }

    @Override
    public byte get(int index) {
        return buffer.getByte(index);
    }

    @Override
    public String take(int length) throws EOFException {
        return buffer.readString(length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void skip(int length) throws EOFException {
        buffer.skip(length);
    }

    @Override
    public void append(byte[] bytes) {
        buffer.write(bytes);
    }

    @Override
    public void send(ChannelInMemory channel) throws IOException {
        between.clear();
        buffer.read(between);
        channel.write(between.flip());
    }
}
