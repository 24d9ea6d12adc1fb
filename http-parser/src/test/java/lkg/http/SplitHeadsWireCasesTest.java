package lkg.http;

import lkg.http.wire.WireCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same heads in pieces, and one behind the other. */
@Tag("step-5")
class SplitHeadsWireCasesTest extends WireCases {

    SplitHeadsWireCasesTest() {
        super(Reader::ofHeads, "request-line", "fields", "connection");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void d10_byteByByte(WireCase wireCase) {
        sendByteByByte(wireCase);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void d18_withAnotherRequestBehind(WireCase wireCase) {
        sendWithAnotherRequestBehind(wireCase);
    }
}
