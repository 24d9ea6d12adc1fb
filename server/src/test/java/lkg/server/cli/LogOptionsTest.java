package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.InMemoryClient;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class LogOptionsTest {

    private static final String COMBINED = "127.0.0.1 - - [";
    private static final String JSON = "{\"time\":";

    @TempDir
    Path directory;

    @Test
    void aFileAloneIsCombined() throws Exception {
        Path file = directory.resolve("log");

        request(Map.of(), "--log", file.toString());

        assertThat(file).content().startsWith(COMBINED).contains("\"GET /a HTTP/1.1\" 200");
    }

    @Test
    void aFileMayHaveAFormOfItsOwn() throws Exception {
        Path file = directory.resolve("log");

        request(Map.of(), "--log", "json", "--log", file.toString());
        assertThat(file).content().startsWith(JSON);
    }

    @Test
    void theEnvironmentMayNameBoth() throws Exception {
        Path file = directory.resolve("log");

        request(Map.of("LKG_LOG", "json," + file));
        assertThat(file).content().startsWith(JSON);
    }

    @Test
    void aQuietServerStillWritesItsFile() throws Exception {
        Path file = directory.resolve("log");

        request(Map.of(), "-q", "--log", file.toString());
        assertThat(file).content().startsWith(COMBINED);
    }

    @ParameterizedTest
    @CsvSource({"json, brief, forms", "a.log, b/log, files"})
    void twoOfAKindAreWrongUsage(String one, String other, String kind) {
        assertThatThrownBy(() -> request(Map.of(), "--log", one, "--log", other))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--log has two " + kind + ": '" + one + "' and '" + other + "'");
    }

    @Test
    void aFormWithATypingErrorIsNoFile() {
        assertThatThrownBy(() -> request(Map.of(), "--log", "josn"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--log must be brief, combined, json or a file, as in ./josn, but was 'josn'");
    }

    @Test
    void aFileThatCannotBeOpenedSaysWhy() {
        Path file = directory.resolve("none/log");

        assertThatThrownBy(() -> request(Map.of(), "--log", file.toString()))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("cannot write the access log: " + file + ": no such directory");
    }

    /** Has a request logged as the command line would that has these options. */
    private static void request(Map<String, String> environment, String... arguments) throws Exception {
        CommandLine command = Main.commandLine(environment);
        GivenOptions given = new GivenOptions(command.parseArgs(arguments), new EnvironmentDefaults(environment));
        LogOptions options = ((Main) command.getCommandSpec().userObject()).log();
        ServerBuilder builder = LkgServer.builder().handler(request -> HttpResponse.of(200));
        options.addTo(builder, given, given.parsed().hasMatchedOption("--quiet"));
        try (InMemoryClient client = InMemoryClient.of(builder)) {
            client.send(HttpRequest.get("/a"));
        }
        options.close();
    }
}
