package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    @Test
    void textIsEscaped() {
        StringBuilder page = new StringBuilder();
        HtmlText.append(page, "<a href=\"x\" title='y'>&amp;");

        assertThat(page).hasToString("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;");
        assertThat(shown("<\">'&")).isEqualTo("&lt;&quot;&gt;&#39;&amp;");
    }

    @ParameterizedTest
    @CsvSource({
        "000a", "0009", "007f", "0085", "00ad", "061c", "200b", "200e", "202e", "2028", "2029", "2066", "feff", "d800",
        "dc00"
    })
    void aCharacterThatIsInvisibleOrTurnsOthersIsShownByItsNumber(String hex) {
        String name = "a" + (char) Integer.parseInt(hex, 16) + "b";

        assertThat(shown(name)).isEqualTo("a[U+" + hex.toUpperCase(Locale.ROOT) + "]b");
    }

    @ParameterizedTest
    @ValueSource(strings = {" a  b ", "\u00fcb\u00a0er", "\u05e9\u05dc\u05d5\u05dd", "\u200d\u200ca", "\ud83d\ude00"})
    void otherCharactersAreShownAsTheyAre(String name) {
        assertThat(shown(name)).isEqualTo(name);
    }

    /** A link without any visible character could not be found. */
    @Test
    void aNameOfSpacesIsShownByNumbers() {
        assertThat(shown(" \u3000")).isEqualTo("[U+0020][U+3000]");
    }

    private static String shown(String name) {
        StringBuilder page = new StringBuilder();
        HtmlText.appendName(page, name);
        return page.toString();
    }
}
