package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lkg.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {

    private static final String TAG = "\"a\"";
    private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");
    private static final String BEFORE = "Fri, 02 Jan 2026 03:04:04 GMT";
    private static final String THEN = "Fri, 02 Jan 2026 03:04:05 GMT";
    private static final String AFTER = "Fri, 02 Jan 2026 03:04:06 GMT";

    @Test
    void withoutConditionsAFileIsSent() {
        assertThat(of()).isEqualTo(Preconditions.MET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"a\"         | NOT_MODIFIED",
                "W/\"a\"       | NOT_MODIFIED",
                "\"b\", \"a\"  | NOT_MODIFIED",
                "\"b\",\"a,b\" | MET",
                "\"b\"         | MET",
                "*             | NOT_MODIFIED",
                "a             | MET",
                "\"a           | MET",
            })
    void ifNoneMatchComparesWeakly(String value, Preconditions expected) {
        assertThat(of("If-None-Match", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"a\"         | MET",
                "W/\"a\"       | FAILED",
                "\"b\", \"a\"  | MET",
                "\"b\"         | FAILED",
                "*             | MET",
                "a             | FAILED",
            })
    void ifMatchComparesStrongly(String value, Preconditions expected) {
        assertThat(of("If-Match", value)).isEqualTo(expected);
    }

    @Test
    void ifModifiedSinceComparesWholeSeconds() {
        assertThat(of("If-Modified-Since", BEFORE)).isEqualTo(Preconditions.MET);
        assertThat(of("If-Modified-Since", THEN)).isEqualTo(Preconditions.NOT_MODIFIED);
        assertThat(of("If-Modified-Since", AFTER)).isEqualTo(Preconditions.NOT_MODIFIED);
        assertThat(of("If-Modified-Since", "yesterday")).isEqualTo(Preconditions.MET);
    }

    @Test
    void ifUnmodifiedSinceFailsAfterAChange() {
        assertThat(of("If-Unmodified-Since", BEFORE)).isEqualTo(Preconditions.FAILED);
        assertThat(of("If-Unmodified-Since", THEN)).isEqualTo(Preconditions.MET);
        assertThat(of("If-Unmodified-Since", "yesterday")).isEqualTo(Preconditions.MET);
    }

    @Test
    void tagsComeBeforeDates() {
        assertThat(of("If-None-Match", "\"b\"", "If-Modified-Since", AFTER))
                .as("If-None-Match decides alone")
                .isEqualTo(Preconditions.MET);
        assertThat(of("If-Match", TAG, "If-Unmodified-Since", BEFORE))
                .as("If-Match decides alone")
                .isEqualTo(Preconditions.MET);
    }

    @Test
    void aFailureComesBeforeNotModified() {
        assertThat(of("If-None-Match", TAG, "If-Match", "\"b\"")).isEqualTo(Preconditions.FAILED);
        assertThat(of("If-None-Match", TAG, "If-Unmodified-Since", BEFORE)).isEqualTo(Preconditions.FAILED);
        assertThat(of("If-None-Match", TAG, "If-Match", TAG)).isEqualTo(Preconditions.NOT_MODIFIED);
    }

    @Test
    void severalFieldsAreOneList() {
        assertThat(of("If-None-Match", "\"b\"", "If-None-Match", TAG)).isEqualTo(Preconditions.NOT_MODIFIED);
        assertThat(new EntityTags(List.of("\"b\"", TAG)).matchStrongly(Optional.of(TAG)))
                .as("the second of two tags matches")
                .isTrue();
        assertThat(of("If-Match", "\"*\""))
                .as("a star in quotes is a tag like any other")
                .isEqualTo(Preconditions.FAILED);
        assertThat(of("If-Match", "*", "If-Match", "\"b\""))
                .as("a star is no tag: in a list with one it matches nothing")
                .isEqualTo(Preconditions.FAILED);
    }

    private static Preconditions of(String... fields) {
        return of(new Validators(Optional.of(TAG), Optional.of(MODIFIED)), fields);
    }

    private static Preconditions of(Validators current, String... fields) {
        return Preconditions.of(Headers.of(fields), current);
    }

    @Test
    void aWeakTagIsTheSameForACacheOnly() {
        Validators weak = new Validators(Optional.of("W/" + TAG), Optional.empty());

        assertThat(of(weak, "If-None-Match", TAG)).isEqualTo(Preconditions.NOT_MODIFIED);
        assertThat(of(weak, "If-None-Match", "W/" + TAG)).isEqualTo(Preconditions.NOT_MODIFIED);
        assertThat(of(weak, "If-None-Match", "\"b\"")).isEqualTo(Preconditions.MET);
        assertThat(of(weak, "If-Match", TAG)).isEqualTo(Preconditions.FAILED);
        assertThat(of(weak, "If-Match", "W/" + TAG)).isEqualTo(Preconditions.FAILED);
        assertThat(of(weak, "If-Match", "*")).isEqualTo(Preconditions.MET);
    }

    /** RFC 9110 §13.1.4. */
    @Test
    void whatIsNotKnownIsNoCondition() {
        Validators none = new Validators(Optional.empty(), Optional.empty());

        assertThat(of(none, "If-Modified-Since", AFTER)).isEqualTo(Preconditions.MET);
        assertThat(of(none, "If-Unmodified-Since", BEFORE)).isEqualTo(Preconditions.MET);
        assertThat(of(none, "If-None-Match", TAG)).isEqualTo(Preconditions.MET);
        assertThat(of(none, "If-None-Match", "*")).isEqualTo(Preconditions.NOT_MODIFIED);
        assertThat(of(none, "If-Match", TAG)).isEqualTo(Preconditions.FAILED);
    }
}
