package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalOrderTest {

    /** Each line is in order. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file1 file2 file3 file10 file20 file100",
                "1 2 10 a",
                "v1.2.9 v1.2.10 v1.10.0",
                "File1 file2 FILE3 file10",
                "Apple banana Cherry date",
                "eagle \u00e9clair Edam Z\u00fcrich zyx",
                "Stra\u00dfb strasse stra\u00dff",
                "a-1 a1 ab",
                "a a1 a1b a1b2 aa",
                "a0 a1",
                "\uff11 2 \uff11\uff10",
                "x99999999999999999999 x100000000000000000000",
            })
    void namesAreInTheOrderInWhichPeopleLookForThem(String line) {
        List<String> names = List.of(line.split(" "));
        List<String> sorted = new ArrayList<>(names);
        Collections.reverse(sorted);

        sorted.sort(new NaturalOrder());

        assertThat(sorted).isEqualTo(names);
    }

    @Test
    void caseAndAccentsOnlyDecideBetweenNamesThatAreEqualOtherwise() {
        assertThat(sorted("resume2", "r\u00e9sum\u00e9", "Resume", "resume", "r\u00e9sum\u00e91"))
                .containsExactly("Resume", "resume", "r\u00e9sum\u00e9", "r\u00e9sum\u00e91", "resume2");
    }

    @Test
    void leadingZerosDecideLast() {
        assertThat(sorted("a01", "a1", "A001", "a2", "a002", "a1b"))
                .containsExactly("A001", "a01", "a1", "a1b", "a002", "a2");
    }

    @Test
    void namesThatOnlyDifferInLeadingZerosAreNotEqual() {
        assertThat(new NaturalOrder().compare("a01", "a1")).isNegative();
        assertThat(new NaturalOrder().compare("a1", "a01")).isPositive();
    }

    /** As a name from another system may have it: the letter, then the accent. */
    @Test
    void anAccentOfItsOwnIsTheSameAsALetterWithIt() {
        assertThat(sorted("e\u0301b", "\u00e9a", "\u00e9c")).containsExactly("\u00e9a", "e\u0301b", "\u00e9c");
    }

    @Test
    void aRunOfDigitsMayHaveAnyLength() {
        String some = "9".repeat(10_000);
        String many = "1".repeat(70_000);

        assertThat(sorted(many, "x", some, "7")).containsExactly("7", some, many, "x");
    }

    @Test
    void oneDigitMoreIsMore() {
        List<String> numbers =
                IntStream.rangeClosed(1, 130).mapToObj("1"::repeat).toList();

        assertThat(sorted(numbers.toArray(String[]::new)))
                .as("numbers of 1 to 130 digits")
                .isEqualTo(numbers);
    }

    private static List<String> sorted(String... names) {
        List<String> sorted = new ArrayList<>(List.of(names));
        Collections.shuffle(sorted, new Random(1));
        sorted.sort(new NaturalOrder());
        return sorted;
    }
}
