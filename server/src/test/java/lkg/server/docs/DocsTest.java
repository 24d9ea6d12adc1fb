package lkg.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lkg.server.EndReason;
import org.commonmark.node.Code;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The docs and the program agree. That a lie would be found is shown by {@link PlantedLiesTest}. */
@Tag("project")
class DocsTest {

    private static final Pattern NUMBERED_TEST = Pattern.compile("d\\d\\d_\\w+");
    private static final Pattern DEFECT = Pattern.compile("\\*\\*D(\\d+)\\b");

    private static Checks checks;
    private static List<Page> pages;

    @BeforeAll
    static void read() throws IOException {
        checks = new Checks();
        pages = Page.all();
    }

    @Test
    void quotedCodeIsInItsSource() throws IOException {
        assertNoComplaints(checks.quotes());
    }

    @Test
    void linksAndPicturesLeadSomewhere() throws IOException {
        assertNoComplaints(checks.links());
    }

    @Test
    void namesAreOfSomething() throws IOException {
        assertNoComplaints(checks.names());
    }

    @Test
    void commandsNameWhatExists() throws IOException {
        assertNoComplaints(checks.commands());
    }

    @Test
    void exercisesCanBeChecked() throws IOException {
        assertNoComplaints(checks.exercises());
    }

    @Test
    void defaultsAreThoseOfTheSettings() throws IOException {
        assertNoComplaints(checks.limits());
    }

    @Test
    void picturesAreInStyleAndUpToDate() throws IOException {
        assertNoComplaints(checks.pictures());
    }

    @Test
    void theTablesOfLimitsHaveEachSettingAndEachOptionOfOne() throws IOException {
        Set<String> names = new TreeSet<>(checks.limits().settings().keySet());
        names.removeAll(codes("docs/limits.md"));

        assertThat(names)
                .as("settings and their options that docs/limits.md does not name")
                .isEmpty();
    }

    @Test
    void eachOptionIsInTheDocs() {
        Set<String> options = new TreeSet<>(checks.commands().options());
        for (Page page : pages) {
            page.codes()
                    .forEach(code -> options.removeAll(List.of(code.getLiteral().split("[ =]"))));
        }

        assertThat(options).as("options that no page names").isEmpty();
    }

    @Test
    void eachWayToEndIsInTheChapterOnClosing() throws IOException {
        assertThat(codes("docs/4-closing-connections.md"))
                .containsAll(Stream.of(EndReason.values()).map(Enum::name).toList());
    }

    @Test
    void eachDefectOfTheOriginalIsExplained() throws IOException {
        Set<Integer> explained = new TreeSet<>();
        for (Page page : pages) {
            Matcher defect = DEFECT.matcher(Files.readString(page.file()));
            while (defect.find()) {
                explained.add(Integer.parseInt(defect.group(1)));
            }
        }

        assertThat(explained)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 28).boxed().toList());
    }

    @Test
    void eachNumberedTestIsInTheIndexOfDefects() throws IOException {
        Set<String> tests = checks.sources().tests().stream()
                .filter(test -> NUMBERED_TEST.matcher(test).matches())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tests).as("tests that carry the number of a defect").hasSizeGreaterThan(15);
        assertThat(codes("docs/defects.md"))
                .as("what the index of the defects, docs/defects.md, names")
                .containsAll(tests);
    }

    private static Set<String> codes(String page) throws IOException {
        return Page.named(page).codes().stream().map(Code::getLiteral).collect(Collectors.toSet());
    }

    private static void assertNoComplaints(PageCheck check) throws IOException {
        List<Complaint> complaints = new ArrayList<>();
        for (Page page : pages) {
            complaints.addAll(check.complaints(page));
        }
        assertThat(complaints).isEmpty();
    }
}
