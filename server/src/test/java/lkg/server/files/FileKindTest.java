package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {

    @ParameterizedTest
    @CsvSource({
        "a.JPG, IMAGE",
        "a.svg, IMAGE",
        "a.mp4, VIDEO",
        "a.mp3, AUDIO",
        "a.tar.gz, ARCHIVE",
        "a.jar, ARCHIVE",
        "a.pdf, PDF",
        "a.txt, TEXT",
        "a.js, TEXT",
        "a.json, TEXT",
        "a.xml, TEXT",
        "a.woff2, OTHER",
        "a.unheard-of, OTHER",
    })
    void theMediaTypeTellsTheKind(String name, FileKind kind) {
        assertThat(FileKind.of(new ListedEntry(name, name, false, 0, Instant.EPOCH)))
                .isEqualTo(kind);
    }

    @Test
    void aDirectoryIsOneWhateverItsName() {
        assertThat(FileKind.of(new ListedEntry("a.jpg/", "a.jpg", true, 0, Instant.EPOCH)))
                .isEqualTo(FileKind.DIRECTORY);
    }
}
