package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The places in the course that the page links to. */
@Tag("project")
class PlacesTest {

    private static final Path DOCS = Path.of("../docs");

    @Test
    void eachKindOfEventLeadsToAHeadingOfTheCourse() {
        List<Kind> lost = Arrays.stream(Kind.values())
                .filter(kind -> !exists(kind.chapter))
                .toList();

        assertThat(lost)
                .as("kinds of events whose place in the docs is not there")
                .isEmpty();
    }

    private static boolean exists(String place) {
        String[] parts = place.split("#");
        try {
            return Files.readAllLines(DOCS.resolve(parts[0])).stream()
                    .filter(line -> line.startsWith("#"))
                    .anyMatch(line -> parts.length == 1 || anchor(line).equals(parts[1]));
        } catch (IOException e) {
            return false;
        }
    }

    private static String anchor(String heading) {
        String text = heading.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
        return text.replaceAll("[^\\w -]", "").replace(' ', '-');
    }
}
