package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Optional;
import lkg.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser tells besides heads; what it accepts and refuses is in the wire cases. */
class HeadParserTest {

    private static final Client CLIENT = new Client() {
        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress("192.0.2.1", 5555);
        }

        @Override
        public boolean hasLeft() {
            return false;
        }
    };

    private final Buffer in = new Buffer(100_000);
    private final HeadParser parser = new HeadParser(ParserLimits.defaults(), CLIENT);

    @Test
    void aHeadHasNotBegunBeforeItsFirstByte() throws HttpException {
        assertThat(parser.hasBegun(in)).isFalse();
        assertThat(parser.parse(in)).isEmpty();
        assertThat(parser.hasBegun(in)).isFalse();
    }

    @Test
    void aHeadHasBegunFromItsFirstByteToItsLast() throws HttpException {
        for (String piece : new String[] {"P", "OST / HTTP/1.1\r", "\n", "Host: a\r\n", "\r"}) {
            parseIncomplete(piece);
            assertThat(parser.hasBegun(in)).as("after " + piece).isTrue();
        }
        parseHead("\n");
        assertThat(parser.hasBegun(in)).isFalse();
    }

    @Test
    void anEmptyLineBeforeAHeadIsNoBeginning() throws HttpException {
        parseIncomplete("\r\n");

        assertThat(parser.hasBegun(in)).isFalse();
    }

    @Test
    void thePipelinedNextHeadHasBegunAsSoonAsItIsThere() throws HttpException {
        parseHead("GET / HTTP/1.1\r\nHost: a\r\n\r\nGE");

        assertThat(parser.hasBegun(in)).isTrue();
    }

    @Test
    void aRefusedHeadHasBegun() {
        refuse("GET / HTTP/1.1\r\n:\r\n");
        in.clear();

        assertThat(parser.hasBegun(in)).isTrue();
    }

    @Test
    void theMethodIsKnownFromTheSpaceBehindItToTheEndOfTheHead() throws HttpException {
        assertThat(parser.method(in)).isEmpty();
        parseIncomplete("HEAD");
        assertThat(parser.method(in)).isEmpty();
        for (String piece : new String[] {" ", "/a", " HTTP/1.1\r", "\nHost: a\r\nA: b", " c\r\n\r"}) {
            parseIncomplete(piece);
            assertThat(parser.method(in)).as("after " + piece).contains("HEAD");
        }
    }

    @Test
    void afterAHeadTheMethodIsForgotten() throws HttpException {
        parseHead("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(parser.method(in)).isEmpty();

        parseIncomplete("GET /");
        assertThat(parser.method(in)).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /\0 HTTP/1.1\r\n", // 400
                "HEAD / HTTP/2.0\r\n", // 505
                "HEAD / HTTP/1.1\r\nA\r\n", // 400
                "HEAD / HTTP/1.1\r\n\r\n" // 400: no Host
            })
    void theMethodOfARefusedHeadIsKnown(String bytes) {
        refuse(bytes);

        assertThat(parser.method(in)).contains("HEAD");
    }

    @Test
    void theMethodOfARequestLineThatIsTooLongIsKnown() {
        refuse("HEAD /" + "a".repeat(10_000));

        assertThat(parser.method(in)).contains("HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense\r\nGET / HTTP/1.1\r\n", "\"GET\" / HTTP/1.1\r\n", " / HTTP/1.1\r\n", "GET\t/ b\r\n"})
    void aMethodIsAToken(String bytes) {
        refuse(bytes);

        assertThat(parser.method(in)).isEmpty();
    }

    @Test
    void whatIsBehindAHeadStaysInTheBuffer() throws HttpException {
        HttpRequest head = parseHead("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcde");

        assertThat(head.body()).isEqualTo(RequestBody.EMPTY);
        assertThat(in.latin1(0, in.readableBytes())).isEqualTo("abcde");
    }

    @Test
    void aRequestHasItsClient() throws HttpException {
        assertThat(parseHead("GET / HTTP/1.1\r\nHost: a\r\n\r\n").client()).isSameAs(CLIENT);
    }

    @Test
    void aHeadAnnouncesItsBody() throws HttpException {
        assertThat(parseHead("GET / HTTP/1.1\r\nHost: a\r\n\r\n").announcesBody())
                .isFalse();
        assertThat(parseHead("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 00\r\n\r\n")
                        .announcesBody())
                .isFalse();
        assertThat(parseHead("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n")
                        .announcesBody())
                .isTrue();
        assertThat(parseHead("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .announcesBody())
                .isTrue();
    }

    @Test
    void aClientMayWaitForContinueBeforeItSendsABody() throws HttpException {
        String expect = "Host: a\r\nExpect: 100-Continue\r\n";

        assertThat(parseHead("POST / HTTP/1.1\r\n" + expect + "Content-Length: 2\r\n\r\n")
                        .expectsContinue())
                .isTrue();
        assertThat(parseHead("POST / HTTP/1.1\r\n" + expect + "Transfer-Encoding: chunked\r\n\r\n")
                        .expectsContinue())
                .isTrue();
        assertThat(parseHead("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n")
                        .expectsContinue())
                .as("without the field")
                .isFalse();
        assertThat(parseHead("POST / HTTP/1.1\r\n" + expect + "\r\n").expectsContinue())
                .as("without a body")
                .isFalse();
        assertThat(parseHead("POST / HTTP/1.0\r\n" + expect + "Content-Length: 2\r\n\r\n")
                        .expectsContinue())
                .as("a client of HTTP/1.0")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\nA: "})
    void aLineWithoutEndIsRefusedBeforeTheBufferIsFull(String beginning) {
        ParserLimits limits = new ParserLimits(300, 300, 10, 10);
        Buffer small = new Buffer(limits.requiredBufferBytes());
        HeadParser endless = new HeadParser(limits, CLIENT);
        small.appendLatin1(beginning);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        assertThat(endless.parse(small)).isEmpty();
                        assertThat(small.isFull())
                                .as("no room for more after %s bytes", i)
                                .isFalse();
                        small.appendLatin1("x");
                    }
                })
                .isInstanceOf(HttpException.class);
    }

    @Test
    void afterARefusalTheParserTakesNoOtherHead() {
        refuse("nonsense\r\n");
        in.clear();
        in.appendLatin1("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThatThrownBy(() -> parser.parse(in)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRefusalHasAMessageForTheClientAndNoStackTrace() {
        in.appendLatin1("nonsense\r\n");

        assertThatThrownBy(() -> parser.parse(in))
                .hasMessageContaining("request line")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    private void parseIncomplete(String bytes) throws HttpException {
        in.appendLatin1(bytes);
        assertThat(parser.parse(in)).isEmpty();
    }

    private HttpRequest parseHead(String bytes) throws HttpException {
        in.appendLatin1(bytes);
        Optional<HttpRequest> head = parser.parse(in);
        assertThat(head).isPresent();
        return head.get();
    }

    private void refuse(String bytes) {
        in.appendLatin1(bytes);
        assertThatThrownBy(() -> parser.parse(in)).isInstanceOf(HttpException.class);
    }
}
