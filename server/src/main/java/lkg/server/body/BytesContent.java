package lkg.server.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import lkg.buffer.Buffer;

/** A large body in memory: it goes out together with its head, in one gathering write. */
record BytesContent(ByteBuffer body) implements Content {

    @Override
    public long writeTo(GatheringByteChannel channel, Buffer bytes) throws IOException {
        return bytes.writeTo(channel, body);
    }

    @Override
    public boolean isDone() {
        return !body.hasRemaining();
    }
}
