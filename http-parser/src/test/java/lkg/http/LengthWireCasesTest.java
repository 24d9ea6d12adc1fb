package lkg.http;

import org.junit.jupiter.api.Tag;

/** Bodies whose length is known, and requests without one. */
@Tag("step-7")
class LengthWireCasesTest extends WireCasesSentThreeWays {

    LengthWireCasesTest() {
        super(Reader::ofWholeRequests, "content-length", "expect", "limits-body");
    }
}
