package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPathTest {

    @Test
    void segmentsAreDecoded() {
        assertThat(UrlPath.segments("/a/b%20c/d+e")).contains(List.of("a", "b c", "d+e"));
        assertThat(UrlPath.segments("/%C3%A9")).as("a character for each byte").contains(List.of("\u00c3\u00a9"));
    }

    @Test
    void aSlashAtTheEndIsAnEmptySegment() {
        assertThat(UrlPath.segments("/")).contains(List.of(""));
        assertThat(UrlPath.segments("/a/")).contains(List.of("a", ""));
    }

    @Test
    void aPathIsDecodedOnce() {
        assertThat(UrlPath.segments("/%252e%252e")).contains(List.of("%2e%2e"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../a",
                "/a/..",
                "/a/../b",
                "/.",
                "/a/./b",
                "/%2e%2e/a",
                "/%2E%2e/a",
                "/.%2e/a",
                "/a/%2e",
                "/..%2fa",
                "/a%2fb",
                "/a%2Fb",
                "/..%5ca",
                "/a%00",
                "/%00",
                "/a%00/b",
            })
    void d16_aPathThatCouldLeadOutsideIsRefused(String path) {
        assertThat(UrlPath.segments(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.git/config", "/a/.htaccess", "/%2egit", "/...", "/a/.well-known", "/.well-knownx"})
    void hiddenFilesStayHidden(String path) {
        assertThat(UrlPath.segments(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/%4g", "/a%-1", "/%\u0664\u0661", "//a", "/a//b", "a", "*", ""})
    void nonsenseIsRefused(String path) {
        assertThat(UrlPath.segments(path)).isEmpty();
    }

    /** Writes the paths down for the fuzzer, which begins with them. */
    @ParameterizedTest
    @ValueSource(strings = {"a/b%20c", "../a", "%2e%2e/a", "..%2fa", "a%00", "%c0%ae", "a/", "", "a//b", ".git"})
    void theFuzzerBeginsWithKnownPaths(String path) throws IOException {
        Path corpus = Files.createDirectories(Path.of("target", "corpus"));
        Files.writeString(corpus.resolve("path-" + Integer.toHexString(path.hashCode())), path);

        UrlPathFuzz.fuzzerTestOneInput(path.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<String> hostilePaths() {
        return Arbitraries.of("/", ".", "..", "%2e", "%2f", "%5c", "\\", "%00", "a", "%25", "%c0%ae", "%2")
                .list()
                .ofMaxSize(8)
                .map(parts -> "/" + String.join("", parts));
    }

    @Property
    void d16_whateverIsAcceptedNamesFilesOfItsOwnDirectory(@ForAll("hostilePaths") String path) {
        UrlPathFuzz.fuzzerTestOneInput(path.substring(1).getBytes(StandardCharsets.ISO_8859_1));
        List<String> segments = UrlPath.segments(path).orElse(List.of());

        assertThat(segments).noneMatch(s -> s.startsWith(".") || s.contains("/") || s.contains("\0"));
    }
}
