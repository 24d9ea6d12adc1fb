package lkg.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import lkg.http.HttpException;
import lkg.server.EndReason;
import lkg.server.Observer.Refusal;
import lkg.server.Setting;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void theNumbersAreThoseOfTheServer() {
        Words words = new Words(Map.of(Setting.IDLE_TIMEOUT, 1_500L, Setting.STALL_TIMEOUT, 90_000L));

        assertThat(words.of(EndReason.IDLE)).isEqualTo("idle for 1,500 ms");
        assertThat(words.of(EndReason.STALLED)).isEqualTo("client stalled for 90 s");
    }

    @Test
    void aRequestThatCameTooSlowlySaysWhichPartOfItDid() throws Exception {
        HttpException tooSlow = new HttpException(408, "too slow");
        Words words = Words.ofDefaults();

        assertThat(words.refused(new Refusal(Events.CLIENT, Optional.empty(), tooSlow)))
                .isEqualTo("head took over 10 s");
        assertThat(words.refused(new Refusal(Events.CLIENT, Optional.of(Events.request()), tooSlow)))
                .isEqualTo("body stalled for 60 s");
    }
}
