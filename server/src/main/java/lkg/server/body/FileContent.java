package lkg.server.body;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.server.tls.TlsChannel;

/**
 * A part of a file: it goes from the kernel's page cache to the socket, without being in this process's memory, unless
 * it has to be encrypted.
 */
final class FileContent implements Content {

    /** So much in one call: otherwise a client that reads as fast as we write keeps the thread to the end of the file. */
    private static final long MAX_TRANSFER_BYTES = 1024 * 1024;

    private final FileChannel file;
    private long position;
    private long bytesLeft;

    FileContent(Body.FileRegion region) throws IOException {
        file = region.file().open();
        position = region.position();
        bytesLeft = region.length();
    }

    @Override
    public long writeTo(GatheringByteChannel channel, Buffer bytes) throws IOException {
        if (!bytes.isEmpty()) {
            return bytes.writeTo(channel);
        }
        long most = Math.min(bytesLeft, MAX_TRANSFER_BYTES);
        long count = channel instanceof TlsChannel encrypting
                ? encrypting.transferFrom(file, position, most)
                : file.transferTo(position, most, channel);
        if (count == 0 && file.size() <= position) {
            throw new BodyFailedException("the file has become shorter while it was being sent");
        }
        position += count;
        bytesLeft -= count;
        return count;
    }

    @Override
    public boolean isDone() {
        return bytesLeft == 0;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // It was open for reading: there is nothing that could be lost.
        }
    }
}
