package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserLimitsTest {

    @Test
    void defaultsAreThoseOfAServerOnTheOpenNetwork() {
        assertThat(ParserLimits.defaults()).isEqualTo(new ParserLimits(8192, 16384, 100, 1048576));
    }

    /** The request line's limit and the head's once moved each other, and the order of the calls decided. */
    @Property
    void noLimitMovesAnother(
            @ForAll @IntRange(min = 1) int requestLine,
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE - 2) int head) {
        if (requestLine > head) {
            assertThatThrownBy(() -> new ParserLimits(requestLine, head, 5, 6))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        ParserLimits limits = new ParserLimits(requestLine, head, 5, 6);

        assertThat(limits.maxRequestLineBytes()).isEqualTo(requestLine);
        assertThat(limits.maxHeadBytes()).isEqualTo(head);
        assertThat(limits.maxFields()).isEqualTo(5);
        assertThat(limits.maxBodyBytes()).isEqualTo(6);
    }

    @Test
    void aRequestLineThatDoesNotFitInTheHeadIsRefusedWithBothNames() {
        assertThat(new ParserLimits(9, 9, 1, 0).maxRequestLineBytes()).isEqualTo(9);
        assertThatThrownBy(() -> new ParserLimits(10, 9, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxRequestLineBytes (10)")
                .hasMessageContaining("maxHeadBytes (9)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 9, 1, 0, maxRequestLineBytes",
        "1, 0, 1, 0, maxHeadBytes",
        "1, 2147483646, 1, 0, maxHeadBytes",
        "1, 9, 0, 0, maxFields",
        "1, 9, 1, -1, maxBodyBytes"
    })
    void nonsenseIsRefusedByName(int requestLine, int head, int fields, int body, String name) {
        assertThatThrownBy(() -> new ParserLimits(requestLine, head, fields, body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + " must be at ");
    }

    @Test
    void theLargestHeadStillHasABuffer() {
        assertThat(new ParserLimits(1, Integer.MAX_VALUE - 2, 1, 0).requiredBufferBytes())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
