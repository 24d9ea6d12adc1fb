package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String UNKNOWN = "application/octet-stream";

    @ParameterizedTest
    @CsvSource({
        "html, text/html; charset=utf-8",
        "css, text/css; charset=utf-8",
        "js, text/javascript; charset=utf-8",
        "mjs, text/javascript; charset=utf-8",
        "cjs, text/javascript; charset=utf-8",
        "txt, text/plain; charset=utf-8",
        "md, text/markdown; charset=utf-8",
        "csv, text/csv; charset=utf-8",
        "vtt, text/vtt; charset=utf-8",
        "ics, text/calendar; charset=utf-8",
        "json, application/json",
        "map, application/json",
        "webmanifest, application/manifest+json",
        "xml, application/xml",
        "xhtml, application/xhtml+xml",
        "svg, image/svg+xml",
        "svgz, application/gzip",
        "wasm, application/wasm",
        "pdf, application/pdf",
        "zip, application/zip",
        "gz, application/gzip",
        "tgz, application/gzip",
        "jar, application/java-archive",
        "docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "epub, application/epub+zip",
        "exe, application/octet-stream",
        "ico, image/x-icon",
        "png, image/png",
        "jpg, image/jpeg",
        "webp, image/webp",
        "avif, image/avif",
        "jxl, image/jxl",
        "woff2, font/woff2",
        "ttf, font/ttf",
        "mp3, audio/mpeg",
        "m4a, audio/mp4",
        "ogg, audio/ogg",
        "opus, audio/ogg",
        "flac, audio/flac",
        "wav, audio/wav",
        "mp4, video/mp4",
        "webm, video/webm",
        "mkv, video/x-matroska",
        "mov, video/quicktime",
        "m3u8, application/vnd.apple.mpegurl",
        "mpd, application/dash+xml",
        "m2ts, video/mp2t",
    })
    void theEndOfANameSaysTheType(String extension, String type) {
        assertThat(MediaTypes.of("a." + extension)).isEqualTo(type);
        assertThat(MediaTypes.byName("a.b." + extension.toUpperCase())).contains(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java",
                "kt",
                "rs",
                "go",
                "py",
                "rb",
                "c",
                "h",
                "cpp",
                "cs",
                "sh",
                "bat",
                "ps1",
                "php",
                "sql",
                "scss",
                "jsx",
                "tsx",
                "vue",
                "yml",
                "yaml",
                "toml",
                "ini",
                "conf",
                "properties",
                "gradle",
                "log",
                "diff",
                "tex",
                "org",
                "rst",
                "srt",
                "jsonl"
            })
    void sourceCodeAndSettingsAreShownAsText(String extension) {
        assertThat(MediaTypes.byName("a." + extension)).contains(TEXT);
    }

    /** Firefox saves them, and no browser knows any. */
    @Test
    void noTypeIsOneOfAnUnregisteredTextType() {
        Collection<String> types = MediaTypeTable.load().byExtension().values();

        assertThat(types).filteredOn(type -> type.startsWith("text/x-")).isEmpty();
    }

    @Test
    void hundredsOfExtensionsAreKnown() {
        assertThat(MediaTypeTable.load().byExtension()).hasSizeGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README", "Makefile", "html", "a.", "a.unheard-of", "a.html.", "", ".", "a.ts", "a.mts"})
    void otherNamesSayNoType(String name) {
        assertThat(MediaTypes.byName(name)).isEmpty();
        assertThat(MediaTypes.of(name)).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "all:\n\tjavac *.java\r\n", "\f", "\033[31mred\033[0m", "Grüße, 你好, 😀", "\uFEFFwith a mark"
            })
    void textInUtf8IsShown(String content) {
        assertThat(MediaTypes.ofContent(utf8(content))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "a\bb", "a\u0001", "a\u001f", "a\u007f"})
    void controlCharactersAreNoText(String content) {
        assertThat(MediaTypes.ofContent(utf8(content))).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16"})
    void textInAnotherCharsetIsNotDeclaredToBeUtf8(String charset) {
        assertThat(MediaTypes.ofContent("Grüße".getBytes(Charset.forName(charset))))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aPageWithoutAnEndingIsShownAsItsSource() {
        assertThat(MediaTypes.ofContent(utf8("<!DOCTYPE html><script>alert(1)</script>")))
                .isEqualTo(TEXT);
    }

    @Test
    void aCharacterThatIsCutAtTheEndIsNoMistake() {
        byte[] text = utf8("a😀");
        for (int length = 1; length <= text.length; length++) {
            assertThat(MediaTypes.ofContent(Arrays.copyOf(text, length)))
                    .as("the first %s bytes", length)
                    .isEqualTo(TEXT);
        }
        assertThat(MediaTypes.ofContent(new byte[] {(byte) 0xf0, 'a'})).isEqualTo(UNKNOWN);
    }

    @Test
    void onlyTheStartIsLookedAt() {
        byte[] content = utf8("a".repeat(MediaTypes.MAX_SNIFFED_BYTES) + "\0");

        assertThat(MediaTypes.ofContent(content)).isEqualTo(TEXT);
        assertThat(MediaTypes.ofContent(Arrays.copyOfRange(content, 1, content.length)))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void theContentTellsTypeScriptFromVideo() {
        byte[] video = new byte[2 * 188];
        video[0] = 0x47;
        video[188] = 0x47;

        assertThat(MediaTypes.ofContent(video)).isEqualTo("video/mp2t");
        assertThat(MediaTypes.ofContent(Arrays.copyOf(video, 188))).isEqualTo(UNKNOWN);
        assertThat(MediaTypes.ofContent(utf8("G".repeat(200)))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html; charset=utf-8",
                "text/plain",
                "TEXT/CSS",
                "text/javascript;charset=utf-8",
                "application/json",
                "application/manifest+json",
                "application/xml",
                "application/atom+xml",
                "image/svg+xml",
                "image/x-icon",
                "application/wasm",
                "font/ttf",
                "font/otf",
                "application/vnd.apple.mpegurl"
            })
    void textAndWhatIsLikeItIsWorthCompressing(String type) {
        assertThat(MediaTypes.isCompressible(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "image/jpeg",
                "font/woff2",
                "video/mp4",
                "application/zip",
                "application/gzip",
                "application/pdf",
                "application/octet-stream",
                "-",
                ""
            })
    void whatIsCompressedOrUnknownIsNot(String type) {
        assertThat(MediaTypes.isCompressible(type)).isFalse();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
