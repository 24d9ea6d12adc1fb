package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lkg.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderOptionTest {

    private static final int WRONG_USAGE = 2;

    @Test
    void eachValueIsAField() {
        assertThat(fields("X-Frame-Options: DENY", "Link:</a>; rel=next", "Link:  </b>\t", "X-Empty:"))
                .isEqualTo(
                        Headers.of("X-Frame-Options", "DENY", "Link", "</a>; rel=next", "Link", "</b>", "X-Empty", ""));
    }

    private static Headers fields(String... values) {
        GivenOptions given = new GivenOptions(Main.commandLine().parseArgs(), new EnvironmentDefaults(Map.of()));
        return HeaderOption.fields(List.of(values), given);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Frame-Options DENY | --header must be 'Name: value', but was 'X-Frame-Options DENY'",
                "'' | --header must be 'Name: value', but was ''",
                "X Y: z | --header cannot be 'X Y: z': ",
                ": z | --header cannot be ': z': ",
                "X : z | --header cannot be 'X : z': ",
                "X: \u20ac | --header must be in Latin-1 (ISO 8859-1), but was 'X: \u20ac'",
                "Content-Length: 1 | --header cannot be 'Content-Length: 1': ",
                "transfer-encoding: a | --header cannot be 'transfer-encoding: a': ",
                "Connection: close | --header cannot be 'Connection: close': ",
                "Date: now | --header cannot be 'Date: now': ",
            })
    void aWrongValueIsOneLineAndStatus2(String value, String message) {
        assertThat(refusal(value)).startsWith("lkg-server: --header ").contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\r\nSet-Cookie: b", "X\n: a", "X: \0", "\n"})
    void noFieldHoldsALineBreakAndNoMessageEither(String value) {
        assertThat(refusal(value))
                .isEqualTo("lkg-server: --header must not hold control characters, such as a line break. Try --help.");
    }

    private static String refusal(String value) {
        StringWriter said = new StringWriter();
        int status = Main.commandLine()
                .setErr(new PrintWriter(said, true))
                .execute("--header", "X-Right: a", "--header", value, "no-such-directory");

        assertThat(status).as(said.toString()).isEqualTo(WRONG_USAGE);
        List<String> lines = new ArrayList<>(said.toString().lines().toList());
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
