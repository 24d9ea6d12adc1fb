package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("step-2")
class HttpResponseTest {

    @Test
    void fieldsThatAreTooLongForAnyHeadAreRefused() {
        HttpResponse fits = HttpResponse.of(200).withHeader("A", "x".repeat(256 * 1024 - "A: \r\n".length()));

        assertThat(fits.headers().size())
                .as("fields of a response with a field of 256 KiB as it is sent")
                .isEqualTo(1);
        assertThatThrownBy(() -> fits.withHeader("B", "x"), "256 KiB, and one more field of six bytes")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> HttpResponse.of(200).withHeader("A", "x".repeat(256 * 1024 - "A: \r\n".length() + 1)),
                        "a field of 256 KiB and one byte as it is sent")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textIsUtf8() {
        HttpResponse response = HttpResponse.text(200, "h\u00e9");

        assertThat(response.headers().first("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo(Body.of("h\u00e9".getBytes(StandardCharsets.UTF_8)));
        assertThat(response.body().length()).isEqualTo(3);
    }

    @Test
    void bytesAreCopied() {
        byte[] passedIn = {'a', 'b'};
        HttpResponse response = HttpResponse.bytes(201, "text/plain", passedIn);

        passedIn[0] = 'x';

        assertThat(response).isEqualTo(new HttpResponse(201, Headers.of("Content-Type", "text/plain"), Body.of("ab")));
    }

    @Test
    void aResponseMayBeEmpty() {
        assertThat(HttpResponse.of(404)).isEqualTo(new HttpResponse(404, Headers.empty(), Body.EMPTY));
    }

    @Test
    void aFieldIsAddedToACopy() {
        HttpResponse plain = HttpResponse.of(200);

        assertThat(plain.withHeader("Via", "a").headers()).isEqualTo(Headers.of("Via", "a"));
        assertThat(plain.headers()).as("fields of the first one").isEqualTo(Headers.empty());
    }

    @Test
    void theBodyIsExchangedInACopy() {
        HttpResponse plain = HttpResponse.text(200, "a");

        assertThat(plain.withBody(Body.of("b"))).isEqualTo(HttpResponse.text(200, "b"));
        assertThat(plain).isEqualTo(HttpResponse.text(200, "a"));
    }

    @Test
    void noPartIsNull() {
        assertThatThrownBy(() -> new HttpResponse(200, null, Body.EMPTY), "headers")
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new HttpResponse(200, Headers.empty(), null), "a body")
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> HttpResponse.of(200).withBody(null), "another body")
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> HttpResponse.of(200, "text/plain", null), "a body with a type")
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> HttpResponse.stream("text/plain", null), "a writer")
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void aStreamIsA200OfItsType() {
        HttpResponse response = HttpResponse.stream("text/csv", out -> out.write(1));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).isEqualTo(Headers.of("Content-Type", "text/csv"));
        assertThat(response.body()).isInstanceOf(Body.Written.class);
    }

    @Test
    void aRefusalIsItsStatusAndOneSentence() {
        assertThat(HttpResponse.of(new HttpException(404, "there is no such file")))
                .isEqualTo(HttpResponse.text(404, "404 there is no such file\n"));
        assertThat(HttpResponse.of(new HttpException(503, "busy")))
                .isEqualTo(HttpResponse.text(503, "503 busy\n").withHeader("Retry-After", "1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 599})
    void theFirstAndTheLastStatusAreTaken(int status) {
        assertThat(HttpResponse.of(status).status()).as("status").isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 199, 600})
    void aStatusIsFinalAndInRange(int status) {
        assertThatThrownBy(() -> HttpResponse.of(status), "a response of status %s", status)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "Connection", "Date"})
    void aHandlerDoesNotFrameTheMessage(String name) {
        assertThatThrownBy(() -> HttpResponse.of(200).withHeader(name, "1"), "a response with %s: 1", name)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHandlerCannotSplitAResponse() {
        assertThatThrownBy(
                        () -> HttpResponse.of(302).withHeader("Location", "/a\r\nSet-Cookie: b"),
                        "a Location with a line break in it")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
