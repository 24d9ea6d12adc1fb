package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {

    @Test
    void fieldsThatAreTooLongForAnyHeadAreRefused() {
        HttpResponse fits = HttpResponse.of(200).withHeader("A", "x".repeat(256 * 1024 - "A: \r\n".length()));

        assertThat(fits.headers().size()).isEqualTo(1);
        assertThatThrownBy(() -> fits.withHeader("B", "x")).hasMessageContaining("262144");
    }

    @Test
    void textIsUtf8() {
        HttpResponse response = HttpResponse.text(200, "h\u00e9");

        assertThat(response.headers().first("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo(Body.of("h\u00e9".getBytes(StandardCharsets.UTF_8)));
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

    @Test
    void theBodyIsExchangedInACopy() {
        HttpResponse plain = HttpResponse.text(200, "a");

        assertThat(plain.withBody(Body.of("b"))).isEqualTo(HttpResponse.text(200, "b"));
        assertThat(plain).isEqualTo(HttpResponse.text(200, "a"));
    }

    @Test
    void noPartIsNull() {
        assertThatThrownBy(() -> new HttpResponse(200, null, Body.EMPTY)).hasMessage("headers");
        assertThatThrownBy(() -> new HttpResponse(200, Headers.empty(), null)).hasMessage("body");
        assertThatThrownBy(() -> HttpResponse.of(200).withBody(null)).hasMessage("body");
        assertThatThrownBy(() -> HttpResponse.of(200, "text/plain", null)).hasMessage("body");
        assertThatThrownBy(() -> HttpResponse.stream("text/plain", null)).hasMessage("writer");
    }

    @Test
    void aStreamIsA200OfItsType() {
        HttpResponse response = HttpResponse.stream("text/csv", out -> out.write(1));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).isEqualTo(Headers.of("Content-Type", "text/csv"));
        assertThat(response.body().length()).isEqualTo(Body.UNKNOWN_LENGTH);
    }

    @Test
    void aRefusalIsItsStatusAndOneSentence() {
        assertThat(HttpResponse.of(new HttpException(404, "there is no such file")))
                .isEqualTo(HttpResponse.text(404, "404 there is no such file\n"));
        assertThat(HttpResponse.of(new HttpException(503, "busy")).headers().first("Retry-After"))
                .contains("1");
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
