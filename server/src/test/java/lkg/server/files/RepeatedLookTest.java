package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedLookTest {

    @TempDir
    Path folder;

    private Path path;

    /** What the looks meet, one after the other; behind them the file. */
    private final Deque<IOException> failures = new ArrayDeque<>();

    private int looks;

    @BeforeEach
    void makeFile() throws IOException {
        path = Files.writeString(folder.resolve("file"), "");
    }

    @Test
    void aDirectoryThatWasExchangedWhileItWasOpenedIsNoFailure() throws IOException {
        failures.addAll(List.of(new FileSystemException("too many links"), new FileSystemException("no directory")));

        assertThat(RepeatedLook.at(path, this::look)).isEqualTo("found");
    }

    @Test
    void aFailureThatStaysIsTold() {
        FileSystemException broken = new FileSystemException("I/O error");
        failures.addAll(List.of(broken, broken, broken, broken));

        assertThatThrownBy(() -> RepeatedLook.at(path, this::look)).isSameAs(broken);
        assertThat(looks).as("looks at a disk that fails").isEqualTo(RepeatedLook.MAX_FAILURES);
    }

    @Test
    void aLookThatMissedTheFileIsRepeated() throws IOException {
        failures.add(new NoSuchFileException("file"));

        assertThat(RepeatedLook.at(path, this::look)).isEqualTo("found");
    }

    @Test
    void whatIsAbsentOrForbiddenIsLookedForOnce() throws IOException {
        failures.add(new AccessDeniedException("file"));
        assertThatThrownBy(() -> RepeatedLook.at(path, this::look)).isInstanceOf(AccessDeniedException.class);
        Files.delete(path);
        failures.add(new NoSuchFileException("file"));
        assertThatThrownBy(() -> RepeatedLook.at(path, this::look)).isInstanceOf(NoSuchFileException.class);

        assertThat(looks).as("looks").isEqualTo(2);
    }

    @Test
    void namesThatNeverRestAreNotLookedForForEver() {
        assertThatThrownBy(() -> RepeatedLook.at(path, this::missed)).hasMessageContaining("changes so fast");
        assertThat(looks).as("looks").isEqualTo(RepeatedLook.MAX_TRIES);
    }

    private Optional<String> look() throws IOException {
        looks++;
        if (failures.isEmpty()) {
            return Optional.of("found");
        }
        throw failures.remove();
    }

    private Optional<String> missed() {
        looks++;
        return Optional.empty();
    }
}
