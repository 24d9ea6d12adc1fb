package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("step-6")
class FormDecoderTest {

    @ParameterizedTest
    @CsvSource({
        "a=b, b",
        "a=b+c, b c",
        "a=b%20c%2Bd%26e%3df, b c+d&e=f",
        "a=h%C3%A9+%e2%82%ac, h\u00e9 \u20ac",
        "a=b=c, b=c",
        "%61=b, b",
        "x=y&a=b, b",
        "&&a=b&, b",
        "a=b?c/d, b?c/d",
        "a=%ff, \ufffd"
    })
    void aParameterIsDecoded(String query, String value) {
        assertThat(HttpRequest.get("/?" + query).queryParameter("a"))
                .as("the value of a in ?%s", query)
                .contains(value);
    }

    @Test
    void aNameIsDecodedLikeAValue() {
        assertThat(HttpRequest.get("/?a+%C3%A9=b").queryParameter("a \u00e9")).contains("b");
    }

    @ParameterizedTest
    @CsvSource({"a", "a=", "x&a&y", "a&a=b"})
    void aParameterMayHaveAnEmptyValueOrNone(String query) {
        assertThat(HttpRequest.get("/?" + query).queryParameter("a"))
                .as("the value of a in ?%s", query)
                .contains("");
    }

    @ParameterizedTest
    @CsvSource({"/", "/?", "/?&", "/?b=a", "/?A=b", "/?aa=b", "/?=a", "/a=b"})
    void aParameterMayBeMissing(String target) {
        assertThat(HttpRequest.get(target).queryParameter("a"))
                .as("the first value of a in %s", target)
                .isEmpty();
        assertThat(HttpRequest.get(target).queryParameters("a"))
                .as("all values of a in %s", target)
                .isEmpty();
    }

    @Test
    void aParameterMayBeRepeated() {
        HttpRequest request = HttpRequest.get("/?a=1&b=2&a=3&a");

        assertThat(request.queryParameter("a")).contains("1");
        assertThat(request.queryParameters("a")).containsExactly("1", "3", "");
    }

    @Test
    void aNameMayBeEmpty() {
        assertThat(HttpRequest.get("/?=b").queryParameters("")).containsExactly("b");
        assertThat(HttpRequest.get("/?&a&&b").queryParameters("")).isEmpty();
    }
}
