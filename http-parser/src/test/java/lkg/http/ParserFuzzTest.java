package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.Test;

/** What the fuzzer checks, for the bytes that it begins with: the wire cases, alone and one behind the other. */
class ParserFuzzTest {

    @Test
    void whatMustHoldForAnyBytesHoldsForTheWireCases() throws IOException {
        List<WireCase> cases = WireCase.all();
        assertThat(cases).isNotEmpty();
        for (WireCase wireCase : cases) {
            ParserFuzz.fuzzerTestOneInput(wireCase.bytes());
        }
        for (int i = 1; i < cases.size(); i++) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(cases.get(i - 1).bytes());
            both.writeBytes(cases.get(i).bytes());
            ParserFuzz.fuzzerTestOneInput(both.toByteArray());
        }
    }

    /** Writes them down for the fuzzer, too. */
    @Test
    void theFuzzersCorpusIsTheWireCases() throws IOException {
        Path corpus = Files.createDirectories(Path.of("target", "corpus"));
        int number = 0;
        for (WireCase wireCase : WireCase.all()) {
            Files.write(corpus.resolve("case-" + number++), wireCase.bytes());
        }

        try (var files = Files.list(corpus)) {
            assertThat(files.count()).isGreaterThanOrEqualTo(number);
        }
    }
}
