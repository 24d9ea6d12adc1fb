package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project of a few files, and the site that is rendered from it. */
final class SmallProject {

    private final Path root;
    private Problems problems = new Problems();

    /** Has a contents page without a page in it, which the renderer needs. */
    SmallProject(Path root) throws IOException {
        this.root = root;
        with("docs/contents.md", "# Contents");
    }

    SmallProject with(String path, String... lines) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        return this;
    }

    SmallProject rendered() throws IOException {
        problems = new Course(new Project(root)).renderTo(new Site(site()));
        return this;
    }

    /** The text of a file of the site. */
    String page(String address) throws IOException {
        assertThat(site().resolve(address)).isRegularFile();
        return Files.readString(site().resolve(address));
    }

    Problems problems() {
        return problems;
    }

    Path root() {
        return root;
    }

    Path site() {
        return root.resolve("server/target/course");
    }
}
