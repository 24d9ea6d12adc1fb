package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("step-2")
class RequestBodyTest {

    private static final byte[] BYTES = "h\u00e9llo".getBytes(StandardCharsets.UTF_8);

    static Stream<RequestBody> bodies() {
        return Stream.of(RequestBody.of(BYTES), new RequestBody.Streamed(new ByteArrayInputStream(BYTES)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyIsReadAsText(RequestBody body) throws IOException {
        assertThat(body.text()).isEqualTo("h\u00e9llo");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyIsReadAsBytes(RequestBody body) throws IOException {
        assertThat(body.bytes()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyIsReadAsAStream(RequestBody body) throws IOException {
        assertThat(body.stream().readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void aBodyInMemoryIsReadAsOftenAsYouLike() throws IOException {
        RequestBody body = RequestBody.of(BYTES);

        for (int i = 0; i < 2; i++) {
            assertThat(body.stream().readAllBytes()).isEqualTo(BYTES);
            assertThat(body.text()).isEqualTo("h\u00e9llo");
        }
    }

    @Test
    void aStreamIsNotNull() {
        assertThatThrownBy(() -> new RequestBody.Streamed(null), "a body that is streamed from null")
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void aBodyInMemoryCannotBeChanged() throws IOException {
        byte[] passedIn = BYTES.clone();
        RequestBody body = RequestBody.of(passedIn);

        passedIn[0] = 'x';
        body.bytes()[0] = 'x';

        assertThat(body.bytes()).isEqualTo(BYTES);
    }

    @Test
    void bodiesInMemoryAreEqualWhenTheirBytesAre() {
        assertThat(RequestBody.of(BYTES)).isEqualTo(RequestBody.of(BYTES)).hasSameHashCodeAs(RequestBody.of(BYTES));
        assertThat(RequestBody.of(BYTES)).isNotEqualTo(RequestBody.EMPTY);
        assertThat(RequestBody.of(new byte[0])).isEqualTo(RequestBody.EMPTY);
    }

    @Test
    void aStreamThatBreaksOffIsAnIOException() {
        RequestBody body = new RequestBody.Streamed(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client has left");
            }
        });

        assertThatThrownBy(body::bytes, "bytes() of a body whose stream throws an IOException")
                .isInstanceOf(IOException.class);
        assertThatThrownBy(body::text, "text() of a body whose stream throws an IOException")
                .isInstanceOf(IOException.class);
    }
}
