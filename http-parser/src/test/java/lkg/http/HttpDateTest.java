package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("step-1")
class HttpDateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theDayHasTwoDigits() {
        assertThat(HttpDate.format(Instant.parse("2026-01-01T09:08:07Z"))).isEqualTo("Thu, 01 Jan 2026 09:08:07 GMT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    void allThreeFormatsAreRead(String text) {
        assertThat(HttpDate.parse(text, NOW)).as(text).contains(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @Test
    void theOldestFormatMayHaveADayOfTwoDigits() {
        assertThat(HttpDate.parse("Wed Nov 16 08:49:37 1994", NOW)).contains(Instant.parse("1994-11-16T08:49:37Z"));
    }

    @ParameterizedTest
    @CsvSource({"'Monday, 06-Nov-34 08:49:37 GMT', 2034", "'Saturday, 06-Nov-99 08:49:37 GMT', 1999"})
    void aYearOfTwoDigitsIsNotMoreThan50YearsAhead(String text, int year) {
        assertThat(HttpDate.parse(text, NOW))
                .as("%s, read at %s", text, NOW)
                .contains(Instant.parse(year + "-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @CsvSource({"'Wednesday, 01-Jan-76 00:00:00 GMT', 2076", "'Saturday, 01-Jan-77 00:00:00 GMT', 1977"})
    void aYearOfTwoDigitsMayBe50YearsAhead(String text, int year) {
        Instant now = Instant.parse("2026-12-31T00:00:00Z");

        assertThat(HttpDate.parse(text, now))
                .as("%s, read at %s", text, now)
                .contains(Instant.parse(year + "-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "1994-11-06"})
    void anythingElseIsNoDate(String text) {
        assertThat(HttpDate.parse(text, NOW)).as(text).isEmpty();
    }
}
