package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the fuzzer checks, for the bytes that it begins with: the wire cases, alone and one behind the other. */
@Tag("step-8")
class ParserFuzzTest {

    @Test
    void whatMustHoldForAnyBytesHoldsForTheWireCases() throws IOException {
        List<WireCase> cases = WireCase.all();
        assertThat(cases).isNotEmpty();
        for (WireCase wireCase : cases) {
            check(wireCase.bytes(), wireCase.description());
        }
        for (int i = 1; i < cases.size(); i++) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(cases.get(i - 1).bytes());
            both.writeBytes(cases.get(i).bytes());
            check(both.toByteArray(), cases.get(i - 1) + ", and behind it " + cases.get(i));
        }
    }

    private static void check(byte[] bytes, String description) {
        try {
            ParserFuzz.fuzzerTestOneInput(bytes);
        } catch (RuntimeException | AssertionError e) {
            fail(description + "\n  " + e, e);
        }
    }
}
