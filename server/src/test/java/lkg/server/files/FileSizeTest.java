package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1249, 1.2 kB",
        "1250, 1.3 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "10499, 10 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "1234567, 1.2 MB",
        "999999999, 1.0 GB",
        "9223372036854775807, 9.2 EB",
    })
    void aSizeHasTwoOrThreeDigits(long bytes, String text) {
        StringBuilder page = new StringBuilder();
        FileSize.appendShort(page, bytes);

        assertThat(page).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0 bytes", "1 | 1 byte", "999 | 999 bytes", "1000 | 1,000 bytes", "1234567 | 1,234,567 bytes"})
    void theExactSizeHasItsDigitsInGroups(long bytes, String text) {
        StringBuilder page = new StringBuilder();
        FileSize.appendExact(page, bytes);

        assertThat(page).hasToString(text);
    }
}
