package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParserLimitsTest {

    @Test
    void defaultsAreThoseOfAServerOnTheOpenNetwork() {
        assertThat(ParserLimits.defaults()).isEqualTo(new ParserLimits(8192, 16384, 100, 1048576));
    }

    @Test
    void eachCanBeChangedAlone() {
        ParserLimits limits = ParserLimits.defaults();

        assertThat(limits.withMaxBodyBytes(5)).isEqualTo(new ParserLimits(8192, 16384, 100, 5));
        assertThat(limits.withMaxFields(5)).isEqualTo(new ParserLimits(8192, 16384, 5, 1048576));
        assertThat(limits.withMaxHeadBytes(20000)).isEqualTo(new ParserLimits(8192, 20000, 100, 1048576));
        assertThat(limits.withMaxRequestLineBytes(5)).isEqualTo(new ParserLimits(5, 16384, 100, 1048576));
    }

    @Test
    void theRequestLineIsPartOfTheHead() {
        assertThat(ParserLimits.defaults().withMaxHeadBytes(100)).isEqualTo(new ParserLimits(100, 100, 100, 1048576));
        assertThat(ParserLimits.defaults().withMaxRequestLineBytes(20000))
                .isEqualTo(new ParserLimits(20000, 20000, 100, 1048576));
        assertThatThrownBy(() -> new ParserLimits(10, 9, 1, 0)).hasMessageContaining("maxHeadBytes");
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatThrownBy(() -> new ParserLimits(0, 9, 1, 0)).hasMessageContaining("maxRequestLineBytes");
        assertThatThrownBy(() -> new ParserLimits(1, 9, 0, 0)).hasMessageContaining("maxFields");
        assertThatThrownBy(() -> new ParserLimits(1, 9, 1, -1)).hasMessageContaining("maxBodyBytes");
    }
}
