package lkg.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each test has a thread of its own, and so a pool that nothing was given to. */
@Tag("inside")
class StoragePoolTest {

    private static final int NO_MAXIMUM = Integer.MAX_VALUE;

    @Test
    void whatWasGivenBackIsTakenNext() {
        onAThreadOfItsOwn(() -> {
            ByteBuffer storage = StoragePool.take(1, NO_MAXIMUM);

            StoragePool.give(storage);

            assertThat(StoragePool.take(1, NO_MAXIMUM)).as("taken next").isSameAs(storage);
        });
    }

    @Test
    void nothingIsTakenTwice() {
        onAThreadOfItsOwn(() -> {
            ByteBuffer storage = StoragePool.take(1, NO_MAXIMUM);
            StoragePool.give(storage);

            StoragePool.take(1, NO_MAXIMUM);

            assertThat(StoragePool.take(1, NO_MAXIMUM))
                    .as("taken after the only spare one")
                    .isNotSameAs(storage);
        });
    }

    @Test
    void twoOfASizeAreKept() {
        onAThreadOfItsOwn(() -> {
            assertThat(keptOf(4096)).as("kept of three of 4 KiB").isEqualTo(2);
            assertThat(keptOf(128 * 1024)).as("kept of three of 128 KiB").isEqualTo(2);
        });
    }

    @Test
    void sizesArePowersOfTwo() {
        assertThat(sizeOf(1)).as("for 1 byte").isEqualTo(4096);
        assertThat(sizeOf(4096)).as("for 4,096 bytes").isEqualTo(4096);
        assertThat(sizeOf(4097)).as("for 4,097 bytes").isEqualTo(8192);
        assertThat(sizeOf(100_000)).as("for 100,000 bytes").isEqualTo(128 * 1024);
    }

    @Test
    void beyondTheLargestSizeNothingIsAddedAndNothingIsKept() {
        onAThreadOfItsOwn(() -> {
            int large = 128 * 1024 + 1;
            assertThat(sizeOf(large)).as("for one byte more than 128 KiB").isEqualTo(large);

            assertThat(keptOf(large)).as("kept of that size").isZero();
            assertThat(keptOf(256 * 1024)).as("kept of 256 KiB").isZero();
        });
    }

    @Test
    void aMaximumThatIsNoPowerOfTwoIsKept() {
        onAThreadOfItsOwn(() -> {
            assertThat(StoragePool.take(5000, 6000).capacity())
                    .as("for 5,000 bytes, with a maximum of 6,000")
                    .isEqualTo(6000);
            assertThat(StoragePool.take(5, 10).capacity())
                    .as("for 5 bytes, with a maximum of 10")
                    .isEqualTo(10);

            StoragePool.give(StoragePool.take(5000, 6000));
            assertThat(StoragePool.take(5000, NO_MAXIMUM).capacity())
                    .as("for 5,000 bytes, when 6,000 were given back")
                    .isEqualTo(8192);
        });
    }

    @Test
    void oneThreadsStorageIsNotTakenByAnother() {
        ByteBuffer storage = StoragePool.take(1, NO_MAXIMUM);
        StoragePool.give(storage);

        onAThreadOfItsOwn(() -> assertThat(StoragePool.take(1, NO_MAXIMUM))
                .as("taken on another thread")
                .isNotSameAs(storage));
    }

    @Test
    void aBufferThatGrowsGivesItsSmallerStorageBack() {
        onAThreadOfItsOwn(() -> {
            Buffer buffer = new Buffer(NO_MAXIMUM);
            buffer.appendLatin1("a".repeat(4096));

            buffer.appendLatin1("b");

            assertThat(StoragePool.take(1, NO_MAXIMUM).get(0))
                    .as("the first byte of the array that a buffer has given back when it grew")
                    .isEqualTo((byte) 'a');
        });
    }

    private static int sizeOf(int minBytes) {
        return StoragePool.take(minBytes, NO_MAXIMUM).capacity();
    }

    /** Gives three of this length, and counts how many of these come back. */
    private static int keptOf(int bytes) {
        List<ByteBuffer> given = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            given.add(ByteBuffer.allocate(bytes));
        }
        given.forEach(StoragePool::give);
        int kept = 0;
        for (int i = 0; i < 3; i++) {
            ByteBuffer taken = StoragePool.take(bytes, bytes);
            kept += given.stream().anyMatch(storage -> storage == taken) ? 1 : 0;
        }
        return kept;
    }

    private static void onAThreadOfItsOwn(Runnable test) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        test.run();
                        result.complete(null);
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                })
                .start();
        result.join();
    }
}
