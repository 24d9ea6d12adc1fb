package lkg.http;

import org.junit.jupiter.api.Tag;

/** Heads that are just small enough, and just too large. */
@Tag("step-5")
class HeadLimitsWireCasesTest extends WireCasesSentThreeWays {

    HeadLimitsWireCasesTest() {
        super(Reader::ofHeads, "limits");
    }
}
