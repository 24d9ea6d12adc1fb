package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FencesTest {

    private static final String BUFFER = "buffer/src/main/java/lkg/buffer/Buffer.java";

    @TempDir
    Path folder;

    private SmallProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new SmallProject(folder)
                .with(
                        BUFFER,
                        "package lkg.buffer;",
                        "",
                        "class Buffer {",
                        "    int size() {",
                        "        return 0;",
                        "    }");
    }

    @Test
    void aQuoteLinksTheLinesThatItQuotes() throws IOException {
        assertThat(html("```java " + BUFFER, "    int size() {", "        return 0;", "```"))
                .contains("<figcaption><a href=\"source/" + BUFFER
                        + ".html#L4\">Buffer.java, lines 4–5</a></figcaption>");
        assertThat(project.page("source/" + BUFFER + ".html"))
                .contains("Shown in: <a href=\"../../../../../../../page.html\">Page</a>")
                .contains("id=\"L4\"");
    }

    @Test
    void aSourceNamesThePagesThatShowItInReadingOrder() throws IOException {
        String[] page = {"# Two", "```java " + BUFFER, "class Buffer {", "```"};
        project.with("docs/contents.md", "# Contents", "## Course", "- [2](2.md)", "- [10](10.md)")
                .with("docs/2.md", page)
                .with("docs/10.md", page)
                .rendered();

        assertThat(project.page("source/" + BUFFER + ".html")).containsSubsequence("/2.html", "/10.html");
    }

    @Test
    void eachPartOfAQuoteHasItsLink() throws IOException {
        assertThat(html("```java " + BUFFER, "class Buffer {", "    // …", "        return 0;", "    }", "```"))
                .contains("#L3\">Buffer.java, lines 3</a>, <a href=\"source/" + BUFFER + ".html#L5\">5–6</a>");
    }

    @Test
    void aQuoteThatTheSourceNoLongerHasLinksTheFile() throws IOException {
        assertThat(html("```java " + BUFFER, "int length() {", "```"))
                .contains("<a href=\"source/" + BUFFER + ".html\">Buffer.java</a>");
    }

    @Test
    void aChangeLinksTheLinesThatItChanges() throws IOException {
        assertThat(html("```diff " + BUFFER, "-        return 0;", "+        return 1;", "```"))
                .contains("Change of <a href=\"source/" + BUFFER + ".html#L5\">Buffer.java, line 5</a>")
                .contains("<span class=\"deleted\">-        return 0;</span>\n")
                .contains("<span class=\"inserted\">+        return 1;</span>\n");
    }

    @Test
    void theOriginalAndNaiveVersionsSayWhatTheyAre() throws IOException {
        assertThat(html("```cpp", "int n = 0;", "```"))
                .contains("<figure class=\"code cpp\"><figcaption>The original, C++</figcaption>");
        assertThat(html("```java naive", "int n = 0;", "```"))
                .contains("<figure class=\"code java naive\"><figcaption>A naive version</figcaption>");
    }

    @Test
    void otherCodeHasNoCaption() throws IOException {
        assertThat(html("```", "a < b", "```"))
                .contains("<pre><code>a &lt; b\n</code></pre>")
                .doesNotContain("figcaption");
    }

    @Test
    void whatAllLinesAreIndentedByIsTakenAway() throws IOException {
        assertThat(html("```java naive", "    call();", "// …", "", "        done();", "```"))
                .contains("<code>call();\n    <span class=\"comment\">// …</span>\n\n    done();\n</code>");
        assertThat(html("```", "    +--+", "```")).contains("<code>    +--+\n</code>");
    }

    /** The page that holds these lines. */
    private String html(String... lines) throws IOException {
        return project.with("docs/page.md", "# Page", "", String.join("\n", lines))
                .rendered()
                .page("page.html");
    }
}
