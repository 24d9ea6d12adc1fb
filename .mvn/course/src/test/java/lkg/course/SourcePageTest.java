package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcePageTest {

    private static final String FOLDER = "timer/src/main/java/lkg/timer/";

    @TempDir
    Path folder;

    private SmallProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new SmallProject(folder)
                .with(
                        FOLDER + "Timer.java",
                        "package lkg.timer;",
                        "",
                        "/**",
                        " * A handle to a task,",
                        " * which {@link TimerQueue} runs: <b>once</b>. It",
                        " * does not run twice.",
                        " */",
                        "class Timer {}")
                .with(FOLDER + "TimerQueue.java", "/**", " * A heap", " *", " * <p>More.", " */", "class TimerQueue {}")
                .with("timer/target/classes/Made.java", "class Made {}")
                .rendered();
    }

    @Test
    void eachLineHasANumberThatIsAnAnchor() throws IOException {
        assertThat(project.page("source/" + FOLDER + "Timer.java.html"))
                .contains("<span class=\"line\" id=\"L2\"><a href=\"#L2\" tabindex=\"-1\">2</a>\n</span>")
                .contains("<span class=\"line\" id=\"L8\"><a href=\"#L8\" tabindex=\"-1\">8</a>"
                        + "<span class=\"keyword\">class</span> Timer {}\n</span></code>")
                .doesNotContain("id=\"L9\"");
    }

    @Test
    void aSourceLinksItsFoldersAndTheFilesBesideIt() throws IOException {
        assertThat(project.page("source/" + FOLDER + "Timer.java.html"))
                .contains("<a href=\"Timer.java.html\" aria-current=\"page\">Timer.java</a>")
                .contains("<a href=\"TimerQueue.java.html\">TimerQueue.java</a>")
                .contains(
                        "<a href=\"../../../../../index.html\">timer</a> / <a href=\"../../../../index.html\">src</a>");
    }

    @Test
    void aFolderListsItsFilesWithTheFirstSentenceOfTheirComments() throws IOException {
        assertThat(project.page("source/" + FOLDER + "index.html"))
                .contains("<td><a href=\"Timer.java.html\">Timer.java</a></td>"
                        + "<td>A handle to a task, which TimerQueue runs: once.</td>")
                .contains("<td><a href=\"TimerQueue.java.html\">TimerQueue.java</a></td><td>A heap</td>");
        assertThat(project.page("source/timer/index.html")).contains("<a href=\"src/index.html\">src/</a>");
    }

    @Test
    void whatTheBuildMadeIsNoSource() throws IOException {
        assertThat(project.page("source/timer/index.html")).doesNotContain("target");
        assertThat(project.site().resolve("source/timer/target")).doesNotExist();
    }
}
