package lkg.buffer;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Netty's buffer from its pool, kept with the connection as ours is, and put back to its beginning when nothing is left.
 * (A pipeline of Netty's takes another one from the pool for each read, which costs a little more.) Each access looks
 * whether the buffer has been released meanwhile.
 */
final class NettyBytes implements Bytes {

    private static final int MAX_READ_BYTES = 4 * 1024;

    private final ByteBuf buffer;

    NettyBytes(ByteBuf buffer) {
        this.buffer = buffer;
    }

    @Override
    public void receive(ChannelInMemory channel) throws IOException {
        buffer.writeBytes(channel, MAX_READ_BYTES);
    }

    @Override
    public int readableBytes() {
        return buffer.readableBytes();
    }

    @Override
    public int indexOfLf(int from) {
        int start = buffer.readerIndex();
        return Math.max(-1, buffer.indexOf(start + from, buffer.writerIndex(), (byte) '\n') - start);
    }

    @Override
    public byte get(int index) {
        return buffer.getByte(buffer.readerIndex() + index);
    }

    @Override
    public String take(int length) {
        String text = buffer.toString(buffer.readerIndex(), length, StandardCharsets.ISO_8859_1);
        skip(length);
        return text;
    }

    @Override
    public void skip(int length) {
        buffer.skipBytes(length);
        clearIfEmpty();
    }

    @Override
    public void append(byte[] bytes) {
        buffer.writeBytes(bytes);
    }

    @Override
    public void send(ChannelInMemory channel) throws IOException {
        buffer.readBytes(channel, buffer.readableBytes());
        clearIfEmpty();
    }

    private void clearIfEmpty() {
        if (!buffer.isReadable()) {
            buffer.clear();
        }
    }
}
