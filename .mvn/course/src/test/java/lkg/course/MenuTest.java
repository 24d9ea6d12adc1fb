package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MenuTest {

    @TempDir
    Path folder;

    private SmallProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new SmallProject(folder)
                .with(
                        "docs/contents.md",
                        "# Contents",
                        "## The course",
                        "- [one](1-one.md)",
                        "- [two](2-two.md)",
                        "",
                        "## Labs",
                        "- [labs](labs/README.md)",
                        "",
                        "## Later",
                        "- [being written](later.md)")
                .with("docs/README.md", "# Start")
                .with("docs/1-one.md", "# 1 `One` & only", "", "## First part", "", "### Detail", "", "## Second part")
                .with("docs/2-two.md", "# 2 Two")
                .with("docs/labs/README.md", "# The labs")
                .rendered();
    }

    @Test
    void eachPageListsThePartsWithTheTitlesOfTheirPages() throws IOException {
        assertThat(project.page("labs/index.html"))
                .containsSubsequence(
                        "<summary>The course</summary>",
                        "<a href=\"../1-one.html\">1 One &amp; only</a>",
                        "<a href=\"../2-two.html\">2 Two</a>",
                        "<summary>Labs</summary>",
                        "The labs</a>");
    }

    @Test
    void theFirstPartAndThatOfThePageAreOpen() throws IOException {
        assertThat(project.page("labs/index.html"))
                .contains("<details open><summary>The course<", "<details open><summary>Labs<");
        assertThat(project.page("1-one.html"))
                .contains("<details open><summary>The course<", "<details><summary>Labs<");
    }

    @Test
    void theCurrentPageIsMarkedAndShowsItsSections() throws IOException {
        assertThat(project.page("1-one.html"))
                .contains("<a href=\"#page-text\" aria-current=\"page\">1 One &amp; only</a>\n<ul>\n"
                        + "<li><a href=\"#first-part\">First part</a></li>\n"
                        + "<li><a href=\"#second-part\">Second part</a></li>\n</ul>")
                .contains("<h2 id=\"first-part\">First part</h2>");
        assertThat(project.page("2-two.html")).doesNotContain("First part");
    }

    @Test
    void eachPageLinksTheOneBeforeAndTheOneAfterAboveAndBelowItsText() throws IOException {
        assertThat(project.page("2-two.html"))
                .containsSubsequence(
                        "<a rel=\"prev\" href=\"1-one.html\">← 1 One &amp; only</a>",
                        "<a rel=\"next\" href=\"labs/index.html\">The labs →</a>",
                        "<article>",
                        "</article>",
                        "<a rel=\"prev\" href=\"1-one.html\">← 1 One &amp; only</a>",
                        "<a rel=\"next\" href=\"labs/index.html\">The labs →</a>");
        assertThat(project.page("1-one.html")).doesNotContain("rel=\"prev\"");
        assertThat(project.page("labs/index.html")).doesNotContain("rel=\"next\"");
        assertThat(project.page("index.html"))
                .as("a page that is not in the contents")
                .doesNotContain("rel=\"prev\"", "rel=\"next\"");
    }

    @Test
    void aPageThatDoesNotExistIsLeftOutWithAWarning() throws IOException {
        assertThat(project.problems().warnings())
                .containsExactly("docs/contents.md lists later.md, which does not exist");
        assertThat(project.page("1-one.html")).doesNotContain("Later");
        assertThat(project.problems().errors()).isEmpty();
    }
}
