package lkg.http;

import lkg.http.wire.WireCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads that arrive whole. */
@Tag("step-4")
class WholeHeadsWireCasesTest extends WireCases {

    WholeHeadsWireCasesTest() {
        super(Reader::ofHeads, "request-line", "fields", "connection");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void whole(WireCase wireCase) {
        sendWhole(wireCase);
    }
}
