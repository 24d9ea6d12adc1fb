package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The wire cases themselves: that each is run, and that a report shows it as its file does. */
@Tag("inside")
class WireFilesTest {

    @Test
    void thereAreManyAndEachHasItsOwnName() throws IOException {
        List<String> names =
                WireCase.in(WireCase.FOLDER).stream().map(WireCase::name).toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(200);
    }

    @Test
    void eachFileBelongsToAStep() throws IOException {
        Stream<WireCases> classes = Stream.of(
                new WholeHeadsWireCasesTest(),
                new HeadLimitsWireCasesTest(),
                new TargetWireCasesTest(),
                new LengthWireCasesTest(),
                new ChunksWireCasesTest());
        List<String> files = WireCase.in(WireCase.FOLDER).stream()
                .map(c -> c.name().replaceFirst("\\.http: .*", ""))
                .distinct()
                .toList();

        assertThat(classes.flatMap(c -> c.files().stream())).containsExactlyInAnyOrderElementsOf(files);
        assertThat(new SplitHeadsWireCasesTest().files()).isEqualTo(new WholeHeadsWireCasesTest().files());
    }

    @Test
    void theFuzzerBeginsWithThem() throws IOException {
        Path corpus = Files.createDirectories(Path.of("target", "corpus"));
        int number = 0;
        for (WireCase wireCase : WireCase.in(WireCase.FOLDER)) {
            Files.write(corpus.resolve("case-" + number++), wireCase.bytes());
        }

        try (Stream<Path> files = Files.list(corpus)) {
            assertThat(files.count()).isGreaterThanOrEqualTo(number);
        }
    }

    @Test
    void aReportShowsTheBytesAsTheFileDoes() {
        WireCase wireCase = new WireCase(
                "a.http: b",
                "RFC 9112 §3",
                ParserLimits.defaults(),
                "GET /\\ HTTP/1.1\r\nA:\tb \r\n\r\n\0\u00e9aaaaaaaaaaaaaaaaaaaa\r"
                        .getBytes(StandardCharsets.ISO_8859_1),
                List.of("incomplete"));

        assertThat(wireCase.description()).isEqualTo("""
                a.http: b (RFC 9112 §3)
                    > GET /\\\\ HTTP/1.1
                    > A:\\tb\\s
                    >
                    ~ \\0\\xe9\\(a*20)\\r""");
    }

    @Test
    void aReportCutsWhatIsLong() {
        WireCase wireCase = new WireCase(
                "a.http: b",
                "RFC 9112 §7.1",
                ParserLimits.defaults(),
                "1\r\nab\r\n".repeat(100).getBytes(StandardCharsets.ISO_8859_1),
                List.of("incomplete"));

        assertThat(wireCase.description().lines()).hasSize(13).last().isEqualTo("    ... and 189 more lines");
        assertThat(WireCase.escape("ab".repeat(1000))).hasSizeLessThan(200);
    }
}
