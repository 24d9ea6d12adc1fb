import lkg.buffer.Buffer;

/** Shows when the array of a buffer grows, and when its bytes slide to the front instead. */
public final class SlideOrGrow {

    public static void main(String[] args) {
        Buffer upload = new Buffer(100_000);
        System.out.println("Appending 1,000 bytes at a time, and consuming nothing:");
        for (int i = 0, capacity = 0; i < 100; i++) {
            upload.append(new byte[1_000]);
            if (upload.capacity() != capacity) {
                capacity = upload.capacity();
                System.out.printf("  %,7d bytes readable, an array of %,7d%n", upload.readableBytes(), capacity);
            }
        }

        Buffer longLived = new Buffer(100_000);
        longLived.append(new byte[3_000]);
        for (int i = 0; i < 10_000; i++) {
            longLived.append(new byte[500]);
            longLived.consume(500);
        }
        System.out.printf(
                "10,000 requests of 500 bytes, with 3,000 bytes always readable: an array of %,d%n",
                longLived.capacity());
    }
}
