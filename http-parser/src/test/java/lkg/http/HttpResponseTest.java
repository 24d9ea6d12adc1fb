package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {

    @Test
    void textIsUtf8() {
        HttpResponse response = HttpResponse.text(200, "h\u00e9");

        assertThat(response.headers().first("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.body())
                .isInstanceOfSatisfying(
                        Body.Bytes.class,
                        body -> assertThat(body.bytes()).isEqualTo("h\u00e9".getBytes(StandardCharsets.UTF_8)));
        assertThat(response.body().length()).isEqualTo(3);
    }

    @Test
    void aResponseMayBeEmpty() {
        assertThat(HttpResponse.of(404).body().length()).isZero();
        assertThat(HttpResponse.of(404).headers().size()).isZero();
    }

    @Test
    void aFieldIsAddedToACopy() {
        HttpResponse plain = HttpResponse.of(200);

        assertThat(plain.withHeader("Via", "a").headers().first("Via")).contains("a");
        assertThat(plain.headers().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 199, 600})
    void aStatusIsFinalAndInRange(int status) {
        assertThatThrownBy(() -> HttpResponse.of(status))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "Connection", "Date"})
    void aHandlerDoesNotFrameTheMessage(String name) {
        assertThatThrownBy(() -> HttpResponse.of(200).withHeader(name, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encoder");
    }

    @Test
    void aHandlerCannotSplitAResponse() {
        assertThatThrownBy(() -> HttpResponse.of(302).withHeader("Location", "/a\r\nSet-Cookie: b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
