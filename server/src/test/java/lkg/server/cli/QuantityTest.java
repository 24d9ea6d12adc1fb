package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "65536, 65536",
        "0, 0",
        "-1, -1",
        "64KB, 65536",
        "64KiB, 65536",
        "64kb, 65536",
        "64k, 65536",
        "10MB, 10485760",
        "10m, 10485760",
        "1GB, 1073741824",
        "1gib, 1073741824",
        "0.5KB, 512",
        "9223372036854775807, 9223372036854775807"
    })
    void aSizeIsInBytesOrHasAUnit(String text, long bytes) {
        assertThat(Quantity.SIZE.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30000",
        "0, 0",
        "-1, -1000",
        "500ms, 500",
        "30s, 30000",
        "0.5, 500",
        "1.5s, 1500",
        "1m, 60000",
        "1h, 3600000",
        "1d, 86400000",
        "9223372036854775807ms, 9223372036854775807"
    })
    void aTimeIsInSecondsOrHasAUnit(String text, long millis) {
        assertThat(Quantity.TIME.parse(text)).hasValue(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "KB",
                "B",
                "1B2",
                "64 KB",
                "64XB",
                "+1",
                "٣",
                "1e3",
                "0x10",
                "0.3KB",
                "30s",
                "1,5KB",
                "8388608.5TB",
                "9223372036854775807KB"
            })
    void anythingElseIsNoSize(String text) {
        assertThat(Quantity.SIZE.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "s",
                "1x",
                "1 s",
                "1M",
                "1S",
                "+1",
                "٣",
                "1e3s",
                "64KB",
                "0.0001",
                "1m30s",
                "9223372036854775807"
            })
    void anythingElseIsNoTime(String text) {
        assertThat(Quantity.TIME.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1s", "1KB", "1.5", "+1", "٣", "9223372036854775808"})
    void aCountIsAWholeNumberWithoutAUnit(String text) {
        assertThat(Quantity.COUNT.parse("12")).hasValue(12);
        assertThat(Quantity.COUNT.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SIZE, 0, 0",
        "SIZE, 240, 240",
        "SIZE, 1024, 1KB",
        "SIZE, 16384, 16KB",
        "SIZE, 1048576, 1MB",
        "SIZE, 1048577, 1048577",
        "TIME, 0, 0",
        "TIME, 1500, 1500ms",
        "TIME, 30000, 30s",
        "TIME, 60000, 1m",
        "TIME, 7200000, 2h",
        "COUNT, 1000, 1000",
    })
    void isShownInTheLargestUnitThatNeedsNoFraction(Quantity quantity, long value, String shown) {
        assertThat(quantity.format(value)).isEqualTo(shown);
    }
}
