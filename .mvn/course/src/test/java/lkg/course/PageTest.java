package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    @TempDir
    Path folder;

    private SmallProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new SmallProject(folder);
    }

    @Test
    void theHeadNamesTheTitleTheDescriptionAndTheCharset() throws IOException {
        assertThat(html("# 2 *Running* `a < b`", "", "*Wait, \"dispatch\";", "again.*", "", "More."))
                .contains(
                        "<html lang=\"en\">",
                        "<meta charset=\"utf-8\">",
                        "<title>2 Running a &lt; b – LkgServer</title>",
                        "<meta name=\"description\" content=\"Wait, &quot;dispatch&quot;; again.\">");
    }

    @Test
    void aLongDescriptionIsCutBehindAWord() {
        String description = new Page("page.md", "# A\n\n" + "word ".repeat(50)).description();

        assertThat(description).hasSizeLessThan(165).endsWith("word …");
    }

    @Test
    void theTextStandsInALandmarkThatALinkSkipsTo() throws IOException {
        assertThat(html("# Page"))
                .containsSubsequence(
                        "<body>\n<a class=\"skip\" href=\"#page-text\">", "<header", "<nav", "<main id=\"page-text\"");
    }

    @Test
    void aTableScrollsInABoxOfItsOwn() throws IOException {
        assertThat(html("# Page", "", "| a | b |", "|---|---|", "| 1 | [2](#page) |"))
                .containsSubsequence(
                        "<div class=\"wide\">", "<table>", "<a href=\"#page\">2</a>", "</table>", "</div>");
    }

    @Test
    void questionsAreFolded() throws IOException {
        assertThat(html("# Page", "", "<details><summary>Why?</summary>", "", "*So.*", "", "</details>"))
                .containsSubsequence("<details><summary>Why?</summary>", "<p><em>So.</em></p>", "</details>");
    }

    @Test
    void aPictureOfItsOwnIsAFigureInItsSize() throws IOException {
        project.with("docs/pictures/a.svg", "<svg viewBox=\"0 0 720 200\"></svg>");

        assertThat(html("# Page", "", "![The loop \"waits\"](pictures/a.svg)", "", "So ![b](pictures/a.svg)."))
                .contains("<figure class=\"picture\"><img src=\"pictures/a.svg\" alt=\"The loop &quot;waits&quot;\" "
                        + "width=\"720\" height=\"200\"></figure>")
                .contains("<p>So <img src=\"pictures/a.svg\" alt=\"b\" width=\"720\" height=\"200\">.</p>");
        assertThat(Files.readString(project.site().resolve("pictures/a.svg"))).startsWith("<svg");
    }

    @Test
    void aPictureThatIsNotThereIsAnError() throws IOException {
        html("# Page", "", "![a](pictures/a.svg)");

        assertThat(project.problems().errors()).containsExactly("docs/page.md:3: there is no picture pictures/a.svg");
    }

    private String html(String... lines) throws IOException {
        return project.with("docs/page.md", lines).rendered().page("page.html");
    }
}
