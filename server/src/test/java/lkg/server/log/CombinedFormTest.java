package lkg.server.log;

import static lkg.server.log.Events.CLIENT;
import static lkg.server.log.Events.CLOCK;
import static lkg.server.log.Events.answer;
import static lkg.server.log.Events.brokenOff;
import static lkg.server.log.Events.refusal;
import static lkg.server.log.Events.request;
import static lkg.server.log.Events.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import lkg.http.Body;
import lkg.server.EndReason;
import org.junit.jupiter.api.Test;

class CombinedFormTest {

    /** As programs that read such logs have it; what follows the last field, they pass over. */
    private static final Pattern COMBINED = Pattern.compile(
            "(\\S+) (\\S+) (\\S+) \\[(\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})] \"([^\"]*)\" (\\d{3})"
                    + " (\\d+|-) \"([^\"]*)\" \"([^\"]*)\"( \"[^\"]*\")?\n");

    private final Words words = Words.ofDefaults();
    private final CombinedForm form = new CombinedForm(CLOCK);

    @Test
    void aRequestIsALineAsApacheWritesIt() throws Exception {
        assertThat(text(form.answered(answer(request(), 200), words)))
                .isEqualTo("192.0.2.7 - - [25/Nov/2026:10:15:32 +0000] \"GET /x?y HTTP/1.1\" 200 5123 \"http://a/\""
                        + " \"curl/8\"\n");
    }

    @Test
    void whatTheClientDoesNotSayIsADash() throws Exception {
        assertThat(text(form.answered(answer(request(CLIENT, "GET / HTTP/1.0\n\n"), 304), words)))
                .endsWith(" \"GET / HTTP/1.0\" 304 5123 \"-\" \"-\"\n");
    }

    @Test
    void aResponseThatWasBrokenOffSaysWhyAndAfterHowMuch() throws Exception {
        assertThat(text(form.answered(brokenOff(request(), 1_048_576, EndReason.CLIENT_LEFT), words)))
                .endsWith(" 200 5000 \"http://a/\" \"curl/8\""
                        + " \"client closed early after 5,000 of 1,048,576 bytes\"\n");
        assertThat(text(form.answered(brokenOff(request(), Body.UNKNOWN_LENGTH, EndReason.STALLED), words)))
                .endsWith(" \"client stalled for 60 s after 5,000 bytes\"\n");
    }

    @Test
    void aHeadThatCouldNotBeReadIsADashWithItsStatusAndTheReason() {
        assertThat(text(form.refused(refusal(414), words)))
                .isEqualTo("192.0.2.7 - - [25/Nov/2026:10:15:32 +0000] \"-\" 414 - \"-\" \"-\" \"it is too long\"\n");
    }

    @Test
    void aRequestWithoutAResponseHasTheStatusThatNginxGivesIt() throws Exception {
        assertThat(text(form.abandoned(request(), Duration.ofSeconds(1), EndReason.CLIENT_LEFT, words)))
                .contains("\"GET /x?y HTTP/1.1\" 499 0 \"http://a/\"")
                .endsWith(" \"client closed early\"\n");
    }

    @Test
    void theEndOfAConnectionIsNoLine() {
        assertThat(text(form.closed(CLIENT, EndReason.IDLE, words))).isEmpty();
    }

    @Test
    void programsThatReadSuchLogsUnderstandEachLine() throws Exception {
        assertThat(text(form.answered(answer(request(), 200), words))).matches(COMBINED);
        assertThat(text(form.answered(brokenOff(request(), 7, EndReason.STALLED), words)))
                .matches(COMBINED);
        assertThat(text(form.abandoned(request(), Duration.ZERO, EndReason.CLIENT_LEFT, words)))
                .matches(COMBINED);
        assertThat(text(form.refused(refusal(400), words))).matches(COMBINED);
        assertThat(text(form.dropped(7))).matches(COMBINED).contains("7");
    }
}
