package lkg.server.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import lkg.buffer.Buffer;
import lkg.http.Body;

/** A large body in memory: it goes out together with its head, in one gathering write. */
record BytesContent(ByteBuffer body) implements Content {

    /** A small part of a file, read at once. */
    static BytesContent read(Body.FileRegion region) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
        try (FileChannel file = region.file().open()) {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, region.position() + bytes.position()) == -1) {
                    throw new IOException("the file has become shorter");
                }
            }
        }
        return new BytesContent(bytes.flip());
    }

    @Override
    public long writeTo(GatheringByteChannel channel, Buffer bytes) throws IOException {
        return bytes.writeTo(channel, body);
    }

    @Override
    public boolean isDone() {
        return !body.hasRemaining();
    }

    @Override
    public long heldBytes() {
        return body.limit();
    }
}
