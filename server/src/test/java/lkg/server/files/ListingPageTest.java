package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import lkg.server.files.ListingOrder.Column;
import lkg.server.files.ListingOrder.Direction;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ListingPageTest {

    private static final Instant TIME = Instant.parse("2026-11-26T01:14:09.5Z");
    private static final ListedEntry FILE = new ListedEntry("a%20b.txt", "a b.txt", false, 1_234_567, TIME);
    private static final ListedEntry DIRECTORY = new ListedEntry("docs/", "docs", true, 4096, TIME);

    @Test
    void aRowShowsNameSizeAndTime() {
        assertThat(page(FILE)).contains("""
                <tr class="t"><th scope="row"><a href="./a%20b.txt"><bdi>a b.txt</bdi></a></th>\
                <td title="1,234,567 bytes">1.2 MB</td>\
                <td><time datetime="2026-11-26T01:14:09Z">2026-11-26 01:14</time></td></tr>
                """);
    }

    @Test
    void aDirectoryHasASlashAndNoSize() {
        assertThat(page(DIRECTORY)).contains("""
                <tr class="d"><th scope="row"><a href="./docs/"><bdi>docs/</bdi></a></th><td></td>\
                <td><time datetime="2026-11-26T01:14:09Z">2026-11-26 01:14</time></td></tr>
                """);
    }

    @Test
    void timesBeforeTheUsualYearsHaveFourDigitsToo() {
        Instant early = Instant.parse("0033-04-03T15:00:00Z");

        assertThat(page(new ListedEntry("a", "a", false, 0, early))).contains(">0033-04-03 15:00<");
    }

    @Test
    void namesAreText() {
        String name = "<b>\"&'\u202e\n";
        ListedEntry entry = new ListedEntry("%3Cb%3E\"'&<", name, false, 0, TIME);
        String page = page(new Listing(List.of(name, name), List.of(entry), Optional.empty(), false));

        assertThat(page)
                .contains("<bdi>&lt;b&gt;&quot;&amp;&#39;[U+202E][U+000A]</bdi></a></th>")
                .contains("<h1><bdi>&lt;b&gt;&quot;&amp;&#39;[U+202E][U+000A]</bdi></h1>")
                .contains("<title>Index of /&lt;b&gt;&quot;&amp;&#39;[U+202E][U+000A]/")
                .contains("href=\"./%3Cb%3E&quot;&#39;&amp;&lt;\"")
                .doesNotContain("<b>", "\u202e");
    }

    @Test
    void theDirectoriesAboveAreRelativeLinks() {
        assertThat(page(new Listing(List.of("a", "b", "c"), List.of(), Optional.empty(), false)))
                .contains("<li><a href=\"../../../\"><bdi>Home</bdi></a></li>"
                        + "<li><a href=\"../../\"><bdi>a</bdi></a></li>"
                        + "<li><a href=\"../\"><bdi>b</bdi></a></li></ol>")
                .contains("<h1><bdi>c</bdi></h1>")
                .contains("<title>Index of /a/b/c/</title>");
    }

    @Test
    void nothingIsAboveTheRoot() {
        assertThat(page(FILE)).contains("<h1>Index of /</h1>").doesNotContain("<nav", "../");
    }

    @Test
    void theSummaryCountsEntriesAndBytes() {
        assertThat(page(FILE, FILE, DIRECTORY))
                .contains("<p>1 directory, 2 files, <span title=\"2,469,134 bytes\">2.5 MB</span></p>");
    }

    @Test
    void theSummaryLeavesOutWhatThereIsNot() {
        assertThat(page(FILE)).contains("<p>1 file, <span title=\"1,234,567 bytes\">1.2 MB</span></p>");
        assertThat(page(DIRECTORY, DIRECTORY)).contains("<p>2 directories</p>");
    }

    @Test
    void sizesThatNobodyCanAddUpAreAtLeastNotNegative() {
        ListedEntry hole = new ListedEntry("a", "a", false, Long.MAX_VALUE, TIME);

        assertThat(page(hole, hole)).contains(">9.2 EB</span></p>");
    }

    @Test
    void anEmptyDirectorySaysSo() {
        assertThat(page()).contains("This directory is empty.").doesNotContain("<table", "<script");
    }

    @Test
    void aListThatIsCutSaysSo() {
        Listing cut = new Listing(List.of(), Collections.nCopies(1234, FILE), Optional.empty(), true);

        assertThat(page(cut)).contains("only the first 1,234 are listed");
        assertThat(page(FILE)).doesNotContain("only the first");
    }

    @Test
    void theHeadsOfTheColumnsAreLinksToTheOrders() {
        assertThat(page(FILE))
                .contains(
                        "<th scope=\"col\" aria-sort=\"ascending\"><a href=\"?sort=name&amp;order=desc\">Name</a></th>")
                .contains("<th scope=\"col\"><a href=\"?sort=size&amp;order=desc\">Size</a></th>")
                .contains("<th scope=\"col\"><a href=\"?sort=date&amp;order=desc\">Modified ");
    }

    @Test
    void anotherOrderIsMarkedAndRowsKnowTheirPlaceByName() {
        ListedEntry larger = new ListedEntry("z", "z", false, 2_000_000, TIME);
        Listing listing = new Listing(List.of(), List.of(FILE, larger), Optional.empty(), false);
        String page = new String(
                ListingPage.of(listing, new ListingOrder(Column.SIZE, Direction.DESCENDING)), StandardCharsets.UTF_8);

        assertThat(page)
                .contains("<th scope=\"col\"><a href=\"?sort=name&amp;order=asc\">")
                .contains("<th scope=\"col\" aria-sort=\"descending\"><a href=\"?sort=size&amp;order=asc\">")
                .containsSubsequence("<tr class=\"o\" data-n=\"1\">", "<tr class=\"t\" data-n=\"0\">");
    }

    @Test
    void theReadmeIsBelowTheTable() {
        Readme readme = new Readme("README.md", "# Hello\n");
        String page = page(new Listing(List.of(), List.of(FILE), Optional.of(readme), false));

        assertThat(page).containsSubsequence("</table>", "<header>README.md</header>", "<h2 id=\"hello\">Hello</h2>");
    }

    @Test
    void eachTagIsClosed() {
        Readme readme = new Readme("README.md", "# a\n\n- b\n- c <br> &nbsp; ![d](e \"f\")\n\n|g|\n|-|\n|h|\n\n---\n");
        Listing full = new Listing(List.of("<", "&"), List.of(FILE, DIRECTORY), Optional.of(readme), true);

        assertIsXml(page(full));
        assertIsXml(page());
    }

    @Test
    void whatAPageAlwaysCostsIsLittle() {
        assertThat(page(FILE).length()).as("length of a page with one row").isLessThan(8_500);
    }

    @Test
    void aRowCostsLittle() {
        int names = FILE.name().length() + FILE.href().length();
        int thousandRows = page(new Listing(List.of(), Collections.nCopies(1000, FILE), Optional.empty(), false))
                        .length()
                - page(FILE).length();

        assertThat(thousandRows / 1000 - names)
                .as("characters of a row, without its names")
                .isLessThan(200);
    }

    private static void assertIsXml(String page) {
        String withoutCode = page.replaceAll("(?s)(<(style|script)>).*?(</\\2>)", "$1$3");
        assertThatCode(() -> DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(withoutCode))))
                .as("as XML: " + withoutCode)
                .doesNotThrowAnyException();
    }

    private static String page(ListedEntry... entries) {
        return page(new Listing(List.of(), List.of(entries), Optional.empty(), false));
    }

    private static String page(Listing listing) {
        return new String(ListingPage.of(listing, ListingOrder.DEFAULT), StandardCharsets.UTF_8);
    }
}
