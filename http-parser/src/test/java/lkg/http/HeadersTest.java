package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("step-1")
class HeadersTest {

    private static final String FIELDS = "Accept: a | Host: b | accept: c, D";

    @ParameterizedTest
    @CsvSource({"HOST, true", "host, true", "Host, true", "hos, false", "hostt, false", "Via, false", "'', false"})
    void namesAreFoundWithoutRegardToCase(String name, boolean isThere) {
        assertThat(headers().contains(name))
                .as("%s: contains(\"%s\")", FIELDS, name)
                .isEqualTo(isThere);
        assertThat(headers().first(name).isPresent())
                .as("%s: first(\"%s\") is present", FIELDS, name)
                .isEqualTo(isThere);
    }

    @Test
    void aNameMayHaveSeveralValues() {
        assertThat(headers().first("Accept")).as("%s: the first value", FIELDS).contains("a");
        assertThat(headers().all("Accept")).as("%s: all values", FIELDS).containsExactly("a", "c, D");
        assertThat(headers().all("Host")).as("%s: all values", FIELDS).containsExactly("b");
        assertThat(headers().all("Via")).as("%s: all values", FIELDS).isEmpty();
        assertThat(headers().size()).as("%s: size", FIELDS).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"accept, A, true", "accept, d, true", "accept, 'c, D', false", "accept, '', false", "Via, a, false"})
    void tokensAreFoundInAnyMemberOfAnyValue(String name, String token, boolean isThere) {
        assertThat(headers().hasToken(name, token))
                .as("%s: hasToken(\"%s\", \"%s\")", FIELDS, name, token)
                .isEqualTo(isThere);
    }

    @ParameterizedTest
    @CsvSource({"' \tb c\t ', 'b c'", "' \t ', ''", "'', ''", "b, b", "' b', b", "'b ', b"})
    void blanksAroundAValueAreNoPartOfIt(String value, String expected) {
        assertThat(Headers.of("a", value).first("a"))
                .as("the value of \"%s\"", value)
                .contains(expected);
        assertThat(Headers.of("a", value))
                .as("headers of a: \"%s\"", value)
                .isEqualTo(Headers.of("a", expected))
                .hasSameHashCodeAs(Headers.of("a", expected));
    }

    @Test
    void eachLetterOfAsciiHasTwoCases() {
        String capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        String small = "abcdefghijklmnopqrstuvwxyz";

        assertThat(Headers.of(capitals, "a").contains(small))
                .as("%s: contains %s", capitals, small)
                .isTrue();
        assertThat(Headers.of(small, "a").contains(capitals))
                .as("%s: contains %s", small, capitals)
                .isTrue();
    }

    @Test
    void onlyLettersOfAsciiHaveTwoCases() {
        assertThat(Headers.of("Key", "a").contains("\u212aey"))
                .as("Key: contains the Kelvin sign and \"ey\"; the sign is a k to String.equalsIgnoreCase")
                .isFalse();
        assertThat(Headers.of("a^", "b", "a~", "c").first("a~"))
                .as("a^: b, a~: c: ^ and ~ differ by the bit that tells small letters from capitals")
                .contains("c");
    }

    @Test
    void fieldsKeepTheirOrder() {
        assertThat(fields(headers())).containsExactly("Accept=a", "Host=b", "accept=c, D");
    }

    @Test
    void addingMakesNewHeaders() {
        Headers headers = headers();

        Headers more = headers.with("Via", "e");

        assertThat(fields(more)).as("with one more").containsExactly("Accept=a", "Host=b", "accept=c, D", "Via=e");
        assertThat(fields(headers)).as("without it, as before").containsExactly("Accept=a", "Host=b", "accept=c, D");
    }

    @Test
    void fieldsOfTheSameNameAreOverridden() {
        Headers changed = headers().overriddenBy(Headers.of("ACCEPT", "x", "Via", "1", "accept", "y"));

        assertThat(changed)
                .as("%s, with other fields", FIELDS)
                .isEqualTo(Headers.of("Host", "b", "ACCEPT", "x", "Via", "1", "accept", "y"));
        assertThat(changed.all("Accept")).containsExactly("x", "y");
        assertThat(headers()).as("the old ones").isEqualTo(Headers.of("Accept", "a", "Host", "b", "accept", "c, D"));
        assertThat(headers().overriddenBy(Headers.empty())).isEqualTo(headers());
        assertThat(Headers.empty().overriddenBy(headers())).isEqualTo(headers());
    }

    @Test
    void thereMayBeMany() {
        Headers headers = Headers.empty();
        for (int i = 0; i < 100; i++) {
            headers = headers.with("X-" + i, "value " + i);
        }

        assertThat(headers.size()).as("size").isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            assertThat(headers.first("x-" + i)).as("the value of field %s", i).contains("value " + i);
        }
    }

    @Test
    void thereMayBeNone() {
        assertThat(Headers.empty().size()).as("size").isZero();
        assertThat(Headers.empty().first("a")).as("a value").isEmpty();
        assertThat(fields(Headers.empty())).as("fields").isEmpty();
        assertThat(Headers.of()).isEqualTo(Headers.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nSet-Cookie: b", "a\0b", "a\u007fb", "\u0001", "\u0100", "\u010d"})
    void aValueCannotHoldALineBreakOrAnotherControlCharacter(String value) {
        assertThatThrownBy(() -> Headers.of("Location", value), "of(\"Location\", \"%s\")", value)
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Headers.empty().with("Location", value), "with(\"Location\", \"%s\")", value)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValueMayHoldATabAndOctetsBeyondAscii() {
        assertThat(Headers.of("a", "b\tc \u0080\u00e9\u00ff~!").first("a")).contains("b\tc \u0080\u00e9\u00ff~!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\n", "a\t", "\u00e9", "\u0141", "(", "a\"", "\u007f"})
    void aNameIsAToken(String name) {
        assertThatThrownBy(() -> Headers.of(name, "a"), "of(\"%s\", \"a\")", name)
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Headers.empty().with(name, "a"), "with(\"%s\", \"a\")", name)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenMayHoldTheseCharacters() {
        String name = "!#$%&'*+-.^_`|~09AZaz";

        assertThat(Headers.of(name, "b").first(name)).as(name).contains("b");
    }

    @Test
    void eachNameNeedsAValue() {
        assertThatThrownBy(() -> Headers.of("a", "b", "c"), "of(\"a\", \"b\", \"c\")")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalFieldsMakeEqualHeaders() {
        Headers headers = Headers.of("a", "b", "c", "d");

        assertThat(headers).isEqualTo(Headers.of("a", "b").with("c", "d"));
        assertThat(headers).hasSameHashCodeAs(Headers.of("a", "b").with("c", "d"));
        assertThat(headers).as("another value").isNotEqualTo(Headers.of("a", "b", "c", "x"));
        assertThat(headers).as("another name").isNotEqualTo(Headers.of("a", "b", "x", "d"));
        assertThat(headers).as("a capital letter in a name").isNotEqualTo(Headers.of("A", "b", "c", "d"));
        assertThat(headers).as("a capital letter in a value").isNotEqualTo(Headers.of("a", "b", "c", "D"));
        assertThat(headers).as("another order").isNotEqualTo(Headers.of("c", "d", "a", "b"));
        assertThat(headers).as("fewer").isNotEqualTo(Headers.of("a", "b"));
        assertThat(headers).as("something else").isNotEqualTo("a: b\nc: d\n");
    }

    @Test
    void asTextTheyAreALineForEachField() {
        assertThat(Headers.of("a", " b", "C", "d")).hasToString("a: b\nC: d\n");
        assertThat(Headers.empty()).hasToString("");
    }

    private static Headers headers() {
        return Headers.of("Accept", "a", "Host", "b", "accept", "c, D");
    }

    private static List<String> fields(Headers headers) {
        List<String> fields = new ArrayList<>();
        headers.forEach((name, value) -> fields.add(name + "=" + value));
        return fields;
    }
}
