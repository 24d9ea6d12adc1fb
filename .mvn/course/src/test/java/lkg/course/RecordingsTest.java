package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingsTest {

    private static final String LOOP = "reactor/src/main/java/lkg/reactor/Loop.java";
    private static final String PLACE = "<script type=\"application/json\" id=\"recording\">";

    @TempDir
    Path folder;

    private SmallProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new SmallProject(folder)
                .with(Player.PAGE, "<h1>The picture</h1>", PLACE + "</script>", "<script>play()</script>")
                .with(LOOP, "class Loop {", "    void run() {", "        arm();", "    }", "    void arm() {}", "}")
                .with("docs/2-loop.md", "# 2 The loop", "", "## Arming");
    }

    @Test
    void aLinkOfItsOwnIsAFigureInWhichTheRecordingPlays() throws IOException {
        record("{\"kinds\":{}}");

        assertThat(page("[A \"slow\" head](recordings/slow.json)"))
                .contains("<figure class=\"recording\"><iframe src=\"recordings/slow.html\" "
                        + "title=\"A &quot;slow&quot; head\" loading=\"lazy\"></iframe>"
                        + "<figcaption>A &quot;slow&quot; head (<a href=\"recordings/slow.html\">on a page of its own</a>)"
                        + "</figcaption></figure>")
                .doesNotContain("<p>");
        assertThat(project.page("recordings/slow.html")).contains("<h1>The picture</h1>", "play()");
    }

    @Test
    void aLinkInASentenceLeadsToTheRecordingsPage() throws IOException {
        record("{\"kinds\":{}}");

        assertThat(page("See [this](recordings/slow.json)."))
                .contains("<p>See <a href=\"recordings/slow.html\">this</a>.");
        assertThat(project.site().resolve("recordings/slow.html")).exists();
    }

    @Test
    void aPageInAFolderEmbedsWhatIsInAnotherOne() throws IOException {
        record("{\"kinds\":{}}");
        project.with("docs/labs/a.md", "# A", "", "[slow](../recordings/slow.json)")
                .rendered();

        assertThat(project.page("labs/a.html")).contains("<iframe src=\"../recordings/slow.html\"");
    }

    @Test
    void theRecordingStandsInTheScriptAndCannotEndIt() throws IOException {
        record("{\"kinds\":{}, \"events\":[{\"n\":1.50,\"text\":\"</script><b>\\n\"}]}");
        page("[slow](recordings/slow.json)");

        assertThat(project.page("recordings/slow.html"))
                .contains(PLACE
                        + "{\"kinds\":{},\"events\":[{\"n\":1.50,\"text\":\"\\u003c/script>\\u003cb>\\n\"}]}</script>");
    }

    @Test
    void aMethodIsReplacedByTheLineOfItsDeclarationInEachRecordingOfAFile() throws IOException {
        String recording = "{\"kinds\":{\"armed\":{\"at\":\"" + LOOP + "#arm\",\"chapter\":\"2-loop.md#arming\"}}}";
        record("[" + recording + "," + recording + "]");
        page("[slow](recordings/slow.json)");

        assertThat(project.problems().errors()).isEmpty();
        String completed = "{\"kinds\":{\"armed\":{\"chapter\":\"2-loop.md#arming\",\"at\":\"" + LOOP + "#L5 arm\"}}}";
        assertThat(project.page("recordings/slow.html")).contains("[" + completed + "," + completed + "]");
        assertThat(project.page("source/" + LOOP + ".html")).contains("id=\"L5\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {LOOP + "#disarm", LOOP + "#L5", LOOP, "reactor/src/main/java/lkg/reactor/Lop.java#arm"})
    void aMethodThatIsNotThereIsAnErrorWithItsKind(String at) throws IOException {
        record("{\"kinds\":{\"armed\":{\"at\":\"" + at + "\"}}}");
        page("[slow](recordings/slow.json)");

        assertThat(project.problems().errors())
                .containsExactly("docs/recordings/slow.json: kind armed: " + at + " is no method of a source file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-loop.md#arm", "3-loop.md#arming", "2-loop.html"})
    void aChapterThatIsNotThereIsAnErrorWithItsKind(String chapter) throws IOException {
        record("{\"kinds\":{\"armed\":{\"chapter\":\"" + chapter + "\"}}}");
        page("[slow](recordings/slow.json)");

        assertThat(project.problems().errors())
                .containsExactly("docs/recordings/slow.json: kind armed: " + chapter + " leads nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kinds\":{", "{\"events\":[]}", "5"})
    void aFileThatIsNoRecordingIsAnError(String text) throws IOException {
        record(text);
        page("[slow](recordings/slow.json)");

        assertThat(project.problems().errors())
                .singleElement()
                .asString()
                .startsWith("docs/recordings/slow.json: no recording: ");
    }

    @Test
    void aKindThatDidNotHappenNeedsNoMethod() throws IOException {
        record("{\"kinds\":{\"rejected\":{\"chapter\":\"2-loop.md\",\"at\":null}}}");
        page("[slow](recordings/slow.json)");

        assertThat(project.problems().errors()).isEmpty();
    }

    @Test
    void aRecordingThatIsNotThereIsALinkThatLeadsNowhere() throws IOException {
        assertThat(page("[slow](recordings/slow.json)")).contains("<p>slow</p>");

        assertThat(project.problems().errors()).containsExactly("docs/page.md:3: recordings/slow.json leads nowhere");
    }

    @Test
    void thePageOfTheLivePictureIsOnlyNeededForARecording() throws IOException {
        Files.delete(project.root().resolve(Player.PAGE));
        record("{\"kinds\":{}}");

        page("No link.");
        assertThat(project.problems().errors()).isEmpty();
        page("[slow](recordings/slow.json)");
        assertThat(project.problems().errors())
                .singleElement()
                .asString()
                .startsWith("docs/recordings/slow.json: " + Player.PAGE);
    }

    private void record(String json) throws IOException {
        project.with("docs/recordings/slow.json", json);
    }

    /** The page with this paragraph. */
    private String page(String paragraph) throws IOException {
        return project.with("docs/page.md", "# Page", "", paragraph).rendered().page("page.html");
    }
}
