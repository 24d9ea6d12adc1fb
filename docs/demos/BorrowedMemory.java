import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import lkg.buffer.Buffer;

/** Shows how large a transfer is that a large array asks for: as large is the direct buffer that the JDK borrows. */
public final class BorrowedMemory {

    private static final int MIB = 1024 * 1024;

    public static void main(String[] args) throws Exception {
        Buffer large = new Buffer(8 * MIB);
        large.append(new byte[8 * MIB]);
        large.clear();
        System.out.printf("a buffer with an array of %,d bytes on the heap%n", large.capacity());
        System.out.printf("one read takes %d byte%n", large.readFrom(new Drop()));
    }

    /** A channel that has one byte. */
    private static final class Drop implements ReadableByteChannel {

        @Override
        public int read(ByteBuffer target) {
            System.out.printf("the channel is offered room for %,d bytes%n", target.remaining());
            target.put((byte) 'x');
            return 1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
