package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FoundTest {

    @TempDir
    Path root;

    /** The system then refuses to open a link, or to read a directory: a failure that says nothing about the file. */
    @Test
    void aNameThatHasComeToMeanSomethingElseIsNoticed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "content");
        try (Found found = Root.of(root).find(List.of("file"))) {
            assertThat(found.isStillThere()).as("still there").isTrue();

            Path old = Files.move(file, root.resolve("old"));
            assertThat(found.isStillThere()).as("still there once it is moved").isFalse();

            Files.createSymbolicLink(file, old.getFileName());
            assertThat(found.isStillThere()).as("still there behind a link").isFalse();
        }
    }
}
