package lkg.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lkg.server.OpenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path directory;

    private long nanos;

    @Test
    void appendsToWhatIsThere() throws Exception {
        Path path = Files.writeString(directory.resolve("log"), "old\n");

        write(LogFile.append(path), "new\n");

        assertThat(path).hasContent("old\nnew\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatWasRenamedIsMadeAnewAfterASecond() throws Exception {
        Path path = directory.resolve("log");
        LogFile file = new LogFile(path, () -> nanos);
        write(file, "1\n");

        Path old = Files.move(path, directory.resolve("log.1"));
        nanos += 999_999_999;
        write(file, "2\n");
        nanos += 1;
        write(file, "3\n");

        assertThat(old).hasContent("1\n2\n");
        assertThat(path).hasContent("3\n");
    }

    /** A log that is rotated each day would lose a descriptor each day, and the disk would keep what was deleted. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsLeftIsClosed() throws Exception {
        Path path = directory.resolve("log");
        try (LogFile file = new LogFile(path, () -> nanos)) {
            for (int i = 0; i < 3; i++) {
                Files.move(path, directory.resolve("log." + i));
                nanos += 1_000_000_000;
                write(file, "line\n");
            }

            assertThat(OpenFiles.below(directory))
                    .as("open files of the log, after it was rotated three times")
                    .containsExactly(path.toRealPath());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatWasReplacedIsLeft() throws Exception {
        Path path = directory.resolve("log");
        LogFile file = new LogFile(path, () -> nanos);
        Path other = Files.writeString(directory.resolve("other"), "other\n");

        Files.move(path, directory.resolve("log.1"));
        Files.move(other, path);
        nanos += 2_000_000_000;
        write(file, "1\n");

        assertThat(path).hasContent("other\n1\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theOldFileGoesOnIfANewOneCannotBeOpened() throws Exception {
        Path path = directory.resolve("log");
        LogFile file = new LogFile(path, () -> nanos);
        Path old = Files.move(path, directory.resolve("log.1"));
        Files.createDirectory(path);

        nanos += 2_000_000_000;
        write(file, "1\n");
        Files.delete(path);
        nanos += 2_000_000_000;
        write(file, "2\n");

        assertThat(old).hasContent("1\n");
        assertThat(path).hasContent("2\n");
    }

    @Test
    void aFileThatCannotBeOpenedIsAnError() {
        assertThatThrownBy(() -> LogFile.append(directory)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogFile.append(directory.resolve("none/log"))).isInstanceOf(IOException.class);
    }

    private static void write(LogFile file, String text) throws IOException {
        file.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
