package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.InMemoryClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CorsOptionTest {

    private static final int WRONG_USAGE = 2;
    private static final String APP = "https://app.example";
    private static final String OTHER = "https://other.example";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "dir                                             | -                   | -",
                "--cors                                          | *                   | *",
                "--cors dir                                      | *                   | *",
                "--cors -q dir                                   | *                   | *",
                "--cors=* dir                                    | *                   | *",
                "--cors * dir                                    | *                   | *",
                "--cors=https://app.example dir                  | https://app.example | -",
                "--cors https://app.example dir                  | https://app.example | -",
                "--cors=https://app.example --cors               | *                   | *",
                "--cors=https://app.example --cors=https://other.example | https://app.example | https://other.example",
            })
    void thoseOriginsMayReadThatTheOptionNames(String arguments, String toApp, String toOther) throws Exception {
        assertThat(allowed(Map.of(), APP, arguments.split(" "))).isEqualTo(Optional.ofNullable(toApp));
        assertThat(allowed(Map.of(), OTHER, arguments.split(" "))).isEqualTo(Optional.ofNullable(toOther));
    }

    @Test
    void theDirectoryBehindTheOptionIsNoOrigin() {
        CommandLine command = command(Map.of());
        GivenOptions given = given(command, Map.of(), "--cors", "dir");

        assertThat(options(command).root(given)).hasToString("dir");
    }

    @Test
    void theEnvironmentNamesAnOrigin() throws Exception {
        assertThat(allowed(Map.of("LKG_CORS", APP), APP, "dir")).contains(APP);
        assertThat(allowed(Map.of("LKG_CORS", APP), OTHER, "dir")).isEmpty();
        assertThat(allowed(Map.of("LKG_CORS", "*"), OTHER, "dir")).contains("*");
        assertThat(allowed(Map.of("LKG_CORS", OTHER), APP, "--cors", "dir")).contains("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cors=",
                "--cors=app.example",
                "--cors=https://app.example/",
                "--cors=null",
                "--cors=https://a\n"
            })
    void aWrongOriginIsOneLineAndStatus2(String option) {
        assertThat(refusal(Map.of(), option))
                .startsWith("lkg-server: --cors must be * or an origin such as https://app.example")
                .contains("but was '" + option.substring("--cors=".length()).replace('\n', '?') + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "app.example", "dir"})
    void aWrongOriginInTheEnvironmentGivesNobodyAccess(String value) {
        assertThat(refusal(Map.of("LKG_CORS", value))).startsWith("lkg-server: LKG_CORS must be * or an origin");
    }

    private static String refusal(Map<String, String> environment, String... options) {
        StringWriter said = new StringWriter();
        String[] arguments = Arrays.copyOf(options, options.length + 1);
        arguments[options.length] = "no-such-directory";

        int status = command(environment).setErr(new PrintWriter(said, true)).execute(arguments);

        assertThat(status).as(said.toString()).isEqualTo(WRONG_USAGE);
        assertThat(said.toString().lines()).hasSize(1);
        return said.toString();
    }

    /** The origin that a response to a script of {@code origin} allows. */
    private static Optional<String> allowed(Map<String, String> environment, String origin, String... arguments)
            throws Exception {
        CommandLine command = command(environment);
        GivenOptions given = given(command, environment, arguments);
        try (InMemoryClient client =
                InMemoryClient.of(options(command).builder(given).handler(request -> HttpResponse.of(200)))) {
            return client.send(HttpRequest.get("/").withHeader("Origin", origin))
                    .headers()
                    .first("Access-Control-Allow-Origin");
        }
    }

    private static GivenOptions given(CommandLine command, Map<String, String> environment, String... arguments) {
        return new GivenOptions(command.parseArgs(arguments), new EnvironmentDefaults(environment));
    }

    private static Options options(CommandLine command) {
        return ((Main) command.getCommand()).options();
    }

    private static CommandLine command(Map<String, String> environment) {
        return Main.commandLine(environment);
    }
}
