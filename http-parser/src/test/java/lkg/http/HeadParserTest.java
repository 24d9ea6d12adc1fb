package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetSocketAddress;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.Tag;
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
    @Tag("step-4")
    void aRequestHasItsClient() throws HttpException {
        assertThat(parseHead("GET / HTTP/1.1\r\nHost: a\r\n\r\n").client())
                .as("the client that was passed to the parser")
                .isSameAs(CLIENT);
    }

    @Test
    @Tag("step-4")
    void afterARefusalTheParserTakesNoOtherHead() {
        refuse("nonsense\r\n");
        in.clear();
        in.appendLatin1("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThatThrownBy(() -> parser.parse(in), "parsing a good head after a refused one")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Tag("step-4")
    void aHeadMayHaveAsManyFieldsAsAreAllowed() throws HttpException {
        StringBuilder fields = new StringBuilder("Host: a\r\n");
        for (int i = 1; i < 100; i++) {
            fields.append("X-").append(i).append(": ").append(i * i).append("\r\n");
        }

        Headers headers = parseHead("GET / HTTP/1.1\r\n" + fields + "\r\n").headers();

        assertThat(headers.size()).as("fields").isEqualTo(100);
        for (int i = 1; i < 100; i++) {
            assertThat(headers.first("x-" + i)).as("the value of field %s", i).contains(String.valueOf(i * i));
        }
    }

    /** A client that asks for two things at once has to be told that one of them will not happen. */
    @Test
    @Tag("step-7")
    void anExpectationInAFieldOfItsOwnCountsToo() {
        in.appendLatin1("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nExpect: tea\r\n\r\n");

        assertThatThrownBy(() -> parser.parse(in), "parsing Expect: 100-continue, and Expect: tea behind it")
                .isInstanceOf(HttpException.class)
                .extracting("status")
                .as("the status of the refusal")
                .isEqualTo(417);
    }

    // One head behind the other

    @Test
    @Tag("step-5")
    void whatIsBehindAHeadStaysInTheBuffer() throws HttpException {
        HttpRequest head = parseHead("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcde");

        assertThat(head.body()).as("the body, which the parser does not read").isEqualTo(RequestBody.EMPTY);
        assertThat(in.latin1(0, in.readableBytes())).as("what is left").isEqualTo("abcde");
    }

    /** A handler may still be at work with a request while the next head arrives, and the parser's arrays are reused. */
    @Test
    @Tag("step-5")
    void aRequestStaysAsItIsWhileTheNextHeadIsParsed() throws HttpException {
        StringBuilder more = new StringBuilder();
        for (int fields = 2; fields <= 40; fields++) {
            HttpRequest request = parseHead("GET / HTTP/1.1\r\nA: bcd\r\nHost: e\r\n" + more + "\r\n");
            String before = request.headers().toString();

            parseHead("GET / HTTP/1.1\r\nAbc: d\r\nHost: e\r\n\r\n");

            assertThat(request.headers())
                    .as("a request with %s fields, after the next head was parsed", fields)
                    .hasToString(before);
            more.append("X: ").append(fields).append("\r\n");
        }
    }

    /** Some clients send one behind each body. */
    @Test
    @Tag("step-5")
    void eachHeadMayHaveTwoEmptyLinesBeforeIt() throws HttpException {
        for (int i = 1; i <= 10; i++) {
            in.appendLatin1("\r\n\r\nGET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
            try {
                assertThat(parser.parse(in).map(HttpRequest::path))
                        .as("the path of request %s of a connection, behind two empty lines", i)
                        .contains("/" + i);
            } catch (HttpException e) {
                fail("request " + i + " of a connection, behind two empty lines, was refused", e);
            }
        }
    }

    @Test
    @Tag("step-5")
    void emptyLinesThatComeOneByOneAreCountedToo() throws HttpException {
        parseIncomplete("\r\n");
        parseIncomplete("\r\n");

        refuse("\r\n");
    }

    // Bytes that were looked at

    /**
     * The x that the parser has seen, but for the last four, are exchanged for line breaks before it sees the next one.
     * Who searches them again, finds an end there.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /* HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\nGET /* HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nA: *\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nA: *\r\n\r\n"
            })
    @Tag("step-5")
    void bytesThatAreLeftInTheBufferAreNotSearchedAgain(String head) throws HttpException {
        int star = head.indexOf('*');
        parseIncomplete(head.substring(0, star));
        String left = in.latin1(0, in.readableBytes());
        for (int seen = 0; seen < 200; seen++) {
            left = left.substring(left.length() - in.readableBytes()) + "x";
            int from = Math.max(0, left.length() - 1 - seen);
            int to = Math.max(from, left.length() - 1 - 4);
            in.clear();
            in.appendLatin1(left.substring(0, from));
            in.appendLatin1("\r\n".repeat(to - from).substring(0, to - from));
            in.appendLatin1(left.substring(to));
            try {
                assertThat(parser.parse(in))
                        .as("a head that ends at line breaks where %s x were seen before, and left in the buffer", seen)
                        .isEmpty();
            } catch (HttpException e) {
                fail("line breaks were found where %s x were seen before, and left in the buffer".formatted(seen), e);
            }
        }
        left = left.substring(left.length() - in.readableBytes());
        in.clear();

        HttpRequest request = parseHead(left + head.substring(star + 1));

        assertThat(request.target() + request.headers().first("A").orElse(""))
                .as("the target and field A")
                .isEqualTo("/" + "x".repeat(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\nA: "})
    @Tag("step-5")
    void aLineWithoutEndIsRefusedBeforeTheBufferIsFull(String beginning) {
        ParserLimits limits = new ParserLimits(300, 300, 10, 10);
        Buffer small = new Buffer(limits.requiredBufferBytes());
        HeadParser endless = new HeadParser(limits, CLIENT);
        small.appendLatin1(beginning);

        assertThatThrownBy(
                        () -> {
                            while (endless.parse(small).isEmpty() && !small.isFull()) {
                                small.appendLatin1("x");
                            }
                        },
                        "\"%s\" and as many x as the buffer holds",
                        WireCase.escape(beginning))
                .isInstanceOf(HttpException.class);
    }

    // Has a head begun?

    @Test
    @Tag("step-5")
    void aHeadHasNotBegunBeforeItsFirstByte() throws HttpException {
        assertThat(parser.hasBegun(in)).as("hasBegun of a new parser").isFalse();
        parseIncomplete("");
        assertThat(parser.hasBegun(in)).as("hasBegun after no bytes").isFalse();
    }

    @Test
    @Tag("step-5")
    void aHeadHasBegunFromItsFirstByteToItsLast() throws HttpException {
        for (String piece : new String[] {"P", "OST / HTTP/1.1\r", "\n", "Host: a\r\n", "\r"}) {
            parseIncomplete(piece);
            assertThat(parser.hasBegun(in))
                    .as("hasBegun after \"%s\"", WireCase.escape(piece))
                    .isTrue();
        }
        parseHead("\n");
        assertThat(parser.hasBegun(in)).as("hasBegun after a whole head").isFalse();
    }

    @Test
    @Tag("step-5")
    void anEmptyLineBeforeAHeadIsNoBeginning() throws HttpException {
        parseIncomplete("\r\n");

        assertThat(parser.hasBegun(in)).as("hasBegun after an empty line").isFalse();
    }

    @Test
    @Tag("step-5")
    void thePipelinedNextHeadHasBegunAsSoonAsItIsThere() throws HttpException {
        parseHead("GET / HTTP/1.1\r\nHost: a\r\n\r\nGE");

        assertThat(parser.hasBegun(in))
                .as("hasBegun with \"GE\" behind a whole head")
                .isTrue();
    }

    @Test
    @Tag("step-5")
    void aRefusedHeadHasBegun() {
        refuse("GET / HTTP/1.1\r\n:\r\n");
        in.clear();

        assertThat(parser.hasBegun(in)).as("hasBegun after a refusal").isTrue();
    }

    // Which method?

    @Test
    @Tag("step-5")
    void theMethodIsKnownFromTheSpaceBehindItToTheEndOfTheHead() throws HttpException {
        assertThat(parser.method(in)).as("the method of nothing").isEmpty();
        parseIncomplete("HEAD");
        assertThat(parser.method(in))
                .as("the method of \"HEAD\" without its space")
                .isEmpty();
        for (String piece : new String[] {" ", "/a", " HTTP/1.1\r", "\nHost: a\r\nA: b", " c\r\n\r"}) {
            parseIncomplete(piece);
            assertThat(parser.method(in))
                    .as("the method after \"%s\"", WireCase.escape(piece))
                    .contains("HEAD");
        }
    }

    @Test
    @Tag("step-5")
    void afterAHeadTheMethodIsForgotten() throws HttpException {
        parseHead("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(parser.method(in)).as("the method after a whole head").isEmpty();

        parseIncomplete("GET /");
        assertThat(parser.method(in)).as("the method of the next head").contains("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /\0 HTTP/1.1\r\n", // 400
                "HEAD / HTTP/2.0\r\n", // 505
                "HEAD / HTTP/1.1\r\nA\r\n", // 400
                "HEAD / HTTP/1.1\n" // 400
            })
    @Tag("step-5")
    void theMethodOfARefusedHeadIsKnown(String bytes) {
        refuse(bytes);

        assertThat(parser.method(in))
                .as("the method of \"%s\"", WireCase.escape(bytes))
                .contains("HEAD");
    }

    @Test
    @Tag("step-6")
    void theMethodOfAHeadThatIsRefusedAtItsEndIsKnown() {
        refuse("HEAD / HTTP/1.1\r\n\r\n");

        assertThat(parser.method(in)).as("the method of a head without Host").contains("HEAD");
    }

    @Test
    @Tag("step-5")
    void theMethodOfARequestLineThatIsTooLongIsKnown() {
        refuse("HEAD /" + "a".repeat(10_000));

        assertThat(parser.method(in)).as("the method").contains("HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense\r\nGET / HTTP/1.1\r\n", "\"GET\" / HTTP/1.1\r\n", " / HTTP/1.1\r\n", "GET\t/ b\r\n"})
    @Tag("step-5")
    void aMethodIsAToken(String bytes) {
        refuse(bytes);

        assertThat(parser.method(in))
                .as("the method of \"%s\"", WireCase.escape(bytes))
                .isEmpty();
    }

    private void parseIncomplete(String bytes) throws HttpException {
        in.appendLatin1(bytes);
        assertThat(parser.parse(in))
                .as("a request after \"%s\", where more has to come", WireCase.escape(bytes))
                .isEmpty();
    }

    private HttpRequest parseHead(String bytes) throws HttpException {
        in.appendLatin1(bytes);
        Optional<HttpRequest> head = parser.parse(in);
        assertThat(head).as("a request after \"%s\"", WireCase.escape(bytes)).isPresent();
        return head.get();
    }

    private void refuse(String bytes) {
        in.appendLatin1(bytes);
        assertThatThrownBy(() -> parser.parse(in), "parsing \"%s\"", WireCase.escape(bytes))
                .isInstanceOf(HttpException.class);
    }
}
