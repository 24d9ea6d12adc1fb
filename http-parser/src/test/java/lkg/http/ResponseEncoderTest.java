package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import lkg.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("step-3")
class ResponseEncoderTest {

    private static final String DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT";

    private Instant now = Instant.parse("1994-11-06T08:49:37.123Z");
    private final ResponseEncoder encoder = new ResponseEncoder(() -> now);

    // Heads

    @Test
    void aHeadHasAStatusADateALengthAndTheHandlersFields() {
        assertThat(fields(HttpResponse.text(200, "hello"), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .containsExactlyInAnyOrder(DATE, "Content-Length: 5", "Content-Type: text/plain; charset=utf-8");
    }

    @Test
    void theHandlersFieldsKeepTheirOrder() {
        HttpResponse response =
                new HttpResponse(200, Headers.of("B", "1", "Set-Cookie", "2", "A", "3", "Set-Cookie", "4"), Body.EMPTY);

        assertThat(fields(response, HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .containsSubsequence("B: 1", "Set-Cookie: 2", "A: 3", "Set-Cookie: 4");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, KEEP_ALIVE, ''",
        "HTTP_1_1, CLOSE, Connection: close",
        "HTTP_1_0, KEEP_ALIVE, Connection: keep-alive",
        "HTTP_1_0, CLOSE, Connection: close"
    })
    void whatBecomesOfTheConnectionIsSaidWhenTheClientWouldNotGuessIt(
            HttpVersion requested, Persistence persistence, String expected) {
        assertThat(fields(HttpResponse.of(200), requested, persistence))
                .filteredOn(field -> field.startsWith("Connection"))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "200, OK",
        "404, Not Found",
        "205, Reset Content",
        "421, Misdirected Request",
        "431, Request Header Fields Too Large",
        "599, ''"
    })
    void theStatusLineHasOurVersionTheStatusAndItsReason(int status, String reason) {
        for (HttpVersion requested : HttpVersion.values()) {
            String head = head(HttpResponse.of(status), requested, Persistence.CLOSE);

            assertThat(head.substring(0, head.indexOf("\r\n")))
                    .as("the first line for a client of %s", requested)
                    .isEqualTo("HTTP/1.1 " + status + " " + reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, true", "404, true", "205, true", "204, false", "304, false"})
    void onlyResponsesThatMayHaveABodyHaveALength(int status, boolean hasLength) {
        assertThat(framing(HttpResponse.of(status), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .isEqualTo(hasLength ? List.of("Content-Length: 0") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, true",
        "POST, 404, true",
        "HEAD, 200, false",
        "head, 200, true",
        "GET, 204, false",
        "GET, 304, false",
        "HEAD, 304, false"
    })
    void aBodyFollowsUnlessTheRequestOrTheStatusForbidsIt(String method, int status, boolean follows) {
        assertThat(ResponseEncoder.hasBody(method, status))
                .as("whether a body follows a %s to %s", status, method)
                .isEqualTo(follows);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 100, 1234567890, 2147483647, 2147483648L, 4294967296L, Long.MAX_VALUE})
    void aLengthIsWrittenInDecimalDigits(long length) {
        Body file = new Body.FileRegion(() -> null, 0, length);

        assertThat(framing(new HttpResponse(200, Headers.empty(), file), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE))
                .containsExactly("Content-Length: " + length);
    }

    @Test
    void theDateMovesWithTheClock() {
        assertThat(date()).as("at 37.123 s").isEqualTo("08:49:37 GMT");
        now = now.plusMillis(876);
        assertThat(date()).as("at 37.999 s").isEqualTo("08:49:37 GMT");
        now = now.plusMillis(1);
        assertThat(date()).as("at 38.000 s").isEqualTo("08:49:38 GMT");
        now = now.minusSeconds(3600);
        assertThat(date()).as("when the clock was set back by an hour").isEqualTo("07:49:38 GMT");
    }

    // A body without a length

    private static final HttpResponse STREAM = new HttpResponse(200, Headers.empty(), new Body.Written(out -> {}));

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, KEEP_ALIVE, Transfer-Encoding: chunked",
        "HTTP_1_1, CLOSE, Transfer-Encoding: chunked",
        "HTTP_1_0, KEEP_ALIVE, ''", // the answer to HEAD
        "HTTP_1_0, CLOSE, ''"
    })
    void aBodyWithoutALengthIsSentInChunksOrEndsWithTheConnection(
            HttpVersion requested, Persistence persistence, String expected) {
        assertThat(framing(STREAM, requested, persistence))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void aResponseThatHasNoBodyIsNotFramed(int status) {
        HttpResponse response = new HttpResponse(status, Headers.empty(), STREAM.body());

        for (HttpVersion version : HttpVersion.values()) {
            assertThat(framing(response, version, Persistence.CLOSE))
                    .as("fields that frame a %s for %s", status, version)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 9", "10, a", "27, 1b", "256, 100", "4096, 1000"})
    void aChunkIsItsSizeInHexadecimalDigitsAndItsContent(int size, String digits) {
        Buffer content = new Buffer(5000);
        content.appendLatin1("x" + "a".repeat(size));
        content.consume(1);
        Buffer out = new Buffer(5000);

        encoder.encodeChunk(content, out);

        String chunk = out.latin1(0, out.readableBytes());
        int lineEnd = chunk.indexOf("\r\n");
        assertThat(chunk.substring(0, lineEnd)).as("the chunk's first line").isEqualToIgnoringCase(digits);
        assertThat(chunk.substring(lineEnd).equals("\r\n" + "a".repeat(size) + "\r\n"))
                .as("whether behind the line there are the content and CR LF, in %s bytes", chunk.length())
                .isTrue();
        assertThat(content.readableBytes()).as("bytes left of the content").isZero();
    }

    @Test
    void aChunkWithoutContentIsRefused() {
        Buffer out = new Buffer(1000);

        assertThatThrownBy(() -> encoder.encodeChunk(new Buffer(10), out), "a chunk of no bytes")
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(out.readableBytes()).as("bytes of what would end the body").isZero();
    }

    @Test
    void theLastChunkIsAnEmptyOneWithoutTrailers() {
        Buffer out = new Buffer(1000);

        encoder.encodeLastChunk(out);

        assertThat(out.latin1(0, out.readableBytes())).isEqualTo("0\r\n\r\n");
    }

    @Test
    void theInterimResponseIsAHeadAlone() {
        Buffer out = new Buffer(1000);

        encoder.encodeContinue(out);

        assertThat(out.latin1(0, out.readableBytes())).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(
                        () -> encoder.encodeHead(
                                HttpResponse.of(200), HttpVersion.HTTP_1_1, Persistence.CLOSE, new Buffer(10)),
                        "a head in a buffer of ten bytes")
                .isInstanceOf(IllegalStateException.class);
    }

    private String date() {
        return fields(HttpResponse.of(200), HttpVersion.HTTP_1_1, Persistence.KEEP_ALIVE).stream()
                .filter(field -> field.startsWith("Date: Sun, 06 Nov 1994 "))
                .map(field -> field.substring("Date: Sun, 06 Nov 1994 ".length()))
                .findFirst()
                .orElse("(no date)");
    }

    private List<String> framing(HttpResponse response, HttpVersion requested, Persistence persistence) {
        return fields(response, requested, persistence).stream()
                .filter(field -> field.startsWith("Content-Length") || field.startsWith("Transfer-Encoding"))
                .toList();
    }

    /** The lines between the first and the empty one, in the order in which they are sent. */
    private List<String> fields(HttpResponse response, HttpVersion requested, Persistence persistence) {
        List<String> lines =
                Arrays.asList(head(response, requested, persistence).split("\r\n"));
        return lines.subList(1, lines.size());
    }

    private String head(HttpResponse response, HttpVersion requested, Persistence persistence) {
        Buffer out = new Buffer(1000);
        encoder.encodeHead(response, requested, persistence, out);
        String head = out.latin1(0, out.readableBytes());
        assertThat(head).as("the head ends in an empty line").endsWith("\r\n\r\n");
        return head;
    }
}
