package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceivedResponseTest {

    private static final boolean HAS_BODY = true;
    private static final boolean ENDED = true;

    @Test
    void aResponseWithALengthIsCompleteWithItsLastByte() {
        String response = "HTTP/1.1 404 Not Found\nContent-Length: 5\nA: 1\nA:  2 \n\nhello";

        ReceivedResponse received = onlyWhenWhole(response);

        assertThat(received.status()).isEqualTo(404);
        assertThat(received.headers().all("A")).containsExactly("1", "2");
        assertThat(received.text()).isEqualTo("hello");
    }

    @Test
    void chunksAreCompleteWithTheLastOne() {
        String response = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n10\n0123456789abcdef\n0\n\n";

        assertThat(onlyWhenWhole(response).text()).isEqualTo("abc0123456789abcdef");
    }

    @Test
    void aResponseWithoutBodyIsCompleteWithItsHead() {
        assertThat(onlyWhenWhole("HTTP/1.1 204 No Content\nA: b\n\n").body()).isEmpty();
        assertThat(onlyWhenWhole("HTTP/1.1 304 Not Modified\nContent-Length: 5\n\n")
                        .body())
                .isEmpty();
        assertThat(ReceivedResponse.parse(bytes("HTTP/1.1 200 OK\nContent-Length: 5\n\n"), !HAS_BODY, !ENDED))
                .as("to HEAD")
                .isPresent();
    }

    @Test
    void interimResponsesAreSkipped() {
        String response =
                "HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: a\n\nHTTP/1.1 200 OK\nContent-Length: 0\n\n";

        ReceivedResponse received = onlyWhenWhole(response);

        assertThat(received.status()).isEqualTo(200);
        assertThat(received.headers().contains("Link"))
                .as("there is a field Link")
                .isFalse();
    }

    @Test
    void withoutALengthTheBodyEndsWithTheConnection() {
        byte[] response = bytes("HTTP/1.1 200 OK\n\nhello");

        assertThat(ReceivedResponse.parse(response, HAS_BODY, !ENDED)).isEmpty();
        assertThat(ReceivedResponse.parse(response, HAS_BODY, ENDED)
                        .orElseThrow()
                        .text())
                .isEqualTo("hello");
    }

    @Test
    void aResponseThatBrokeOffIsIncomplete() {
        assertThat(ReceivedResponse.parse(bytes("HTTP/1.1 200 OK\nContent-Length: 5\n\nhell"), HAS_BODY, ENDED))
                .isEmpty();
    }

    @Test
    void theTextIsUtf8() {
        byte[] response = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbär".getBytes(StandardCharsets.UTF_8);

        assertThat(ReceivedResponse.parse(response, HAS_BODY, !ENDED)
                        .orElseThrow()
                        .text())
                .isEqualTo("bär");
    }

    private static ReceivedResponse onlyWhenWhole(String response) {
        byte[] bytes = bytes(response);
        for (int length = 0; length < bytes.length; length++) {
            Optional<ReceivedResponse> part = ReceivedResponse.parse(Arrays.copyOf(bytes, length), HAS_BODY, !ENDED);
            assertThat(part).as("the first " + length + " bytes").isEmpty();
        }
        return ReceivedResponse.parse(bytes, HAS_BODY, !ENDED).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
