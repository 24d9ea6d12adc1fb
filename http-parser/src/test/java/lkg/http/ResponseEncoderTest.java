package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import lkg.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseEncoderTest {

    private Instant now = Instant.parse("1994-11-06T08:49:37.123Z");
    private final ResponseEncoder encoder = new ResponseEncoder(() -> now);

    @Test
    void aHeadHasAStatusADateALengthAndTheHandlersFields() {
        assertThat(head(HttpResponse.text(200, "hello"), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .isEqualTo("HTTP/1.1 200 OK\r\n"
                        + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                        + "Content-Length: 5\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n"
                        + "\r\n");
    }

    @Test
    void whatBecomesOfTheConnectionIsSaidWhenTheClientWouldNotGuessIt() {
        HttpResponse response = HttpResponse.of(200);

        assertThat(head(response, HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE)).doesNotContain("Connection");
        assertThat(head(response, HttpVersion.HTTP_1_1, Persistence.CLOSE)).contains("\r\nConnection: close\r\n");
        assertThat(head(response, HttpVersion.HTTP_1_0, Persistence.KEEP_ALIVE))
                .contains("\r\nConnection: keep-alive\r\n");
        assertThat(head(response, HttpVersion.HTTP_1_0, Persistence.CLOSE)).contains("\r\nConnection: close\r\n");
    }

    @Test
    void theVersionIsOurs() {
        assertThat(head(HttpResponse.of(200), HttpVersion.HTTP_1_0, Persistence.CLOSE))
                .startsWith("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @CsvSource({"200, true", "404, true", "205, true", "204, false", "304, false"})
    void onlyResponsesThatHaveABodyHaveALength(int status, boolean hasLength) {
        String head = head(HttpResponse.of(status), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE);

        assertThat(head.contains("Content-Length: 0\r\n")).isEqualTo(hasLength);
    }

    @ParameterizedTest
    @CsvSource({"GET, 200, true", "HEAD, 200, false", "head, 200, true", "GET, 204, false", "GET, 304, false"})
    void aBodyFollowsUnlessTheRequestOrTheStatusForbidsIt(String method, int status, boolean follows) {
        assertThat(ResponseEncoder.hasBody(method, status)).isEqualTo(follows);
    }

    // A body without a length

    private static final HttpResponse STREAM = new HttpResponse(200, Headers.empty(), new Body.Written(out -> {}));

    @Test
    void aBodyWithoutALengthIsSentInChunks() {
        assertThat(head(STREAM, HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .isEqualTo("HTTP/1.1 200 OK\r\n"
                        + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                        + "Transfer-Encoding: chunked\r\n"
                        + "\r\n");
    }

    @Test
    void toHttp10ABodyWithoutALengthEndsWithTheConnection() {
        assertThat(head(STREAM, HttpVersion.HTTP_1_0, Persistence.CLOSE))
                .isEqualTo("HTTP/1.1 200 OK\r\n"
                        + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                        + "Connection: close\r\n"
                        + "\r\n");
    }

    @Test
    void theAnswerToHeadHasTheHeadOfTheAnswerToGetAndNoBody() {
        // The encoder is not told the method: it writes one head for both.
        assertThat(ResponseEncoder.hasBody("HEAD", STREAM.status())).isFalse();
        assertThat(head(STREAM, HttpVersion.HTTP_1_1, Persistence.CLOSE))
                .contains("\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n");
        assertThat(head(STREAM, HttpVersion.HTTP_1_0, Persistence.KEEP_ALIVE))
                .doesNotContain("Transfer-Encoding", "Content-Length")
                .contains("\r\nConnection: keep-alive\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void aResponseThatHasNoBodyIsNotFramed(int status) {
        HttpResponse response = new HttpResponse(status, Headers.empty(), STREAM.body());

        for (HttpVersion version : HttpVersion.values()) {
            assertThat(head(response, version, Persistence.CLOSE))
                    .doesNotContain("Transfer-Encoding", "Content-Length");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 2147483648L, Long.MAX_VALUE})
    void aLengthIsWrittenInDecimalDigits(long length) {
        Body file = new Body.FileRegion(() -> null, 0, length);

        assertThat(head(new HttpResponse(200, Headers.empty(), file), HttpVersion.HTTP_1_1, Persistence.CLOSE))
                .contains("\r\nContent-Length: " + length + "\r\n");
    }

    @Test
    void aChunkIsItsSizeInHexadecimalDigitsAndItsContent() {
        Buffer content = new Buffer(1000);
        content.appendLatin1("x" + "a".repeat(27));
        content.consume(1);
        Buffer out = new Buffer(1000);

        encoder.encodeChunk(content, out);

        assertThat(out.latin1(0, out.readableBytes())).isEqualTo("1b\r\n" + "a".repeat(27) + "\r\n");
        assertThat(content.isEmpty()).isTrue();
    }

    @Test
    void aChunkWithoutContentIsRefused() {
        Buffer out = new Buffer(1000);

        assertThatThrownBy(() -> encoder.encodeChunk(new Buffer(10), out)).isInstanceOf(IllegalArgumentException.class);

        assertThat(out.isEmpty()).as("a chunk of no bytes would end the body").isTrue();
    }

    @Test
    void theLastChunkIsAnEmptyOneWithoutTrailers() {
        Buffer out = new Buffer(1000);

        encoder.encodeLastChunk(out);

        assertThat(out.latin1(0, out.readableBytes())).isEqualTo("0\r\n\r\n");
    }

    @Test
    void aStatusHasItsReason() {
        assertThat(head(HttpResponse.of(421), HttpVersion.HTTP_1_1, Persistence.CLOSE))
                .startsWith("HTTP/1.1 421 Misdirected Request\r\n");
    }

    @Test
    void anUnknownStatusHasNoReason() {
        assertThat(head(HttpResponse.of(599), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .startsWith("HTTP/1.1 599 \r\n");
    }

    @Test
    void theDateMovesWithTheClock() {
        assertThat(head(HttpResponse.of(200), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .contains("08:49:37 GMT");
        now = now.plusMillis(876);
        assertThat(head(HttpResponse.of(200), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .contains("08:49:37 GMT");
        now = now.plusMillis(1);
        assertThat(head(HttpResponse.of(200), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .contains("08:49:38 GMT");
    }

    @Test
    void theInterimResponseIsAHeadAlone() {
        Buffer out = new Buffer(1000);
        encoder.encodeContinue(out);

        assertThat(out.latin1(0, out.readableBytes())).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    private String head(HttpResponse response, HttpVersion requested, Persistence persistence) {
        Buffer out = new Buffer(1000);
        encoder.encodeHead(response, requested, persistence, out);
        return out.latin1(0, out.readableBytes());
    }
}
