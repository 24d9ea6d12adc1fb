package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import lkg.buffer.Buffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

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
                .map(pieces -> String.join("", pieces));
    }

    @Property
    void whatFollowsTheGrammarIsValidAndNothingElse(@ForAll("extensions") String text) {
        assertThat(isValid(text)).isEqualTo(text.matches(GRAMMAR));
    }

    private static boolean isValid(String text) {
        Buffer in = new Buffer(1000);
        in.appendLatin1("5" + text + "\r\n");
        try {
            ChunkExtensions.check(in, 1, 1 + text.length());
            return true;
        } catch (HttpException e) {
            return false;
        }
    }
}
