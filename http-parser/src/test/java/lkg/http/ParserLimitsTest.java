package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("step-1")
class ParserLimitsTest {

    @Test
    void defaultsAreThoseOfAServerOnTheOpenNetwork() {
        assertThat(ParserLimits.defaults()).isEqualTo(new ParserLimits(8192, 16384, 100, 1048576));
    }

    @ParameterizedTest
    @CsvSource({"9, 9, 1, 0", "1, 1, 1, 0", "1, 2147483645, 1, 0", "1, 1, 1, 2147483647", "1, 1, 2147483647, 0"})
    void whatMakesSenseIsTaken(int requestLine, int head, int fields, int body) {
        ParserLimits limits = new ParserLimits(requestLine, head, fields, body);

        assertThat(limits.maxHeadBytes()).as("maxHeadBytes").isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 9, 1, 0", // a request line that does not fit in the head
        "0, 9, 1, 0",
        "1, 0, 1, 0",
        "1, 2147483646, 1, 0",
        "1, 2147483647, 1, 0",
        "1, 9, 0, 0",
        "1, 9, 1, -1"
    })
    void nonsenseIsRefused(int requestLine, int head, int fields, int body) {
        assertThatThrownBy(
                        () -> new ParserLimits(requestLine, head, fields, body),
                        "new ParserLimits(%s, %s, %s, %s)",
                        requestLine,
                        head,
                        fields,
                        body)
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The longest that may have to wait: a whole head, or the line of a chunk's size with its CR LF. */
    @ParameterizedTest
    @CsvSource({"16384, 16386", "257, 259", "256, 258", "255, 258", "1, 258", "2147483645, 2147483647"})
    void aBufferHoldsTheLongestThatMayHaveToWait(int head, int expected) {
        assertThat(new ParserLimits(1, head, 1, 0).requiredBufferBytes())
                .as("requiredBufferBytes for a head of %s", head)
                .isEqualTo(expected);
    }
}
