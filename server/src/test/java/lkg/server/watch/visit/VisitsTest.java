package lkg.server.watch.visit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitsTest {

    @Test
    void eachVisitHasTextsAndAClient() {
        assertThat(Visits.all())
                .extracting(Visit::id)
                .hasSize(11)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Visitor.ids());
    }

    @Test
    void oneOfThreeChoicesIsRight() {
        for (Visit visit : Visits.all()) {
            assertThat(visit.choices())
                    .as("choices of " + visit.id())
                    .hasSize(3)
                    .doesNotHaveDuplicates();
            assertThat(visit.right()).as("the right one of " + visit.id()).isBetween(0, 2);
        }
        assertThat(Visits.all())
                .extracting(Visit::right)
                .as("where the right one is")
                .contains(0, 1, 2);
    }

    /** The page has this much room for them. */
    @Test
    void theTextsAreNeitherEmptyNorTooLong() {
        for (Visit visit : Visits.all()) {
            assertThat(visit.title()).as(visit.id()).startsWith("Be ").hasSizeLessThan(60);
            assertThat(visit.does()).as(visit.id()).hasSizeBetween(60, 220);
            assertThat(visit.question()).as(visit.id()).endsWith("?").hasSizeBetween(40, 180);
            for (String choice : visit.choices()) {
                assertThat(choice).as(visit.id()).endsWith(".").hasSizeBetween(40, 140);
            }
            assertThat(sentences(visit.does()))
                    .as("sentences that say what " + visit.id() + " does")
                    .isEqualTo(2);
            assertThat(sentences(visit.why()))
                    .as("sentences that explain " + visit.id())
                    .isBetween(4, 8);
        }
    }

    @Test
    void aVisitIsFoundByItsId() {
        assertThat(Visits.find("half-close")).get().extracting(Visit::right).isEqualTo(0);
        assertThat(Visits.find("no-such-visit")).isEmpty();
    }

    private static int sentences(String text) {
        return text.split("[.?] ").length;
    }
}
