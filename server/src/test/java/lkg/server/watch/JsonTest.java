package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is sent to the page. */
class JsonTest {

    @Test
    void objectsListsAndNothing() {
        Json json = new Json()
                .begin()
                .field("a", 1)
                .field("b", List.of("x", 2L, true))
                .field("c", Map.of("d", Optional.empty()))
                .field("e", null)
                .field("f", new Heap(1, 2, 3, 4, 5, 6))
                .end();

        assertThat(json)
                .hasToString("{\"a\":1,\"b\":[\"x\",2,true],\"c\":{\"d\":null},\"e\":null,\"f\":[[1,2,3],[4,5,6]]}");
    }

    @Test
    void whatComesFromTheWireStaysAText() {
        String evil = "\"}</script><script>alert(1)</script>\\\u0000\n\u2028\u00e9";

        assertThat(new Json().value(evil))
                .hasToString(
                        "\"\\\"}\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\\\\\u0000\\u000a\\u2028\\u00e9\"");
    }
}
