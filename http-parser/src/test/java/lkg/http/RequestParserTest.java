package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lkg.buffer.Buffer;
import lkg.http.RequestParser.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser tells besides requests; what it accepts and refuses is in the wire cases. */
class RequestParserTest {

    private final Buffer in = new Buffer(100_000);
    private final RequestParser parser = new RequestParser(ParserLimits.defaults());

    @Test
    void beforeTheFirstByteItIsIdle() throws HttpException {
        assertThat(parser.phase()).isEqualTo(Phase.IDLE);
        assertThat(parser.parse(in)).isEmpty();
        assertThat(parser.phase()).isEqualTo(Phase.IDLE);
    }

    @Test
    void aRequestGoesThroughHeadAndBodyAndBackToIdle() throws HttpException {
        assertThat(phaseAfter("P")).isEqualTo(Phase.HEAD);
        assertThat(phaseAfter("OST / HTTP/1.1\r\n")).isEqualTo(Phase.HEAD);
        assertThat(phaseAfter("Host: a\r\nContent-Length: 2\r\n")).isEqualTo(Phase.HEAD);
        assertThat(phaseAfter("\r\n")).isEqualTo(Phase.BODY);
        assertThat(phaseAfter("a")).isEqualTo(Phase.BODY);
        in.appendLatin1("b");
        assertThat(parser.parse(in)).isPresent();
        assertThat(parser.phase()).isEqualTo(Phase.IDLE);
    }

    @Test
    void anEmptyLineBeforeARequestIsNoBeginning() throws HttpException {
        assertThat(phaseAfter("\r\n")).isEqualTo(Phase.IDLE);
    }

    @Test
    void theBeginningOfThePipelinedNextRequestIsSeenOnceTheParserLooksAtIt() throws HttpException {
        in.appendLatin1("GET / HTTP/1.1\r\nHost: a\r\n\r\nGE");

        assertThat(parser.parse(in)).isPresent();
        assertThat(parser.parse(in)).isEmpty();

        assertThat(parser.phase()).isEqualTo(Phase.HEAD);
    }

    @Test
    void aClientWaitsForContinueUntilItSendsItsBodyAfterAll() throws HttpException {
        String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";

        phaseAfter(head);
        assertThat(parser.expectsContinue()).isTrue();
        phaseAfter("a");
        assertThat(parser.expectsContinue()).isFalse();
        in.appendLatin1("b");
        assertThat(parser.parse(in)).isPresent();
        assertThat(parser.expectsContinue()).isFalse();
    }

    @Test
    void aClientThatSendsItsBodyAtOnceDoesNotWait() throws HttpException {
        phaseAfter("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n1");

        assertThat(parser.expectsContinue()).isFalse();
    }

    @Test
    void aClientThatWaitedAndThenSendsChunksDoesNotWaitAnyMore() throws HttpException {
        phaseAfter("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
        assertThat(parser.expectsContinue()).isTrue();
        phaseAfter("1\r\n");
        assertThat(parser.expectsContinue()).isFalse();
        phaseAfter("");
        assertThat(parser.expectsContinue()).isFalse();
    }

    @Test
    void aClientOfHttp10DoesNotWait() throws HttpException {
        phaseAfter("POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");

        assertThat(parser.expectsContinue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nA: ",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: ",
            })
    void aLineWithoutEndIsRefusedBeforeTheBufferIsFull(String beginning) {
        ParserLimits limits = new ParserLimits(300, 300, 10, 10);
        Buffer small = new Buffer(limits.requiredBufferBytes());
        RequestParser endless = new RequestParser(limits);
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
    void afterARefusalTheParserIsAtItsEnd() {
        in.appendLatin1("nonsense\r\n");
        assertThatThrownBy(() -> parser.parse(in)).isInstanceOf(HttpException.class);
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

    private Phase phaseAfter(String bytes) throws HttpException {
        in.appendLatin1(bytes);
        assertThat(parser.parse(in)).isEmpty();
        return parser.phase();
    }
}
