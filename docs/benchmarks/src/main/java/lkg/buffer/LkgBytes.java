package lkg.buffer;

import java.io.IOException;

/** Ours: two indices in an array, which go back to 0 when nothing is left. */
final class LkgBytes implements Bytes {

    private final Buffer buffer = new Buffer(64 * 1024);

    @Override
    public void receive(ChannelInMemory channel) throws IOException {
        buffer.readFrom(channel);
    }

    @Override
    public int readableBytes() {
        return buffer.readableBytes();
    }

    @Override
    public int indexOfLf(int from) {
        return buffer.indexOf((byte) '\n', from);
    }

    @Override
    public byte get(int index) {
        return buffer.get(index);
    }

    @Override
    public String take(int length) {
        String text = buffer.latin1(0, length);
        buffer.consume(length);
        return text;
    }

    @Override
    public void skip(int length) {
        buffer.consume(length);
    }

    @Override
    public void append(byte[] bytes) {
        buffer.append(bytes);
    }

    @Override
    public void send(ChannelInMemory channel) throws IOException {
        buffer.writeTo(channel);
    }
}
