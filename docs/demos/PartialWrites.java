import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.charset.StandardCharsets;
import lkg.buffer.Buffer;

/** Shows what arrives of a response when each write takes only seven bytes of it. */
public final class PartialWrites {

    public static void main(String[] args) throws IOException {
        Buffer response = new Buffer(100);
        response.appendLatin1("HTTP/1.1 200 OK|");
        ByteBuffer body = ByteBuffer.wrap("hello, world".getBytes(StandardCharsets.ISO_8859_1));

        NarrowChannel client = new NarrowChannel();
        for (int i = 0; i < 9 && (!response.isEmpty() || body.hasRemaining()); i++) {
            if (body.position() == 0) {
                response.writeTo(client, body);
            } else {
                client.write(body);
            }
        }
        System.out.println("the client got: " + client.taken);
    }

    /** Takes seven bytes in each write, as a socket does that has room for no more. */
    private static final class NarrowChannel implements GatheringByteChannel {
        private final StringBuilder taken = new StringBuilder();

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            int room = 7;
            for (int i = offset; i < offset + length; i++) {
                for (; room > 0 && sources[i].hasRemaining(); room--) {
                    taken.append((char) sources[i].get());
                }
            }
            return 7 - room;
        }

        @Override
        public long write(ByteBuffer[] sources) {
            return write(sources, 0, sources.length);
        }

        @Override
        public int write(ByteBuffer source) {
            return (int) write(new ByteBuffer[] {source});
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
