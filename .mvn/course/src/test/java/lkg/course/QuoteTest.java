package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuoteTest {

    private static final String SOURCE = """
            class A {
                int a() {
                    return 1;
                }

                int b() {
                    return 2;
                }
            }
            """;

    @Test
    void aQuoteIsFoundWhateverItsIndentation() {
        assertThat(Quote.find("int b() {\n  return 2;\n}\n", SOURCE)).containsExactly(new Quote(6, 8));
    }

    @Test
    void aLineThatStandsTwiceIsFoundByTheLinesAroundIt() {
        assertThat(Quote.find("return 2;\n}", SOURCE)).containsExactly(new Quote(7, 8));
    }

    @Test
    void linesMayBeLeftOut() {
        assertThat(Quote.find("class A {\n// …\n\n    int b() {\n        // …\n    }", SOURCE))
                .containsExactly(new Quote(1, 1), new Quote(6, 6), new Quote(8, 8));
    }

    @Test
    void thePartsStandInTheOrderOfTheSource() {
        assertThat(Quote.find("int b() {\n// …\nint a() {", SOURCE)).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(Quote.find("int a() {\n    return 2;", SOURCE)).isEmpty();
        assertThat(Quote.find("\n", SOURCE)).isEmpty();
    }

    @Test
    void aDiffIsFoundByTheLinesThatAreOurs() {
        assertThat(Quote.findDiff("     int a() {\n-        return 1;\n+        return 3;\n     }\n", SOURCE))
                .containsExactly(new Quote(2, 4));
    }

    @Test
    void oneLineIsNoRange() {
        assertThat(new Quote(3, 3).range()).isEqualTo("3");
        assertThat(new Quote(3, 5).range()).isEqualTo("3–5");
    }
}
