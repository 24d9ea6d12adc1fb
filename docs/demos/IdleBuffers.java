import java.util.stream.Stream;
import lkg.buffer.Buffer;

/** Shows what ten thousand empty buffers hold before and after they give their storage back. */
public final class IdleBuffers {

    public static void main(String[] args) {
        Buffer[] buffers =
                Stream.generate(() -> new Buffer(64 * 1024)).limit(10_000).toArray(Buffer[]::new);
        print("10,000 new buffers", buffers);

        for (Buffer buffer : buffers) {
            buffer.appendLatin1("GET / HTTP/1.1");
            buffer.clear();
        }
        print("after a request each", buffers);

        for (Buffer buffer : buffers) {
            buffer.release();
        }
        print("after release()", buffers);
    }

    private static void print(String when, Buffer[] buffers) {
        long bytes = Stream.of(buffers).mapToLong(Buffer::capacity).sum();
        System.out.printf("%-22s%,11d bytes of arrays%n", when, bytes);
    }
}
