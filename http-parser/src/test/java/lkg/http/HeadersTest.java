package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    private final Headers headers = Headers.of("Accept", "a", "Host", "b", "accept", "c, D");

    @Test
    void namesAreFoundWithoutRegardToCase() {
        assertThat(headers.first("HOST")).contains("b");
        assertThat(headers.contains("host")).isTrue();
        assertThat(headers.contains("hos")).isFalse();
        assertThat(headers.first("Via")).isEmpty();
    }

    @Test
    void aNameMayHaveSeveralValues() {
        assertThat(headers.first("Accept")).contains("a");
        assertThat(headers.all("Accept")).containsExactly("a", "c, D");
        assertThat(headers.all("Via")).isEmpty();
        assertThat(headers.size()).isEqualTo(3);
    }

    @Test
    void tokensAreFoundInAnyMemberOfAnyValue() {
        assertThat(headers.hasToken("accept", "A")).isTrue();
        assertThat(headers.hasToken("accept", "d")).isTrue();
        assertThat(headers.hasToken("accept", "c, D")).isFalse();
        assertThat(headers.hasToken("Via", "a")).isFalse();
    }

    @Test
    void blanksAroundAValueAreNoPartOfIt() {
        assertThat(Headers.of("a", " \tb c\t ").first("a")).contains("b c");
        assertThat(Headers.of("a", " \t ").first("a")).contains("");
        assertThat(Headers.of("a", " b ")).isEqualTo(Headers.of("a", "b"));
    }

    @Test
    void onlyLettersOfAsciiHaveTwoCases() {
        // The Kelvin sign is a k to String.equalsIgnoreCase.
        assertThat(Headers.of("Key", "a").contains("\u212aey")).isFalse();
        assertThat(Headers.of("a^", "b", "a~", "c").first("a~"))
                .as("^ and ~ differ like letters of two cases")
                .contains("c");
    }

    @Test
    void fieldsKeepTheirOrder() {
        List<String> fields = new ArrayList<>();
        headers.forEach((name, value) -> fields.add(name + "=" + value));

        assertThat(fields).containsExactly("Accept=a", "Host=b", "accept=c, D");
    }

    @Test
    void addingMakesNewHeaders() {
        Headers more = headers.with("Via", "e");

        assertThat(more.first("Via")).contains("e");
        assertThat(more.first("Host")).contains("b");
        assertThat(headers.contains("Via")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nSet-Cookie: b", "a\0b", "a\u007fb", "\u0100"})
    void aValueCannotHoldALineBreakOrAnotherControlCharacter(String value) {
        assertThatThrownBy(() -> Headers.of("Location", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Location");
        assertThatThrownBy(() -> Headers.empty().with("Location", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\n", "\u00e9"})
    void aNameIsAToken(String name) {
        assertThatThrownBy(() -> Headers.of(name, "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Headers.empty().with(name, "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachNameNeedsAValue() {
        assertThatThrownBy(() -> Headers.of("a", "b", "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3");
    }

    @Test
    void equalFieldsMakeEqualHeaders() {
        assertThat(Headers.of("a", "b")).isEqualTo(Headers.of("a", "b")).hasSameHashCodeAs(Headers.of("a", "b"));
        assertThat(Headers.of("a", "b")).isNotEqualTo(Headers.of("a", "c"));
        assertThat(Headers.of("a", "b", "c", "d")).hasToString("a: b\nc: d\n");
    }
}
