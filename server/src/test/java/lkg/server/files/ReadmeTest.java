package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    @Test
    void markdownComesBeforePlainText() {
        assertThat(Readme.among(List.of("a", "README.txt", "README", "readme.md")))
                .contains("readme.md");
        assertThat(Readme.among(List.of("README.txt", "README"))).contains("README");
        assertThat(Readme.among(List.of("Readme.TXT"))).contains("Readme.TXT");
        assertThat(Readme.among(List.of("README.html", "MYREADME"))).isEmpty();
    }

    @Test
    void plainTextIsShownAsItIs() {
        assertThat(html("README.txt", "\n# <b> & *c*\n  d\n")).contains("<pre>\n\n# &lt;b&gt; &amp; *c*\n  d\n</pre>");
        assertThat(html("README", "# a")).contains("<pre>\n# a</pre>");
    }

    @Test
    void markdownIsRendered() {
        assertThat(markdown("a *b* [c](d/e.md)\n\n| f |\n|---|\n| g |\n"))
                .contains("<em>b</em>", "href=\"d/e.md\"", "<td>g</td>");
        assertThat(html("readme.MD", "*a*")).contains("<em>a</em>");
    }

    @Test
    void headingsAreBelowTheHeadingOfThePage() {
        assertThat(markdown("# a\n## b\n###### f\n"))
                .contains("<h2 id=\"a\">a</h2>", "<h3 id=\"b\">b", "<h6 id=\"f\">f");
    }

    @Test
    void linksToHeadingsWork() {
        assertThat(markdown("# How to `build` \u00c4, *fast*!\n# A\n# a\n# !\n"))
                .contains("id=\"how-to-build-\u00e4-fast\"", "id=\"a\"", "id=\"a-1\"", "<h2>!</h2>");
    }

    @Test
    void htmlIsShownAsText() {
        assertThat(markdown("<script>alert(1)</script>\n\na <img src=x onerror=alert(1)> b\n"))
                .contains("&lt;script&gt;", "&lt;img src=x")
                .doesNotContain("<script", "<img");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](javascript:alert(1))",
                "[a](JAVASCRIPT:alert(1))",
                "[a](&#106;avascript:alert(1))",
                "<javascript:alert(1)>",
                "[a][b]\n\n[b]: javascript:alert(1)",
                "![a](javascript:alert(1))",
                "[a](vbscript:x)",
            })
    void aLinkIsNoScript(String markdown) {
        assertThat(markdown(markdown)).doesNotContainPattern("(?i)(href|src)=\"[^\"]*script");
    }

    /** Without the limits each of these makes a page of many megabytes, takes minutes or overflows the stack. */
    @Test
    void aSmallTextMakesNoHugePage() {
        String longLink = "[a]: /" + "x".repeat(100_000) + "\n\n" + "[a]".repeat(50_000);
        String wideTable = "a|".repeat(500) + "\n" + "-|".repeat(500) + "\n" + "a\n".repeat(500);

        assertThat(markdown(longLink).length())
                .as("length of a page with a long link")
                .isLessThan(400_000);
        assertThat(markdown(wideTable).length())
                .as("length of a page with a wide table")
                .isLessThan(400_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "*a **b ", "![", "[", "1. "})
    void deepNestingIsNoProblem(String opening) {
        String text = opening.repeat(50_000) + "x";

        assertThat(markdown(text).length()).as("length of the page").isLessThan(10 * text.length());
    }

    private static String markdown(String text) {
        return html("README.md", text);
    }

    private static String html(String name, String text) {
        StringBuilder page = new StringBuilder();
        new Readme(name, text).appendTo(page);
        return page.toString();
    }
}
