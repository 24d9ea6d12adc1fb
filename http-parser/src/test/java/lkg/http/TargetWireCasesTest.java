package lkg.http;

import org.junit.jupiter.api.Tag;

/** What is asked for, and of whom. */
@Tag("step-6")
class TargetWireCasesTest extends WireCasesSentThreeWays {

    TargetWireCasesTest() {
        super(Reader::ofHeads, "target", "host");
    }
}
