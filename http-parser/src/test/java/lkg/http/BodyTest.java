package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import lkg.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("step-2")
class BodyTest {

    private static final Body.FileOpener NO_FILE = () -> {
        throw new IOException("only described, never opened");
    };

    // Bytes

    @Test
    void textIsBytesInUtf8() {
        assertThat(Body.of("h\u00e9")).isEqualTo(Body.of(new byte[] {'h', (byte) 0xc3, (byte) 0xa9}));
        assertThat(Body.of("h\u00e9").length()).isEqualTo(3);
        assertThat(Body.of("h\u00e9")).hasToString("h\u00e9");
    }

    @Test
    void bytesAreEqualWhenTheyAreTheSame() {
        assertThat(Body.of("ab")).isEqualTo(Body.of("ab")).hasSameHashCodeAs(Body.of("ab"));
        assertThat(Body.of("ab")).isNotEqualTo(Body.of("ac")).isNotEqualTo("ab");
        assertThat(Body.of("")).isEqualTo(Body.EMPTY);
        assertThat(Body.EMPTY.length()).isZero();
    }

    @Test
    void bytesCannotBeChangedThroughTheArrayThatWasPassedIn() {
        byte[] passedIn = {'a', 'b'};
        Body.Bytes body = Body.of(passedIn);

        passedIn[0] = 'x';

        assertThat(body).hasToString("ab");
    }

    @Test
    void bytesCannotBeChangedThroughWhatIsGivenOut() {
        Body.Bytes body = Body.of("ab");
        ByteBuffer given = body.buffer();

        assertThatThrownBy(() -> given.put(0, (byte) 'x'), "put into the buffer that was given out")
                .isInstanceOf(ReadOnlyBufferException.class);
        assertThat(given.hasArray())
                .as("whether the buffer gives its array away")
                .isFalse();
        assertThat(body).hasToString("ab");
    }

    @Test
    void eachReaderHasItsOwnPosition() {
        Body.Bytes body = Body.of("ab");
        body.buffer().get();

        assertThat(StandardCharsets.UTF_8.decode(body.buffer()).toString())
                .as("what is left for the second reader after the first has taken a byte")
                .isEqualTo("ab");
    }

    @Test
    void bytesAreAppendedToABuffer() {
        Buffer out = new Buffer(10);
        out.appendLatin1("x");

        Body.of("ab").appendTo(out);

        assertThat(out.latin1(0, out.readableBytes())).isEqualTo("xab");
    }

    @ParameterizedTest
    @CsvSource({"0, 5, abcde", "0, 2, ab", "1, 3, bcd", "4, 1, e", "5, 0, ''", "0, 0, ''"})
    void aSliceIsAPartOfTheBytes(long position, long length, String expected) {
        assertThat(Body.of("abcde").slice(position, length))
                .as("%s bytes of abcde from %s", length, position)
                .isEqualTo(Body.of(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 6",
        "5, 1",
        "6, 0",
        "-1, 2",
        "0, -1",
        "2, -1",
        "4294967296, 1",
        "0, 4294967297",
        "1, 9223372036854775807"
    })
    void aSliceThatIsNotWithinTheBytesIsRefused(long position, long length) {
        assertThatThrownBy(() -> Body.of("abcde").slice(position, length), "slice(%s, %s) of abcde", position, length)
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    // A part of a file

    @Test
    void aFileIsOnlyDescribed() {
        Body.FileRegion body = new Body.FileRegion(NO_FILE, 5_000_000_000L, 6_000_000_000L);

        assertThat(body.length()).isEqualTo(6_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "-9223372036854775808, 5", "-1, -1"})
    void aFileHasNoNegativePositionOrLength(long position, long length) {
        assertThatThrownBy(() -> new Body.FileRegion(NO_FILE, position, length), "%s bytes at %s", length, position)
                .isInstanceOf(IllegalArgumentException.class);
    }

    // Bodies that are made while they are sent

    @Test
    void aBodyThatIsWrittenOrPulledHasNoLength() {
        assertThat(new Body.Written(out -> {}).length()).isEqualTo(Body.UNKNOWN_LENGTH);
        assertThat(new Body.Pulled(wakeUp -> null).length()).isEqualTo(Body.UNKNOWN_LENGTH);
    }

    @Test
    void aSourceMayKnowItsLength() {
        assertThat(new Body.Pulled(wakeUp -> null, 6_000_000_000L).length()).isEqualTo(6_000_000_000L);
        assertThat(new Body.Pulled(wakeUp -> null, Body.UNKNOWN_LENGTH).length())
                .isEqualTo(Body.UNKNOWN_LENGTH);
        assertThatThrownBy(() -> new Body.Pulled(wakeUp -> null, -2), "a source of -2 bytes")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noPartIsNull() {
        assertThatThrownBy(() -> new Body.FileRegion(null, 0, 0), "a file").isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Body.Written(null), "a writer").isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Body.Pulled(null), "a source").isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Body.of((byte[]) null), "bytes").isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Body.of((String) null), "text").isInstanceOf(NullPointerException.class);
    }
}
