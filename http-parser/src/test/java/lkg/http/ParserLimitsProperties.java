package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

@Tag("step-1")
class ParserLimitsProperties {

    /** The request line's limit and the head's once moved each other, and the order of the calls decided. */
    @Property
    void noLimitMovesAnother(
            @ForAll @IntRange(min = 1) int requestLine,
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE - 2) int head) {
        if (requestLine > head) {
            assertThatThrownBy(
                            () -> new ParserLimits(requestLine, head, 5, 6),
                            "a request line of %s bytes in a head of %s",
                            requestLine,
                            head)
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        ParserLimits limits = new ParserLimits(requestLine, head, 5, 6);

        assertThat(limits.maxRequestLineBytes()).as("maxRequestLineBytes").isEqualTo(requestLine);
        assertThat(limits.maxHeadBytes()).as("maxHeadBytes").isEqualTo(head);
        assertThat(limits.maxFields()).as("maxFields").isEqualTo(5);
        assertThat(limits.maxBodyBytes()).as("maxBodyBytes").isEqualTo(6);
    }
}
