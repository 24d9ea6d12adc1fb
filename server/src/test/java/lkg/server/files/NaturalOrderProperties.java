package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

class NaturalOrderProperties {

    private final NaturalOrder order = new NaturalOrder();

    @Property
    void onlyANameItselfIsEqualToIt(@ForAll @From("names") String a, @ForAll @From("names") String b) {
        assertThat(order.compare(a, b) == 0)
                .as("'%s' and '%s' compare as equal", a, b)
                .isEqualTo(a.equals(b));
    }

    @Property
    void theOppositeComparisonHasTheOppositeResult(@ForAll @From("names") String a, @ForAll @From("names") String b) {
        assertThat(Integer.signum(order.compare(a, b)))
                .as("'%s' compared with '%s'", a, b)
                .isEqualTo(-Integer.signum(order.compare(b, a)));
    }

    @Property
    void whatIsBeforeTheNextIsBeforeTheOneAfterIt(
            @ForAll @From("names") String a, @ForAll @From("names") String b, @ForAll @From("names") String c) {
        if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
            assertThat(order.compare(a, c)).as("'%s' <= '%s' <= '%s'", a, b, c).isLessThanOrEqualTo(0);
        }
    }

    /** The model: numbers. Of equal numbers the text decides. */
    @Property
    void digitsAreNumbers(
            @ForAll @NumericChars @StringLength(min = 1, max = 100) String a,
            @ForAll @NumericChars @StringLength(min = 1, max = 100) String b) {
        int byNumber = new BigInteger(a).compareTo(new BigInteger(b));
        int byText = Integer.signum(("x" + a + "y").compareTo("x" + b + "y"));

        assertThat(Integer.signum(order.compare("x" + a + "y", "x" + b + "y")))
                .as("x%sy compared with x%sy", a, b)
                .isEqualTo(byNumber != 0 ? byNumber : byText);
    }

    /** Short, of few characters, so that names are often equal in part. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("aAb01 .\u00e4\u0308\u00df\u03c3\u03c2\u0130\uff11\0")
                        .ofMaxLength(5),
                Arbitraries.strings().ofMaxLength(8));
    }
}
