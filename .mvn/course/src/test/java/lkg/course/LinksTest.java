package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    @TempDir
    Path folder;

    private SmallProject project;

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(folder.resolve("outside.md"), "# Outside");
        project = new SmallProject(folder.resolve("project"))
                .with("README.md", "# The project")
                .with("docs/README.md", "# The docs")
                .with("docs/one.md", "# One", "", "## It's `a`, isn't it?", "", "## Twice", "", "## Twice")
                .with("docs/labs/README.md", "# The labs")
                .with("docs/demos/Demo.java", "class Demo {}")
                .with("buffer/pom.xml", "<project/>")
                .with("buffer/src/main/java/lkg/Buffer.java", "class Buffer {", "}")
                .with("buffer/src/test/resources/wire.http", "GET / HTTP/1.1")
                .with("timer/timer.properties", "a=b")
                .with("buffer/src/test/resources/cases/README.md", "# The cases")
                .with(".mvn/lab/Lab.java", "class Lab {}");
    }

    @ParameterizedTest
    @CsvSource({
        "README.md, index.html",
        "one.md, one.html",
        "one.md#its-a-isnt-it, one.html#its-a-isnt-it",
        "one.md#twice-1, one.html#twice-1",
        "two.md, two.html",
        "#part, #part",
        "labs/README.md, labs/index.html",
        "labs, labs/index.html",
        "demos, demos/index.html",
        "demos/Demo.java, demos/Demo.java.html",
        "../README.md, source/index.html",
        "../buffer/pom.xml, source/buffer/pom.xml.html",
        "../buffer/src/main/java/lkg, source/buffer/src/main/java/lkg/index.html",
        "../buffer/src/main/java/lkg/Buffer.java, source/buffer/src/main/java/lkg/Buffer.java.html",
        "../buffer/src/main/java/lkg/Buffer.java#L2, source/buffer/src/main/java/lkg/Buffer.java.html#L2",
        "../buffer/src/test/resources/wire.http, source/buffer/src/test/resources/wire.http.html",
        "../timer/timer.properties, source/timer/timer.properties.html",
        "../buffer/src/test/resources/cases/README.md, source/buffer/src/test/resources/cases/index.html",
        "../.mvn/lab/Lab.java, source/mvn/lab/Lab.java.html",
    })
    void aLinkLeadsToThePageOfItsTarget(String target, String address) throws IOException {
        project.with("docs/two.md", "# Two", "", "## Part", "", "See [this](" + target + ").")
                .rendered();

        assertThat(project.problems().errors()).isEmpty();
        assertThat(project.page("two.html")).contains("See <a href=\"" + address + "\">this</a>.");
        String file = address.replaceFirst("#.*", "");
        assertThat(project.site().resolve(file.isEmpty() ? "two.html" : file)).isRegularFile();
    }

    @Test
    void aLinkFromAFolderLeadsOutOfIt() throws IOException {
        project.with("docs/labs/buffer.md", "# Lab", "", "[one](../one.md), [ours](../../buffer/pom.xml)")
                .rendered();

        assertThat(project.page("labs/buffer.html"))
                .contains("<a href=\"../one.html\">one</a>", "<a href=\"../source/buffer/pom.xml.html\">ours</a>");
    }

    @Test
    void theIndexOfAFolderIsItsReadme() throws IOException {
        project.with("docs/two.md", "# Two", "", "[labs](labs)").rendered();

        assertThat(project.page("labs/index.html")).contains(">The labs</h1>").doesNotContain("<th>file</th>");
    }

    @Test
    void anotherSitesAddressStays() throws IOException {
        project.with("docs/two.md", "# Two", "", "[RFC](https://www.rfc-editor.org/rfc/rfc9112#section-6)")
                .rendered();

        assertThat(project.page("two.html")).contains("<a href=\"https://www.rfc-editor.org/rfc/rfc9112#section-6\">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing.md",
                "one.md#no-such-part",
                "#no-such-part",
                "../../outside.md",
                "/docs/one.md",
                "../buffer/src/main/java/lkg/Buffer.java#L3",
                "../buffer/src/main/java/lkg/Buffer.java#turn",
                "demos#part",
            })
    void aLinkThatLeadsNowhereIsAnErrorWithItsLine(String target) throws IOException {
        project.with("docs/two.md", "# Two", "", "First", "[this](" + target + ").")
                .rendered();

        assertThat(project.problems().errors()).containsExactly("docs/two.md:4: " + target + " leads nowhere");
        assertThat(project.page("two.html")).as("the text stays").contains("First\nthis.");
    }

    @Test
    void aFileOutsideTheProjectIsNowhere() throws IOException {
        String outside = folder.resolve("outside.md").toAbsolutePath().toString();
        project.with("docs/two.md", "# Two", "", "[a](" + outside + ")", "[b](../../outside.md)")
                .rendered();

        assertThat(project.problems().errors()).hasSize(2);
    }

    @Test
    void anAnchorMayBeWrittenInHtml() throws IOException {
        project.with(
                        "docs/two.md",
                        "# Two",
                        "",
                        "<div id=\"box\">",
                        "</div>",
                        "",
                        "A <a id=\"here\"></a>[b](#here) [c](#box)")
                .rendered();

        assertThat(project.problems().errors()).isEmpty();
    }
}
