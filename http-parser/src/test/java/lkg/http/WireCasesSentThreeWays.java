package lkg.http;

import java.util.function.Function;
import lkg.http.wire.WireCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wire case whole, byte by byte, and with another request behind it. */
abstract class WireCasesSentThreeWays extends WireCases {

    WireCasesSentThreeWays(Function<ParserLimits, Reader> newReader, String... files) {
        super(newReader, files);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void whole(WireCase wireCase) {
        sendWhole(wireCase);
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
