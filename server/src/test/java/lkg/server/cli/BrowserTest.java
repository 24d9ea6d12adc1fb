package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, xdg-open",
        "FreeBSD, xdg-open",
        "Mac OS X, open",
        "Windows 11, rundll32 url.dll;FileProtocolHandler",
    })
    void eachSystemHasItsCommand(String system, String command) {
        assertThat(String.join(" ", Browser.command(system, "http://127.0.0.1:8080/")))
                .isEqualTo(command.replace(';', ',') + " http://127.0.0.1:8080/");
    }
}
