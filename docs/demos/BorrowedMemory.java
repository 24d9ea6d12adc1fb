import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import lkg.buffer.Buffer;

/** Shows how much memory outside the heap the JDK keeps for a thread that reads into a large array. */
public final class BorrowedMemory {

    private static final int MIB = 1024 * 1024;

    public static void main(String[] args) throws Exception {
        Buffer large = new Buffer(8 * MIB);
        large.append(new byte[8 * MIB]);
        large.clear();
        System.out.printf("a buffer with an array of %,d bytes on the heap%n", large.capacity());

        long before = outsideTheHeap();
        System.out.printf("one read took %d byte%n", readOneByte(large));
        System.out.printf("outside the heap the JDK now keeps %,d bytes%n", outsideTheHeap() - before);
    }

    private static int readOneByte(Buffer buffer) throws IOException {
        Pipe pipe = Pipe.open();
        pipe.sink().write(ByteBuffer.allocateDirect(1));
        try (Pipe.SinkChannel sink = pipe.sink();
                Pipe.SourceChannel source = pipe.source()) {
            return buffer.readFrom(source);
        }
    }

    private static long outsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }
}
