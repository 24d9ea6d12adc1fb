package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=10-19, 10, 19",
        "bytes=10-, 10, 99",
        "bytes=99-, 99, 99",
        "bytes=90-200, 90, 99",
        "bytes=0-99999999999999999999, 0, 99",
        "bytes=-1, 99, 99",
        "bytes=-100, 0, 99",
        "bytes=-500, 0, 99",
        "bytes=-99999999999999999999, 0, 99",
        "BYTES=1-2, 1, 2",
        "'bytes= 1-2 ', 1, 2",
    })
    void aPartOf100Bytes(String field, long first, long last) {
        assertThat(ByteRange.of(Optional.of(field), 100))
                .isEqualTo(new ByteRange.Request(ByteRange.Kind.PART, new ByteRange(first, last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=99999999999999999999-", "bytes=-0"})
    void bytesThatA100BytesDoNotHave(String field) {
        assertThat(ByteRange.of(Optional.of(field), 100).kind()).isEqualTo(ByteRange.Kind.UNSATISFIABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=2-1",
                "bytes=+1-2",
                "bytes=1--2",
                "bytes 1-2",
                "bytes=1-2-3",
                "items=1-2",
                "bytes=\u0661-\u0662",
                "bytes=0x1-0x2",
            })
    void whatIsNoRangeIsTheWhole(String field) {
        assertThat(ByteRange.of(Optional.of(field), 100).kind()).isEqualTo(ByteRange.Kind.WHOLE);
    }

    @Test
    void severalRangesAreTheWhole() {
        assertThat(ByteRange.of(Optional.of("bytes=0-0,2-2"), 100).kind()).isEqualTo(ByteRange.Kind.WHOLE);
        assertThat(ByteRange.of(Optional.of("bytes=" + "0-,".repeat(5000) + "0-"), 100)
                        .kind())
                .as("5,001 ranges that overlap")
                .isEqualTo(ByteRange.Kind.WHOLE);
    }

    @Test
    void anEmptyFileHasNoFirstByteButALastPart() {
        assertThat(ByteRange.of(Optional.of("bytes=0-"), 0).kind()).isEqualTo(ByteRange.Kind.UNSATISFIABLE);
        assertThat(ByteRange.of(Optional.of("bytes=-1"), 0).kind()).isEqualTo(ByteRange.Kind.WHOLE);
    }

    @Property
    void aPartIsNeverEmptyAndNeverOutside(
            @ForAll @LongRange(min = 0, max = 300) long first,
            @ForAll @LongRange(min = 0, max = 300) long last,
            @ForAll @LongRange(min = 0, max = 200) long fileLength) {
        for (String field : new String[] {"bytes=" + first + "-" + last, "bytes=" + first + "-", "bytes=-" + last}) {
            ByteRange.Request request = ByteRange.of(Optional.of(field), fileLength);
            if (request.kind() == ByteRange.Kind.PART) {
                assertThat(request.range().first()).as(field).isBetween(0L, fileLength - 1);
                assertThat(request.range().last())
                        .as(field)
                        .isBetween(request.range().first(), fileLength - 1);
                assertThat(request.range().length()).isPositive();
            }
        }
    }

    @Test
    void aPartSaysWhereItBelongs() {
        assertThat(new ByteRange(10, 19).contentRange(100)).isEqualTo("bytes 10-19/100");
        assertThat(new ByteRange(10, 19).length()).isEqualTo(10);
    }
}
