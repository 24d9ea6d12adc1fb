package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Each option that takes a number, with values that nobody needs: each works, or is refused with its bounds. */
class ExtremeValuesTest {

    private static final int COULD_NOT_START = 1;
    private static final int WRONG_USAGE = 2;

    /** With and without units. Some are the largest that some options allow. */
    private static final List<String> VALUES = List.of(
            "",
            "x",
            "0",
            "-1",
            "1",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999",
            "1000000",
            "315360000",
            "536870911",
            "500ms",
            "64KB",
            "1h",
            "9223372036854775807GB");

    @TempDir
    Path directory;

    static Stream<String> options() {
        return Main.commandLine().getCommandSpec().options().stream()
                .filter(option -> Number.class.isAssignableFrom(option.type()) || option.type() == int.class)
                .map(OptionSpec::longestName)
                // Which needs a certificate, and says so first.
                .filter(name -> !name.equals("--redirect-from"))
                // Whose server is started first. PortOption is tried by the port.
                .filter(name -> !name.equals("--watch-port"));
    }

    static Stream<Arguments> optionsAndValues() {
        return options().flatMap(option -> VALUES.stream().map(value -> Arguments.of(option, value)));
    }

    @ParameterizedTest
    @MethodSource("optionsAndValues")
    void eachValueWorksOrIsRefusedWithItsBounds(String option, String value) throws Exception {
        StringWriter said = new StringWriter();
        CommandLine command = Main.commandLine().setErr(new PrintWriter(said, true));

        // Without a directory it does not start, but it looks at all options before it looks for that.
        int status = command.execute(arguments(option, value, directory.resolve("missing")));

        if (status == WRONG_USAGE) {
            assertThat(said.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("lkg-server: ")
                    .contains(option)
                    .contains("must be ")
                    .containsPattern("between \\d.* and \\d|at least \\d")
                    .containsPattern("but was '?" + value + "\\b|but was '" + value + "'");
        } else {
            assertThat(status).as(said.toString()).isEqualTo(COULD_NOT_START);
            assertThat(said.toString()).contains("no such directory");
            assertThatItAnswers(arguments(option, value, directory));
        }
    }

    @Test
    void allOptionsWithNumbersAreTried() {
        assertThat(options())
                .containsExactlyElementsOf(
                        SettingOption.ALL.stream().map(SettingOption::name).toList());
    }

    private static String[] arguments(String option, String value, Path directory) {
        return new String[] {option + "=" + value, directory.toString()};
    }

    private static void assertThatItAnswers(String[] arguments) throws IOException {
        CommandLine command = Main.commandLine();
        GivenOptions given = new GivenOptions(command.parseArgs(arguments), new EnvironmentDefaults(Map.of()));
        Options options = ((Main) command.getCommand()).options();
        try (LkgServer server = options.builder(given)
                .port(0)
                .handler(request -> HttpResponse.of(200))
                .start()) {
            // Of some attempts, because a timeout of one second may end one of them.
            await().ignoreExceptionsInstanceOf(IOException.class)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> answer(server).startsWith("HTTP/1.1 "));
            assertThat(server.shutdown(given.duration(SettingOption.GRACE).plus(Duration.ofSeconds(5))))
                    .as("all was answered")
                    .isTrue();
        }
    }

    private static String answer(LkgServer server) throws IOException {
        try (Socket socket = new Socket(server.address().getAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
