package lkg.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lies of each kind, in a page that is otherwise true: each is found, by the line that it stands in. Outputs are the lab's
 * to compare: {@code LabTest} has those lies.
 */
@Tag("project")
class PlantedLiesTest {

    private record Lie(String kind, String line, String found) {

        @Override
        public String toString() {
            return kind;
        }
    }

    private static final String TRUE_PAGE = """
            # A page

            A `TimerQueue` expires a `Timer`; see `TimerQueue.nanosUntilNext` and [the loop](../timer/pom.xml).
            With `--head-timeout` (10 s) or `headTimeout` (10 s), `ReadingHead` answers 408.

            LIE

            ```java timer/src/main/java/lkg/timer/TimerQueue.java
            private void put(int index, Timer timer) {
                // …
                timer.index = index;
            ```

            ```cpp
            // LkgServer::closeConnection
            int fd = req->getFd();
            if (req->isWorking()) return;
            ```

            ## Exercises

            **1.1 ★ A title.** Do it. *Check:* `java .mvn/lab/Lab.java wrong timer-3`
            """;

    private static Checks checks;

    @BeforeAll
    static void read() throws IOException {
        checks = new Checks();
    }

    static Stream<Lie> lies() {
        return Stream.of(
                new Lie("a changed line of Java", """
                        ```java timer/src/main/java/lkg/timer/TimerQueue.java
                        heap[index] = task;
                        ```
                        """, "TimerQueue.java does not have"),
                new Lie("lines of Java in another order", """
                        ```java timer/src/main/java/lkg/timer/TimerQueue.java
                        timer.index = index;
                        // …
                        private void put(int index, Timer timer) {
                        ```
                        """, "not at this place: private void put"),
                new Lie("a quotation of a file that is gone", """
                        ```java timer/src/main/java/lkg/timer/Wheel.java
                        timer.index = index;
                        ```
                        """, "a file that is not there"),
                new Lie("Java without its source", """
                        ```java
                        timer.index = index;
                        ```
                        """, "has to name the file"),
                new Lie("a line that the original does not have", """
                        ```cpp
                        if (req->isBusy()) return;
                        ```
                        """, "the original does not have"),
                new Lie("a link to nothing", "See [there](../timer/wheel.md).", "leads nowhere"),
                new Lie(
                        "a link to a heading that was renamed",
                        "See [there](glossary.md#the-words).",
                        "no such heading"),
                new Lie("a link to a line behind the end", "See [there](../timer/pom.xml#L999).", "no such line"),
                new Lie("a class", "A `TimingWheel` turns.", "there is no `TimingWheel`"),
                new Lie("a method", "It calls `TimerQueue.advance`.", "there is no `TimerQueue.advance`"),
                new Lie("a method of the JDK", "It calls `Selector.poll`.", "there is no `Selector.poll`"),
                new Lie("a test", "As `d04_aTimerNeverFiresEarly` shows.", "there is no `d04_aTimerNeverFiresEarly`"),
                new Lie("a test of another class", "As `TimerQueueTest.oneJobRunsOnce` shows.", "oneJobRunsOnce"),
                new Lie("a default", "The time for a head is `headTimeout` (15 s).", "HEAD_TIMEOUT is 10 s"),
                new Lie("a default in a table", """
                        | limit | default | method | option |
                        |---|---|---|---|
                        | fields | 64 | `maxFields` | `--max-fields` |
                        """, "MAX_FIELDS is 100"),
                new Lie("the option of another limit", """
                        | limit | default | method | option |
                        |---|---|---|---|
                        | fields | 100 | `maxFields` | `--max-head` |
                        """, "not the option of MAX_FIELDS"),
                new Lie("bounds in a table", """
                        | setting | bounds |
                        |---|---|
                        | `loops`, `maxFields` | between 1 and 10,000 |
                        """, "the bounds of MAX_FIELDS are between 1 and 1000000"),
                new Lie("an option", "Start it with `--header-timeout 5`.", "no option --header-timeout"),
                new Lie("a variable", "Or set `LKG_HEADER_TIMEOUT=5`.", "no option for LKG_HEADER_TIMEOUT"),
                new Lie("a wrong version", "Run `java .mvn/lab/Lab.java wrong timer-99`.", "no wrong version timer-99"),
                new Lie("a demo", "Run `java .mvn/lab/Lab.java run Nonsense`.", "no demo Nonsense"),
                new Lie("a lab", "Run `java .mvn/lab/Lab.java start wheel ../mine`.", "no lab wheel"),
                new Lie("a command of the lab", "Run `java .mvn/lab/Lab.java grow timer`.", "no command grow"),
                new Lie(
                        "a test that Maven is to run",
                        "Run `mvn -pl timer test -Dtest=WheelTest`.",
                        "no test WheelTest"),
                new Lie("an exercise that nothing checks", """
                        ## Exercises

                        **1.2 ★★ A title.** Do it.
                        """, "without a check"),
                new Lie("a picture that is gone", "![The wheel](pictures/wheel.svg)", "leads nowhere"));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void eachIsFoundInItsLine(Lie lie) throws IOException {
        int line = TRUE_PAGE.substring(0, TRUE_PAGE.indexOf("LIE")).split("\n", -1).length;
        // In a table or behind a heading, the lie is two lines below.
        int at = lie.line().startsWith("|") || lie.line().startsWith("##") ? line + 2 : line;

        assertThat(complaints(TRUE_PAGE.replace("LIE", lie.line())))
                .as("complaints about a page with a lie in line %d", at)
                .singleElement()
                .asString()
                .startsWith("docs/page.md:" + at + ": ")
                .contains(lie.found());
    }

    @Test
    void aPageWithoutLiesIsLeftAlone() throws IOException {
        assertThat(complaints(TRUE_PAGE.replace("LIE", ""))).isEmpty();
    }

    @Test
    void aPictureThatNamesWhatIsGoneIsFound() throws IOException {
        String picture = """
                <svg xmlns="http://www.w3.org/2000/svg"><title>t</title><desc>d</desc><style>%s</style>
                <text class="code">%s</text></svg>
                """;
        String style = Files.readString(Page.PROJECT.resolve("docs/pictures/style.css"));

        assertThat(checks.pictures().problem(picture.formatted(style, "TimerQueue")))
                .isEmpty();
        assertThat(checks.pictures().problem(picture.formatted(style, "TimingWheel")))
                .isEqualTo(Optional.of("is stale: there is no `TimingWheel`"));
        assertThat(checks.pictures().problem(picture.formatted("text {}", "TimerQueue")))
                .isEqualTo(Optional.of("has another style than docs/pictures/style.css"));
    }

    private static List<Complaint> complaints(String text) throws IOException {
        Page page = Page.of(Page.PROJECT.resolve("docs/page.md"), text);
        List<Complaint> complaints = new ArrayList<>();
        for (PageCheck check : checks.all()) {
            complaints.addAll(check.complaints(page));
        }
        return complaints;
    }
}
