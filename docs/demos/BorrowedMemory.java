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

        Pipe pipe = Pipe.open();
        pipe.sink().write(ByteBuffer.allocateDirect(1));
        long before = outsideTheHeap();
        System.out.printf("one read took %d byte%n", large.readFrom(pipe.source()));
        System.out.printf("outside the heap the JDK now keeps %,d bytes more%n", outsideTheHeap() - before);
    }

    private static long outsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }
}
