package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import lkg.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

    private final Buffer in = new Buffer(100_000);
    private final BodyCollector collector = new BodyCollector();

    @Test
    void anAnnouncementCostsNothing() {
        collector.takeFrom(in, 1_000_000_000);
        assertThat(collector.capacity()).as("capacity before the first byte").isZero();

        in.append(new byte[10]);
        collector.takeFrom(in, 1_000_000_000);
        assertThat(collector.capacity()).as("capacity after ten bytes").isLessThan(10_000);
    }

    @Test
    void noMoreIsTakenThanBelongsToTheBody() throws IOException {
        in.appendLatin1("abcde");

        assertThat(collector.takeFrom(in, 3)).isEqualTo(3);

        assertThat(collector.toBody().text()).isEqualTo("abc");
        assertThat(in.latin1(0, in.readableBytes())).isEqualTo("de");
    }

    @Test
    void noMoreIsTakenThanHasArrived() throws IOException {
        in.appendLatin1("ab");

        assertThat(collector.takeFrom(in, 3)).isEqualTo(2);
        assertThat(collector.takeFrom(in, 1)).isZero();
        in.appendLatin1("c");
        assertThat(collector.takeFrom(in, 1)).isEqualTo(1);

        assertThat(collector.toBody().text()).isEqualTo("abc");
    }

    @Test
    void theBodyHasTheBytesAndNoneOfTheRoomBehindThem() throws IOException {
        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            in.appendLatin1(i + " ");
            sent.append(i).append(' ');
            collector.takeFrom(in, in.readableBytes());
        }
        assertThat(collector.capacity()).as("there is room").isGreaterThan(collector.size());

        assertThat(collector.toBody().bytes()).isEqualTo(sent.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aBodyThatFillsTheArrayExactlyHasAllItsBytes() throws IOException {
        in.append(new byte[4096]);
        collector.takeFrom(in, 4096);
        assertThat(collector.capacity()).isEqualTo(4096);

        assertThat(collector.toBody().bytes()).hasSize(4096);
    }

    @Test
    void nothingCollectedIsTheEmptyBody() {
        assertThat(collector.toBody()).isEqualTo(RequestBody.EMPTY);
    }

    @Test
    void growingTakesFewSteps() {
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
                .as("growths on the way to a megabyte in chunks of 100 bytes")
                .isLessThan(30);
    }
}
