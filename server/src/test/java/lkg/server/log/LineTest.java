package lkg.server.log;

import static lkg.server.log.Events.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0", "7 | 7", "10 | 10", "1000 | 1,000", "1048576 | 1,048,576", "1000007 | 1,000,007"})
    void numbersAreWrittenWithAndWithoutCommas(long number, String grouped) {
        assertThat(text(new Line().number(number))).isEqualTo(Long.toString(number));
        assertThat(text(new Line().grouped(number))).isEqualTo(grouped);
        assertThat(Words.grouped(number)).isEqualTo(grouped);
    }

    @Test
    void theLargestNumberFits() {
        assertThat(text(new Line().number(Long.MAX_VALUE))).isEqualTo("9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.7",
                "255.0.10.128",
                "::1",
                "::",
                "2001:db8::1",
                "2001:db8::1:0:0:1",
                "fe80::1:0:2:3:4",
                "1::"
            })
    void addressesAreWrittenInTheirShortForm(String address) throws Exception {
        assertThat(text(new Line().address(InetAddress.getByName(address)))).isEqualTo(address);
    }

    @Test
    void aSingleGroupOfZerosIsNoGap() throws Exception {
        assertThat(text(new Line().address(InetAddress.getByName("2001:db8:0:1:1:1:1:1"))))
                .isEqualTo("2001:db8:0:1:1:1:1:1");
    }

    @Test
    void aLongLineLeavesItsMemoryToTheCollector() {
        Line line = new Line().escaped("\n".repeat(100_000));

        assertThat(line.length()).as("bytes of the line").isEqualTo(400_000);
        assertThat(line.begin().bytes().length).as("bytes that are kept").isLessThan(20_000);
    }
}
