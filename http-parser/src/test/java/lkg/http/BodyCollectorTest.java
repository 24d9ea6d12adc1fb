package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lkg.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("step-2")
class BodyCollectorTest {

    private final Buffer in = new Buffer(100_000);

    @Test
    void anAnnouncementCostsNothing() {
        BodyCollector collector = new BodyCollector();

        assertThat(collector.takeFrom(in, 1_000_000_000))
                .as("bytes taken while none has arrived")
                .isZero();
        assertThat(collector.capacity()).as("capacity before the first byte").isZero();

        in.append(new byte[10]);
        collector.takeFrom(in, 1_000_000_000);
        assertThat(collector.size()).as("size after ten bytes").isEqualTo(10);
        assertThat(collector.capacity())
                .as("capacity after ten bytes of a gigabyte that was announced")
                .isBetween(10, 1024);
    }

    @Test
    void noMoreIsTakenThanBelongsToTheBody() throws Exception {
        BodyCollector collector = new BodyCollector();
        in.appendLatin1("abcde");

        assertThat(collector.takeFrom(in, 3))
                .as("bytes taken of five, 3 at most")
                .isEqualTo(3);

        assertThat(collector.toBody().text()).as("what was collected").isEqualTo("abc");
        assertThat(in.latin1(0, in.readableBytes())).as("what is left").isEqualTo("de");
    }

    @Test
    void noMoreIsTakenThanHasArrived() throws Exception {
        BodyCollector collector = new BodyCollector();
        in.appendLatin1("ab");

        assertThat(collector.takeFrom(in, 3))
                .as("bytes taken of two, 3 at most")
                .isEqualTo(2);
        assertThat(collector.takeFrom(in, 1)).as("bytes taken of none").isZero();
        in.appendLatin1("c");
        assertThat(collector.takeFrom(in, 1)).as("bytes taken of one").isEqualTo(1);

        assertThat(collector.toBody().text()).as("what was collected").isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 4096, 5000, 65_536})
    void aBodyThatArrivesAtOnceHasAllItsBytesAndNoOther(int size) throws Exception {
        BodyCollector collector = new BodyCollector();
        byte[] sent = bytes(size);
        in.append(sent);

        assertThat(collector.takeFrom(in, size)).as("bytes taken").isEqualTo(size);

        assertThat(collector.size()).as("size").isEqualTo(size);
        requireEqual(collector.toBody().bytes(), sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 1000, 1024, 3000})
    void aBodyThatArrivesInPiecesHasAllItsBytesAndNoOther(int pieceBytes) throws Exception {
        BodyCollector collector = new BodyCollector();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int i = 0; i < 50; i++) {
            byte[] piece = (i + " ".repeat(pieceBytes)).getBytes(StandardCharsets.US_ASCII);
            sent.writeBytes(piece);
            in.append(piece);
            collector.takeFrom(in, piece.length);
            assertThat(collector.size()).as("size after %s pieces", i + 1).isEqualTo(sent.size());
            assertThat(collector.capacity())
                    .as("capacity for %s bytes", sent.size())
                    .isBetween(sent.size(), Math.max(1024, 2 * sent.size()));
        }

        requireEqual(collector.toBody().bytes(), sent.toByteArray());
    }

    @Test
    void nothingCollectedIsTheEmptyBody() {
        assertThat(new BodyCollector().toBody()).isEqualTo(RequestBody.EMPTY);
    }

    @Test
    void growingTakesFewSteps() {
        BodyCollector collector = new BodyCollector();
        int growths = 0;
        int capacity = 0;
        for (int i = 0; i < 10_000; i++) {
            in.append(new byte[100]);
            collector.takeFrom(in, 100);
            if (collector.capacity() != capacity) {
                growths++;
                capacity = collector.capacity();
            }
        }

        assertThat(growths)
                .as("growths on the way to a megabyte in pieces of 100 bytes")
                .isLessThan(30);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    /** Without printing thousands of bytes. */
    private static void requireEqual(byte[] collected, byte[] sent) {
        assertThat(Arrays.mismatch(collected, sent))
                .as("the first byte that differs, of %s bytes collected and %s sent", collected.length, sent.length)
                .isEqualTo(-1);
    }
}
