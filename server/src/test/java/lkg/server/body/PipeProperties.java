package lkg.server.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lkg.buffer.Buffer;
import lkg.http.Source.Next;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Two threads at the two ends of a pipe: all bytes arrive in order, and no wake-up is lost, so neither waits for ever.
 */
class PipeProperties {

    /** As a registration does: a permit for at least one call, however often it was run. */
    private final Semaphore wakeUps = new Semaphore(0);

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatTheLoopPutsInIsRead(
            @ForAll @IntRange(max = 500_000) int size,
            @ForAll @IntRange(min = 1, max = 100_000) int largestPiece,
            @ForAll long seed)
            throws Exception {
        byte[] sent = bytes(size, seed);
        Random random = new Random(seed);
        Pipe pipe = new Pipe(wakeUps::release);
        FutureTask<byte[]> reading = start(() -> read(pipe.input(), largestPiece, new Random(~seed)));
        Buffer loop = new Buffer(largestPiece);

        for (int position = 0; position < size || !loop.isEmpty(); ) {
            int count = Math.min(size - position, random.nextInt(largestPiece - loop.readableBytes() + 1));
            loop.append(sent, position, count);
            position += count;
            pipe.takeFrom(loop, loop.readableBytes());
            if (pipe.isFull()) {
                awaitWakeUp();
            }
        }
        pipe.finish();

        assertThat(Arrays.mismatch(reading.get(10, TimeUnit.SECONDS), sent))
                .as("the place of the first wrong byte, or -1")
                .isEqualTo(-1);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatTheHandlerWritesIsPulled(
            @ForAll @IntRange(max = 500_000) int size,
            @ForAll @IntRange(min = 1, max = 100_000) int largestPiece,
            @ForAll long seed)
            throws Exception {
        byte[] sent = bytes(size, seed);
        Random random = new Random(seed);
        Pipe pipe = Pipe.writtenBy(
                out -> write(out, sent, largestPiece, new Random(~seed)),
                job -> new Thread(job).start(),
                wakeUps::release);
        Buffer loop = new Buffer(size + 1);

        Next next = Next.MORE;
        while (next != Next.END) {
            next = pipe.pull(loop, 1 + random.nextInt(largestPiece));
            if (next == Next.WHEN_WOKEN) {
                awaitWakeUp();
            }
        }

        byte[] pulled = new byte[loop.readableBytes()];
        loop.copyTo(0, pulled, 0, pulled.length);
        assertThat(Arrays.mismatch(pulled, sent))
                .as("the place of the first wrong byte, or -1")
                .isEqualTo(-1);
    }

    private void awaitWakeUp() throws InterruptedException {
        assertThat(wakeUps.tryAcquire(10, TimeUnit.SECONDS)).as("woken up").isTrue();
        wakeUps.drainPermits();
    }

    private static byte[] read(InputStream in, int largestPiece, Random random) throws IOException {
        byte[] all = new byte[500_000];
        int size = 0;
        byte[] piece = new byte[largestPiece];
        for (int count = 0; count != -1; ) {
            count = in.read(piece, 0, 1 + random.nextInt(largestPiece));
            if (count > 0) {
                System.arraycopy(piece, 0, all, size, count);
                size += count;
            }
        }
        return Arrays.copyOf(all, size);
    }

    private static void write(OutputStream out, byte[] bytes, int largestPiece, Random random) throws IOException {
        for (int position = 0; position < bytes.length; ) {
            int count = Math.min(bytes.length - position, 1 + random.nextInt(largestPiece));
            out.write(bytes, position, count);
            position += count;
        }
    }

    private interface Task {
        byte[] run() throws Exception;
    }

    private static FutureTask<byte[]> start(Task task) {
        FutureTask<byte[]> future = new FutureTask<>(task::run);
        new Thread(future).start();
        return future;
    }

    private static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
