package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProxyOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "--proxy-protocol, --proxy-protocol needs --trust-proxy",
        "--trust-proxy=10.0.0.0/33, --trust-proxy: a range of addresses",
        "'--trust-proxy=::1,proxy.example', 'proxy.example'",
    })
    void wrongUsageIsOneLineAndStatus2(String option, String message) {
        StringWriter said = new StringWriter();
        CommandLine command = Main.commandLine(Map.of()).setErr(new PrintWriter(said, true));

        assertThat(command.execute(option)).isEqualTo(2);
        assertThat(said.toString().lines()).singleElement().asString().contains(message);
    }

    @ParameterizedTest
    @CsvSource({"--trust-proxy=loopback,", "--proxy-protocol, loopback"})
    void bothMayComeFromTheEnvironment(String option, String trusted) {
        Map<String, String> environment = trusted == null
                ? Map.of("LKG_PROXY_PROTOCOL", "true")
                : Map.of("LKG_TRUST_PROXY", trusted, "LKG_PORT", "0");
        StringWriter said = new StringWriter();
        CommandLine command = Main.commandLine(environment).setErr(new PrintWriter(said, true));

        assertThat(command.execute(option, "no-such-directory"))
                .as("not wrong usage")
                .isEqualTo(1);
        assertThat(said.toString()).contains("no such directory");
    }
}
