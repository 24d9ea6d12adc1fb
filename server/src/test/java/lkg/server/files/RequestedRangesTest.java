package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lkg.server.files.RequestedRanges.Kind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedRangesTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0-0",
        "bytes=0-99, 0-99",
        "bytes=10-19, 10-19",
        "bytes=10-, 10-99",
        "bytes=99-, 99-99",
        "bytes=90-200, 90-99",
        "bytes=0-99999999999999999999, 0-99",
        "bytes=-1, 99-99",
        "bytes=-100, 0-99",
        "bytes=-500, 0-99",
        "bytes=-99999999999999999999, 0-99",
        "BYTES=1-2, 1-2",
        "'bytes= 1-2 ', 1-2",
    })
    void oneRangeOf100Bytes(String field, String range) {
        assertThat(partsOf100Bytes(field)).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0,50-59,-1         | 0-0 50-59 99-99",
                "bytes=-1,50-59,0-0         | 99-99 50-59 0-0",
                "'bytes= 0-0 , 2-2 ,\t4-4'  | 0-0 2-2 4-4",
                "'bytes=,0-0,, ,2-2,'       | 0-0 2-2",
            })
    void severalRangesKeepTheirOrder(String field, String ranges) {
        assertThat(partsOf100Bytes(field)).isEqualTo(ranges);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-9,5-14             | 0-14",
                "bytes=0-9,10-19            | 0-19",
                "bytes=10-19,0-9            | 0-19",
                "bytes=0-9,11-19            | 0-9 11-19",
                "bytes=0-99,50-59           | 0-99",
                "bytes=50-59,0-             | 0-99",
                "bytes=5-5,5-5,5-5          | 5-5",
                "bytes=20-29,0-9,40-49,5-24 | 0-29 40-49",
                "bytes=40-49,0-9,20-29,10-39| 0-49",
            })
    void rangesThatOverlapOrTouchBecomeOne(String field, String ranges) {
        assertThat(partsOf100Bytes(field)).isEqualTo(ranges);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=100-,5-5             | 5-5",
                "bytes=0-0,200-300,-0,9-9   | 0-0 9-9",
            })
    void rangesThatTheFileDoesNotHaveAreLeftOut(String field, String ranges) {
        assertThat(partsOf100Bytes(field)).isEqualTo(ranges);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=100-",
                "bytes=100-200",
                "bytes=99999999999999999999-",
                "bytes=-0",
                "bytes=100-,200-,-0",
            })
    void aFileOf100BytesHasNoneOfThese(String field) {
        assertThat(kind(field, 100)).isEqualTo(Kind.UNSATISFIABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=,",
                "bytes=a-b",
                "bytes=2-1",
                "bytes=+1-2",
                "bytes=1--2",
                "bytes 1-2",
                "bytes=1-2-3",
                "items=1-2",
                "bytes=\u0661-\u0662",
                "bytes=0x1-0x2",
                "bytes=1-2,a-b",
                "bytes=1-2,9-8",
                "bytes=200-,-",
                "bytes=1-2;4-5",
            })
    void anInvalidFieldMeansTheWholeFile(String field) {
        assertThat(kind(field, 100)).isEqualTo(Kind.WHOLE);
    }

    @Test
    void withoutTheFieldTheWholeFileIsMeant() {
        assertThat(RequestedRanges.of(Optional.empty(), 100).kind()).isEqualTo(Kind.WHOLE);
    }

    @Test
    void aListMayHave16Ranges() {
        assertThat(kind("bytes=" + "0-,".repeat(15) + "0-", 100))
                .as("16 ranges")
                .isEqualTo(Kind.PARTS);
        assertThat(kind("bytes=" + "0-,".repeat(16) + "0-", 100))
                .as("17 ranges")
                .isEqualTo(Kind.WHOLE);
        assertThat(kind("bytes=" + "0-,".repeat(5000) + "0-", 100))
                .as("5,001 ranges")
                .isEqualTo(Kind.WHOLE);
    }

    /** No Content-Range can express a part of it. */
    @Test
    void everyRangeOfAnEmptyFileIsTheWholeFile() {
        assertThat(kind("bytes=0-", 0)).isEqualTo(Kind.WHOLE);
        assertThat(kind("bytes=-1", 0)).isEqualTo(Kind.WHOLE);
        assertThat(kind("bytes=0-,-1,-0", 0)).isEqualTo(Kind.WHOLE);
    }

    @Property
    void partsAreInsideTheFileAndApart(
            @ForAll @Size(min = 1, max = 16) List<@LongRange(min = 0, max = 300) Long> numbers,
            @ForAll @LongRange(min = 0, max = 300) long fileLength) {
        String field = numbers.stream()
                .map(n -> n % 3 == 0 ? "-" + n : n % 3 == 1 ? n + "-" + (n + n % 20) : n + "-")
                .collect(Collectors.joining(",", "bytes=", ""));

        List<ByteRange> ranges =
                RequestedRanges.of(Optional.of(field), fileLength).ranges();

        for (ByteRange range : ranges) {
            assertThat(range.first()).as(field).isBetween(0L, fileLength - 1);
            assertThat(range.last()).as(field).isBetween(range.first(), fileLength - 1);
            assertThat(ranges.stream().filter(range::touches)).as(field).containsExactly(range);
        }
    }

    /** Merging must neither lose a byte that was asked for nor add one. */
    @Property
    void partsAreTheBytesThatWereAskedFor(@ForAll @Size(min = 1, max = 16) List<@LongRange(max = 60) Long> starts) {
        String field = starts.stream().map(n -> n + "-" + (n + n % 5)).collect(Collectors.joining(",", "bytes=", ""));

        List<ByteRange> ranges = RequestedRanges.of(Optional.of(field), 100).ranges();

        for (long i = 0; i < 100; i++) {
            ByteRange one = new ByteRange(i, i);
            boolean asked = starts.stream().anyMatch(n -> one.first() >= n && one.first() <= n + n % 5);
            boolean sent = ranges.stream().anyMatch(r -> one.first() >= r.first() && one.first() <= r.last());
            assertThat(sent).as("byte %d of %s", i, field).isEqualTo(asked);
        }
    }

    @Test
    void aRangeSaysWhereItBelongs() {
        assertThat(new ByteRange(10, 19).contentRange(100)).isEqualTo("bytes 10-19/100");
        assertThat(new ByteRange(10, 19).length()).isEqualTo(10);
    }

    private static Kind kind(String field, long fileLength) {
        return RequestedRanges.of(Optional.of(field), fileLength).kind();
    }

    private static String partsOf100Bytes(String field) {
        RequestedRanges asked = RequestedRanges.of(Optional.of(field), 100);
        assertThat(asked.kind()).isEqualTo(Kind.PARTS);
        return asked.ranges().stream()
                .map(range -> range.first() + "-" + range.last())
                .collect(Collectors.joining(" "));
    }
}
