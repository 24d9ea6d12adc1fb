import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import lkg.buffer.Buffer;

/** Shows what a client gets of two responses when each write takes only seven bytes. */
public final class PartialWrites {

    public static void main(String[] args) throws IOException {
        NarrowChannel client = new NarrowChannel();
        Buffer out = new Buffer(100);
        for (String response : new String[] {"[200 first page]", "[200 second page]"}) {
            out.appendLatin1(response);
            while (!out.isEmpty()) {
                int count = out.writeTo(client);
                System.out.printf("the channel took %d bytes, %2d are left%n", count, out.readableBytes());
            }
        }
        System.out.println("the client got: " + client.taken);
    }

    /** Takes seven bytes in each write, as a socket does that has room for no more. */
    private static final class NarrowChannel implements WritableByteChannel {
        private final StringBuilder taken = new StringBuilder();

        @Override
        public int write(ByteBuffer source) {
            int count = Math.min(7, source.remaining());
            for (int i = 0; i < count; i++) {
                taken.append((char) source.get());
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
