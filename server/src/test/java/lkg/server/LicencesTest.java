package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The licences of all that the runnable jar contains from others go with it. */
@Tag("project")
class LicencesTest {

    private static final Path LICENCES = Path.of("src/main/resources/META-INF/licenses");

    /** A line of Maven's list: {@code org.slf4j:slf4j-api:jar:2.0.20:compile -- module org.slf4j}. */
    private static final Pattern BUNDLED = Pattern.compile("(?m)^\\s+([\\w.-]+:[\\w.-]+):jar:([\\w.-]+):\\w+");

    /** A line of ours: {@code org.slf4j:slf4j-api:2.0.20  MIT  MIT-slf4j.txt}. */
    private static final Pattern LISTED = Pattern.compile("(?m)^  ([\\w.-]+:[\\w.-]+:[\\w.-]+)  .*$");

    @Test
    void eachLibraryInTheJarIsListedWithItsVersionAndLicence() throws IOException {
        List<String> bundled = BUNDLED.matcher(Files.readString(Path.of("target/bundled-libraries.txt")))
                .results()
                .map(library -> library.group(1) + ":" + library.group(2))
                .toList();

        assertThat(listed().map(line -> line.group(1)))
                .as("libraries in %s: look up the licence of a new one, or of a new version, and list it", LICENCES)
                .containsExactlyInAnyOrderElementsOf(bundled);
    }

    @Test
    void theTextOfEachLicenceIsThere() throws IOException {
        List<String> texts = Files.readString(LICENCES.resolve("THIRD-PARTY.txt"))
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.replaceFirst(".* ", ""))
                .distinct()
                .toList();

        assertThat(texts)
                .as("files that THIRD-PARTY.txt names")
                .isNotEmpty()
                .allSatisfy(file -> assertThat(LICENCES.resolve(file)).isNotEmptyFile());
    }

    private static Stream<MatchResult> listed() throws IOException {
        return LISTED.matcher(Files.readString(LICENCES.resolve("THIRD-PARTY.txt")))
                .results();
    }
}
