package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    /** Colours are shown as {@code [kind:text]}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "java | final int a = 0x1F; // int | [keyword:final] [keyword:int] a = [number:0x1F]; [comment:// int]",
                "java | @Override String s = \"// \\\" no\"; | [annotation:@Override] String s = [string:\"// \\\" no\"];",
                "java | char c = '\"'; String s = \"a\"; | [keyword:char] c = [string:'\"']; String s = [string:\"a\"];",
                "java | print(finally1, 1_000L); | print(finally1, [number:1_000L]);",
                "java | @interface A {} | @[keyword:interface] A {}",
                "cpp | #include <a> | [annotation:#include &lt;a&gt;]",
                "cpp | bool b = x->f(1); /* c */ | [keyword:bool] b = x-&gt;f([number:1]); [comment:/* c */]",
                "xml | <a b=\"c\">d</a> | [keyword:&lt;a] [annotation:b]=[string:\"c\"][keyword:&gt;]d[keyword:&lt;/a][keyword:&gt;]",
                "sh | curl \"$URL\" # now | curl [string:\"$URL\"] [comment:# now]",
                "sh | cd $HOME | cd [annotation:$HOME]",
                "console | $ java Lab.java run A | [prompt:$ ][command:java Lab.java run A]",
                "console | costs 5 $ a month | costs 5 $ a month",
                "http | GET /a HTTP/1.1 | [keyword:GET /a HTTP/1.1]",
                "http | Host: a | [annotation:Host]: a",
                "properties | # why | [comment:# why]",
                "text | int a = 1; // | int a = 1; //",
            })
    void eachLanguageHasItsTokens(String language, String code, String expected) {
        assertThat(shown(language, code)).isEqualTo(expected);
    }

    @Test
    void aTokenOfSeveralLinesIsColouredLineByLine() {
        assertThat(shown("java", "/** a\n *\n * b */ int c;"))
                .isEqualTo("[comment:/** a]\n[comment: *]\n[comment: * b */] [keyword:int] c;");
        assertThat(shown("java", "a(\"\"\"\n  // b\n  \"\"\");"))
                .isEqualTo("a([string:\"\"\"]\n[string:  // b]\n[string:  \"\"\"]);");
    }

    @Test
    void aCommandGoesOnBehindABackslash() {
        assertThat(shown("console", "$ curl \\\n    -s a\nout"))
                .isEqualTo("[prompt:$ ][command:curl \\]\n[command:    -s a]\nout");
    }

    private static String shown(String language, String code) {
        return Language.of(language)
                .html(code)
                .replaceAll("<span class=\"(\\w+)\">", "[$1:")
                .replace("</span>", "]")
                .replace("&quot;", "\"");
    }
}
