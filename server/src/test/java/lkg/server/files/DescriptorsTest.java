package lkg.server.files;

import static lkg.server.files.ServedDirectory.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import lkg.server.OpenFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A look-up holds directories open, and files. One that is forgotten is lost: a process may have only so many. */
@EnabledOnOs(OS.LINUX)
class DescriptorsTest {

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        Path docs = Files.createDirectory(root.resolve("docs"));
        Files.writeString(docs.resolve("page.html"), "page");
        Files.writeString(docs.resolve("README.md"), "readme");
        Files.createDirectory(root.resolve("docs/more"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("docs"));
        Files.createSymbolicLink(root.resolve("link.html"), Path.of("docs/page.html"));
        Files.createSymbolicLink(root.resolve("out.html"), Files.writeString(folder.resolve("out.html"), "outside"));
        Files.writeString(root.resolve("style.css"), "new");
        Path sibling = Files.writeString(root.resolve("style.css.gz"), "old".repeat(10_000));
        Files.setLastModifiedTime(sibling, FileTime.from(Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/page.html",
                "/docs/missing.html",
                "/docs/page.html/x",
                "/docs/",
                "/docs",
                "/docs/more",
                "/missing/page.html",
                "/link/page.html",
                "/link/missing.html",
                "/link/",
                "/link",
                "/link.html",
                "/out.html",
                "/style.css",
                "/"
            })
    void aLookUpLeavesNothingOpen(String target) throws Exception {
        StaticFiles files = StaticFiles.of(root);

        for (int i = 0; i < 3; i++) {
            files.handle(request("GET", target, "Accept-Encoding", "gzip"));
        }

        assertThat(OpenFiles.below(root))
                .as("what is open after three requests for %s, which are answered from memory", target)
                .isEmpty();
    }
}
