package lkg.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.List;
import lkg.buffer.Buffer;
import lkg.http.Source;

/** Reads the parts of a multipart body out of an open file, a piece at a time. Closes the file. */
final class MultipartSource implements Source {

    private final FileChannel file;
    private final Iterator<MultipartPart> parts;

    // What is left of the current part.
    private ByteBuffer head = ByteBuffer.allocate(0);
    private long position;
    private long bytesLeft;

    MultipartSource(FileChannel file, List<MultipartPart> parts) {
        this.file = file;
        this.parts = parts.iterator();
    }

    @Override
    public Next pull(Buffer out, int most) throws IOException {
        if (isAtEndOfPart()) {
            begin(parts.next());
        }
        if (head.hasRemaining()) {
            appendHead(out, most);
        } else {
            appendRange(out, most);
        }
        return isAtEndOfPart() && !parts.hasNext() ? Next.END : Next.MORE;
    }

    private boolean isAtEndOfPart() {
        return !head.hasRemaining() && bytesLeft == 0;
    }

    private void begin(MultipartPart part) {
        head = ByteBuffer.wrap(part.headBytes());
        position = part.range().first();
        bytesLeft = part.range().length();
    }

    private void appendHead(Buffer out, int most) {
        int count = Math.min(most, head.remaining());
        out.append(head.array(), head.position(), count);
        head.position(head.position() + count);
    }

    private void appendRange(Buffer out, int most) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(most, bytesLeft));
        int count = file.read(piece, position);
        if (count < 0) {
            throw new IOException("the file has become shorter while it was being sent");
        }
        out.append(piece.array(), 0, count);
        position += count;
        bytesLeft -= count;
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
