package lkg.server.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.server.tls.TlsChannel;

/**
 * A part of a file: it goes from the kernel's page cache to the socket, without being in this process's memory, unless
 * it has to be encrypted or cannot be sent in this way.
 */
final class FileContent implements Content {

    /** So much in one call: otherwise a client that reads as fast as we write keeps the thread to the end of the file. */
    private static final long MAX_TRANSFER_BYTES = 1024 * 1024;

    private static final int MAX_PIECE_BYTES = 64 * 1024;

    private static final String SHORTER = "the file has become shorter while it was being sent";

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
        long count = transfer(channel, most);
        if (count == 0 && file.size() <= position) {
            throw new BodyFailedException(SHORTER);
        }
        position += count;
        bytesLeft -= count;
        return count;
    }

    private long transfer(GatheringByteChannel channel, long most) throws IOException {
        try {
            return channel instanceof TlsChannel encrypting
                    ? encrypting.transferFrom(file, position, most)
                    : file.transferTo(position, most, channel);
        } catch (IOException e) {
            ByteBuffer piece = read(most);
            if (channel instanceof TlsChannel) {
                throw e;
            }
            // Some file systems cannot send from the page cache. If it was the socket that failed, it fails again.
            return channel.write(piece);
        }
    }

    /** Through memory. Tells a file that cannot be read from a client that has left: both are the same exception. */
    private ByteBuffer read(long most) throws BodyFailedException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(most, MAX_PIECE_BYTES));
        try {
            if (file.read(piece, position) < 0) {
                throw new BodyFailedException(SHORTER);
            }
        } catch (BodyFailedException e) {
            throw e;
        } catch (IOException e) {
            throw new BodyFailedException(e);
        }
        return piece.flip();
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
