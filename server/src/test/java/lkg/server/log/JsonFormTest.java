package lkg.server.log;

import static lkg.server.log.Events.CLIENT;
import static lkg.server.log.Events.CLOCK;
import static lkg.server.log.Events.brokenOff;
import static lkg.server.log.Events.refusal;
import static lkg.server.log.Events.request;
import static lkg.server.log.Events.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import lkg.server.EndReason;
import org.junit.jupiter.api.Test;

class JsonFormTest {

    private final Words words = Words.ofDefaults();
    private final JsonForm form = new JsonForm(CLOCK);

    @Test
    void aRequestHasAllThatIsKnownOfIt() throws Exception {
        assertThat(text(form.answered(brokenOff(request(), 7000, EndReason.CLIENT_LEFT), words)))
                .isEqualTo("{\"time\":\"2026-11-25T10:15:32.007Z\",\"event\":\"request\",\"client\":\"192.0.2.7\","
                        + "\"client_port\":4711,\"method\":\"GET\",\"target\":\"/x?y\",\"protocol\":\"HTTP/1.1\","
                        + "\"host\":\"a\",\"referer\":\"http://a/\",\"user_agent\":\"curl/8\",\"status\":200,"
                        + "\"bytes\":5000,\"length\":7000,\"first_byte_us\":0,\"duration_us\":2000000,"
                        + "\"reason\":\"CLIENT_LEFT\",\"why\":\"client closed early after 5,000 of 7,000 bytes\"}\n");
    }

    @Test
    void eachKindOfEventIsAnObject() throws Exception {
        assertThat(event(form.abandoned(request(), Duration.ofMillis(3), EndReason.STALLED, words)))
                .isEqualTo("abandoned");
        assertThat(event(form.refused(refusal(400), words))).isEqualTo("refused");
        assertThat(event(form.dropped(7))).isEqualTo("dropped");
        assertThat(text(form.closed(CLIENT, EndReason.IDLE, words)))
                .endsWith("\"event\":\"closed\",\"client\":\"192.0.2.7\",\"client_port\":4711,\"reason\":\"IDLE\","
                        + "\"why\":\"idle for 30 s\"}\n");
    }

    private static String event(Line line) throws Exception {
        return new ObjectMapper().readTree(text(line)).get("event").asText();
    }
}
