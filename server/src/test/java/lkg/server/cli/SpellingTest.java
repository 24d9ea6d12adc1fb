package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    private static final List<String> NAMES = List.of("port", "root", "no-listing", "max-head", "max-body");

    @Test
    void oneWrongCharacterInThreeIsRecognised() {
        assertThat(Spelling.nearest("prt", NAMES)).contains("port");
        assertThat(Spelling.nearest("pport", NAMES)).contains("port");
        assertThat(Spelling.nearest("pord", NAMES)).contains("port");
        assertThat(Spelling.nearest("nolistin", NAMES)).contains("no-listing");
    }

    @Test
    void twoExchangedNeighboursAreOneMistake() {
        assertThat(Spelling.nearest("prot", NAMES)).contains("port");
    }

    @Test
    void theNearestOfSeveralIsMeant() {
        assertThat(Spelling.nearest("max-hedy", NAMES)).contains("max-head");
        assertThat(Spelling.nearest("max-bodd", NAMES)).contains("max-body");
    }

    @Test
    void anotherWordIsNotLikeAnyName() {
        assertThat(Spelling.nearest("home", NAMES)).isEmpty();
        assertThat(Spelling.nearest("x", NAMES)).isEmpty();
        assertThat(Spelling.nearest("", NAMES)).isEmpty();
    }
}
