package lkg.server.log;

import static lkg.server.log.Events.CLIENT;
import static lkg.server.log.Events.CLOCK;
import static lkg.server.log.Events.THIS_MACHINE;
import static lkg.server.log.Events.answer;
import static lkg.server.log.Events.brokenOff;
import static lkg.server.log.Events.refusal;
import static lkg.server.log.Events.request;
import static lkg.server.log.Events.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.server.EndReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BriefFormTest {

    private static final ZoneId ZONE = ZoneId.of("+01:00");

    private final Words words = Words.ofDefaults();
    private final BriefForm form = new BriefForm(CLOCK, ZONE, Colours.OFF);

    @Test
    void aRequestOfThisMachineIsAShortLineInLocalTime() throws Exception {
        assertThat(text(form.answered(answer(ownRequest(), 200), words)))
                .isEqualTo("11:15:32 200 GET /x 5,123 B 1.2 ms\n");
    }

    @Test
    void anotherMachineIsNamed() throws Exception {
        assertThat(text(form.answered(answer(request(), 404), words)))
                .isEqualTo("11:15:32 404 GET /x?y 5,123 B 1.2 ms  192.0.2.7\n");
    }

    @ParameterizedTest
    @CsvSource({"200, 32", "304, 36", "404, 33", "500, 31"})
    void aTerminalShowsTheClassOfTheStatusAsAColour(int status, String colour) throws Exception {
        BriefForm coloured = new BriefForm(CLOCK, ZONE, Colours.ON);

        assertThat(text(coloured.answered(answer(ownRequest(), status), words)))
                .contains(" \033[" + colour + "m" + status + "\033[0m GET");
    }

    @ParameterizedTest
    @CsvSource({"40, 0.0 ms", "9999, 9.9 ms", "10000, 10 ms", "9999999, 9999 ms", "61500000, 61 s"})
    void aDurationIsShort(long micros, String shown) throws Exception {
        Duration duration = Duration.ofNanos(1000 * micros);

        assertThat(text(form.abandoned(ownRequest(), duration, EndReason.CLIENT_LEFT, words)))
                .isEqualTo("11:15:32 499 GET /x " + shown + "  client closed early\n");
    }

    @Test
    void aRefusalSaysWhy() {
        assertThat(text(form.refused(refusal(431), words))).isEqualTo("11:15:32 431 -  192.0.2.7  it is too long\n");
    }

    @Test
    void anEndThatNoRequestExplainsIsALine() {
        assertThat(text(form.closed(CLIENT, EndReason.IDLE, words)))
                .isEqualTo("11:15:32 ---  192.0.2.7  idle for 30 s\n");
    }

    @Test
    void anEndThatTheLineOfTheRequestHasToldIsNotToldAgain() throws Exception {
        form.answered(brokenOff(request(), 7, EndReason.NETWORK_FAILED), words);
        assertThat(text(form.closed(CLIENT, EndReason.NETWORK_FAILED, words)))
                .as("behind a response that was broken off")
                .isEmpty();

        form.abandoned(request(), Duration.ZERO, EndReason.STALLED, words);
        assertThat(text(form.closed(CLIENT, EndReason.STALLED, words)))
                .as("behind a request that was abandoned")
                .isEmpty();

        form.answered(answer(request(), 200), words);
        assertThat(text(form.closed(CLIENT, EndReason.NETWORK_FAILED, words)))
                .as("behind a complete response")
                .isNotEmpty();
    }

    @Test
    void onlyOneEndIsTold() throws Exception {
        form.answered(brokenOff(request(), 7, EndReason.NETWORK_FAILED), words);
        form.closed(CLIENT, EndReason.NETWORK_FAILED, words);

        assertThat(text(form.closed(CLIENT, EndReason.IDLE, words)))
                .as("the end of another connection of the same client")
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT_CLOSED", "CLIENT_WISH", "REFUSED", "SHUTDOWN"})
    void anOrdinaryEndIsNoLine(EndReason reason) {
        assertThat(text(form.closed(CLIENT, reason, words))).isEmpty();
    }

    private static HttpRequest ownRequest() throws HttpException {
        return request(THIS_MACHINE, "GET /x HTTP/1.1\nHost: a\n\n");
    }
}
