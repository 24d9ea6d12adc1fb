package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import lkg.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BodyBytesTest {

    private final Buffer in = new Buffer(100_000);

    @Test
    void anAnnouncementCostsNothing() {
        BodyBytes body = new BodyBytes(1_000_000_000);
        body.takeFrom(in, 1_000_000_000);
        assertThat(body.capacity()).as("capacity before the first byte").isZero();

        in.append(new byte[10]);
        body.takeFrom(in, 1_000_000_000);
        assertThat(body.capacity()).as("capacity after ten bytes").isLessThan(10_000);
    }

    @Test
    void noMoreIsTakenThanBelongsToTheBody() {
        BodyBytes body = new BodyBytes(100);
        in.appendLatin1("abcde");

        assertThat(body.takeFrom(in, 3)).isEqualTo(3);

        assertThat(body.toArray()).isEqualTo(new byte[] {'a', 'b', 'c'});
        assertThat(in.latin1(0, 2)).isEqualTo("de");
    }

    @Test
    void aBodyOfKnownLengthEndsInAnArrayOfThisLength() {
        int length = 5000;
        BodyBytes body = new BodyBytes(length);
        while (body.size() < length) {
            in.append(new byte[700]);
            body.takeFrom(in, length - body.size());
        }

        assertThat(body.capacity()).isEqualTo(length);
        assertThat(body.toArray()).hasSize(length);
    }

    @Test
    void growingTakesFewSteps() {
        BodyBytes body = new BodyBytes(1_000_000);
        int growths = 0;
        int capacity = 0;
        for (int i = 0; i < 10_000; i++) {
            in.append(new byte[100]);
            body.takeFrom(in, 100);
            if (body.capacity() != capacity) {
                growths++;
                capacity = body.capacity();
            }
        }

        assertThat(growths)
                .as("growths on the way to a megabyte in chunks of 100 bytes")
                .isLessThan(30);
    }
}
