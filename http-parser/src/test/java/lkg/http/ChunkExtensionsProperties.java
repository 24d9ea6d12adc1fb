package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import lkg.buffer.Buffer;
import lkg.http.wire.WireCase;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

@Tag("step-8")
class ChunkExtensionsProperties {

    /** The grammar of RFC 9112 §7.1.1 as a regular expression, for the characters of {@link #extensions}. */
    private static final String GRAMMAR = "(BWS;BWS(token)(BWS=BWS(token|quoted))?)*"
            .replace("BWS", "[ \t]*")
            .replace("token", "[a!]+")
            .replace("quoted", "\"([^\"\\\\\0]|\\\\[^\0])*\"");

    @Provide
    Arbitrary<String> extensions() {
        return Arbitraries.frequencyOf(
                        Tuple.of(20, Arbitraries.of(";", ";a", ";a=a", ";a=\"", "\"", "=", " ", "a", "!")),
                        Tuple.of(1, Arbitraries.of("\\", "\t", "\0", "/", "\u00e9")))
                .list()
                .ofMaxSize(8)
                .map(pieces -> String.join("", pieces))
                // The size may have any number of digits, and these are some.
                .filter(text -> !text.startsWith("a"));
    }

    @Property
    void whatFollowsTheGrammarIsValidAndNothingElse(@ForAll("extensions") String text) throws HttpException {
        assertThat(isTaken(text))
                .as("whether a chunk is taken that begins with the line 5%s", WireCase.escape(text))
                .isEqualTo(text.matches(GRAMMAR));
    }

    private static boolean isTaken(String text) throws HttpException {
        Buffer in = new Buffer(1000);
        in.appendLatin1("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        HttpRequest head =
                new HeadParser(ParserLimits.defaults(), Client.NONE).parse(in).orElseThrow();
        BodyDecoder decoder = BodyDecoder.of(head, ParserLimits.defaults(), 5);
        in.appendLatin1("5" + text + "\r\n12345\r\n0\r\n\r\n");
        try {
            return decoder.decode(in, new BodyCollector());
        } catch (HttpException e) {
            return false;
        }
    }
}
