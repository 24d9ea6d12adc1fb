package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    Path folder;

    private SmallProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new SmallProject(folder).with("docs/README.md", "# Course", "", "[wrong](wrong/timer.md)");
    }

    @Test
    void aLinkThatLeadsNowhereFailsTheBuild() {
        assertThatThrownBy(this::render).hasMessageContaining("docs/README.md:3: wrong/timer.md leads nowhere");
    }

    @Test
    void aLearnersFolderIsRenderedWithoutThePagesThatItDoesNotHave() throws IOException {
        project.with(".lab/lab.properties", "labs=timer");

        render();

        assertThat(project.page("index.html")).contains("<p>wrong</p>");
    }

    @Test
    void aPageWhoseSourceIsGoneIsDeleted() throws IOException {
        project.with("docs/wrong/timer.md", "# Wrong");
        render();
        assertThat(project.site().resolve("wrong/timer.html")).exists();

        Files.delete(project.root().resolve("docs/wrong/timer.md"));
        project.with("docs/README.md", "# Course");
        render();
        assertThat(project.site().resolve("wrong/timer.html")).doesNotExist();
        assertThat(project.site().resolve("index.html")).exists();
    }

    private void render() throws IOException {
        Main.main(new String[] {project.root().toString(), project.site().toString()});
    }
}
