package lkg.http;

import org.junit.jupiter.api.Tag;

/** Bodies in chunks, and requests that two readers could understand differently. */
@Tag("step-8")
class ChunksWireCasesTest extends WireCasesSentThreeWays {

    ChunksWireCasesTest() {
        super(Reader::ofWholeRequests, "transfer-encoding", "chunks", "trailers", "limits-trailers", "smuggling");
    }
}
