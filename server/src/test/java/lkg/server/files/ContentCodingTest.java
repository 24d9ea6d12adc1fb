package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import lkg.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                  | 1000",
                "GZIP                  | 1000",
                "br, gzip              | 1000",
                "gzip;q=0.5            | 500",
                "gzip ; q=0.001        | 1",
                "gzip;q=1.000          | 1000",
                "gzip;x=1\t; Q=0.7     | 700",
                "gzip;q=0              | 0",
                "gzip;q=0.0            | 0",
                "*                     | 1000",
                "*;q=0.2               | 200",
                "*;q=0.2, gzip;q=0.8   | 800",
                "gzip;q=0, *           | 0",
                "br                    | 0",
                "identity              | 0",
                "gzipped               | 0",
                "gzip;q=2              | 0",
                "gzip;q=0.1234         | 0",
                "gzip;q=x              | 0",
                "''                    | 0",
            })
    void theClientSaysHowMuchItLikesACoding(String acceptEncoding, int weight) {
        assertThat(ContentCoding.GZIP.weight(Headers.of("Accept-Encoding", acceptEncoding)))
                .isEqualTo(weight);
    }

    @Test
    void severalFieldsAreOneList() {
        assertThat(ContentCoding.GZIP.weight(Headers.of("Accept-Encoding", "br", "Accept-Encoding", "gzip;q=0.5")))
                .as("the weight of gzip, which the second field names")
                .isEqualTo(500);
    }

    @Test
    void aClientThatSaysNothingGetsTheFileAsItIs() {
        assertThat(ContentCoding.BR.weight(Headers.empty())).isZero();
    }

    /** It is read by the event loop: what takes the square of its length would hold up all clients for a second. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "a,", "*;q=0.5,", ";", "\t;"})
    void aLongFieldIsReadInTimeThatGrowsWithItsLength(String repeated) {
        Headers field = Headers.of("Accept-Encoding", "gzip" + repeated.repeat(100_000) + "x");

        // The square of this length would take minutes.
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 10; i++) {
                ContentCoding.BR.weight(field);
            }
        });
    }
}
