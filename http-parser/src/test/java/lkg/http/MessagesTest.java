package lkg.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lkg.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of our messages: each names what is wrong, with the value in question. */
@Tag("inside")
class MessagesTest {

    @ParameterizedTest
    @CsvSource({
        "'nonsense\r\n', the request line must begin with a method and one space",
        "'GET /%4 HTTP/1.1\r\n', a percent sign in the request target must have two hexadecimal digits behind it",
        "'GET /\u00e9 HTTP/1.1\r\n', the request target must be visible ASCII with one space behind it",
        "'GET / HTTP/1.1\r\nA: b\r\n c\r\n', a header field must not be continued on another line",
        "'GET / HTTP/1.1\r\nA : b\r\n', 'a header field must be a name, a colon right behind it, and a value'",
        "'GET / HTTP/1.1\n', a line must end in CR LF"
    })
    void aRefusalSaysWhatIsWrong(String bytes, String message) {
        Buffer in = new Buffer(1000);
        in.appendLatin1(bytes);
        HeadParser parser = new HeadParser(ParserLimits.defaults(), Client.NONE);

        assertThatThrownBy(() -> parser.parse(in)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 9, 1, 0, maxRequestLineBytes must be at ",
        "1, 0, 1, 0, maxHeadBytes must be at ",
        "1, 2147483646, 1, 0, maxHeadBytes must be at ",
        "1, 9, 0, 0, maxFields must be at ",
        "1, 9, 1, -1, maxBodyBytes must be at ",
        "10, 9, 1, 0, maxRequestLineBytes (10) must not exceed maxHeadBytes (9)"
    })
    void aLimitIsRefusedByName(int requestLine, int head, int fields, int body, String message) {
        assertThatThrownBy(() -> new ParserLimits(requestLine, head, fields, body))
                .hasMessageStartingWith(message.strip());
    }

    @Test
    void theValueInQuestionIsNamed() {
        assertThatThrownBy(() -> new HttpException(42, "a message")).hasMessageContaining("42");
        assertThatThrownBy(() -> HttpResponse.of(42)).hasMessageContaining("42");
        assertThatThrownBy(() -> HttpResponse.of(200).withHeader("Date", "1")).hasMessageContaining("Date");
        assertThatThrownBy(() -> HttpResponse.of(200).withHeader("A", "x".repeat(300_000)))
                .hasMessageContaining("300005");
        assertThatThrownBy(() -> Headers.of("a", "b", "c")).hasMessageContaining("3");
        assertThatThrownBy(() -> Headers.of("a b", "c")).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> Headers.of("A", "\0")).hasMessageContaining("A");
        assertThatThrownBy(() -> new Body.Pulled(wakeUp -> null, -2)).hasMessageContaining("-2");
        assertThatThrownBy(() -> new Body.FileRegion(() -> null, -3, 1)).hasMessageContaining("-3");
        assertThatThrownBy(() -> HttpRequest.get("/a b")).hasMessageContaining("'GET /a b HTTP/1.1'");
        assertThatThrownBy(() -> HttpRequest.get("/").pathParameter("id")).hasMessageContaining("'id'");
        assertThatThrownBy(() -> HttpRequest.get("/").withBody(null)).hasMessage("body");
        assertThatThrownBy(() -> HttpResponse.of(200).withBody(null)).hasMessage("body");
        assertThatThrownBy(() -> new Body.Written(null)).hasMessage("writer");
    }
}
