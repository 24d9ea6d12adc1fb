package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about options and variables that are wrong. None of these commands starts a server. */
class WrongUsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot=80 | there is no option --prot. Did you mean --port?",
                "--quite | there is no option --quite. Did you mean --quiet?",
                "--no-listings | there is no option --no-listings. Did you mean --no-listing?",
                "-z | there is no option -z.",
                "--teleport | there is no option --teleport.",
                "a b | 'b' is one argument too many: there is one directory.",
                "--port | --port needs a value: --port=PORT.",
                "-p 1 -p 2 | --port is given twice.",
                "-p +5 | --port must be a whole number between 0 and 65535, but was '+5'.",
                "--spa=maybe | --spa must be true or false, but was 'maybe'.",
                "--root= | the name of the directory is empty.",
            })
    void aWrongArgumentIsExplainedByItsName(String arguments, String message) {
        assertThat(said(Map.of(), arguments.split(" "))).isEqualTo("lkg-server: " + message + " Try --help.");
    }

    @Test
    void aWrongValueOfAVariableIsExplainedByTheNameOfTheVariable() {
        assertThat(said(Map.of("LKG_PORT", "x"))).startsWith("lkg-server: LKG_PORT must be a whole number");
        assertThat(said(Map.of("PORT", "x"))).startsWith("lkg-server: PORT must be a whole number");
        assertThat(said(Map.of("LKG_SPA", "x"))).startsWith("lkg-server: LKG_SPA must be true or false, but was 'x'");
    }

    @ParameterizedTest
    @CsvSource({"true", "yes", "on", "1", "TRUE", "false", "no", "off", "0"})
    void aVariableForAnOptionWithoutAValueSaysYesOrNo(String value) {
        boolean isOn = "true yes on 1 TRUE".contains(value);
        String said = said(Map.of("LKG_QUIET", value, "LKG_VERBOSE", "1"), "missing");

        assertThat(said).contains(isOn ? "are opposites" : "cannot serve missing");
    }

    @Test
    void whatIsTypedHoldsWhateverTheEnvironmentSays() {
        assertThat(said(Map.of("LKG_QUIET", "yes"), "-q", "-v", "missing")).contains("are opposites");
    }

    @Test
    void emptyVariablesAndAddressesOfServicesAreNoSettings() {
        Map<String, String> environment =
                Map.of("LKG_PORT", "tcp://10.0.0.1:80", "LKG_BIND", "", "LKG_LOOPS", "", "LKG_CORS", "", "PORT", "");

        assertThat(said(environment, "missing")).startsWith("lkg-server: cannot serve missing");
    }

    @Test
    void aMisspeltVariableIsPointedOut() {
        assertThat(new WrongUsage(new EnvironmentDefaults(Map.of("LKG_PROT", "80")))
                        .misspeltVariables(Main.commandLine(Map.of()).getCommandSpec()))
                .containsExactly("there is no option for LKG_PROT. Did you mean LKG_PORT?");
    }

    @Test
    void variablesOfServicesAndOfOthersAreNotPointedOut() {
        Map<String, String> environment = Map.of(
                "LKG_SERVICE_HOST", "10.0.0.1",
                "LKG_SERVICE_PORT", "80",
                "LKG_SERVICE_PORT_HTTP", "80",
                "LKG_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                "LKG_PORT_8080_TCP_ADDR", "10.0.0.1",
                "LKG_BIN_SERVICE_HOST", "10.0.0.1",
                "LKG_HOME", "/opt/lkg",
                "LKG_VERSION", "1.0",
                "LKG_PORT", "8080");

        assertThat(new WrongUsage(new EnvironmentDefaults(environment))
                        .misspeltVariables(Main.commandLine(Map.of()).getCommandSpec()))
                .isEmpty();
    }

    @Test
    void aMessageIsOneLine() {
        assertThat(said(Map.of(), "no\n\u001b[2Jsuch"))
                .isEqualTo("lkg-server: cannot serve no??[2Jsuch: no such directory");
    }

    /** The JVM has replaced what the locale cannot express, so the name that was typed is not the one that is missing. */
    @Test
    void aNameThatTheLocaleCannotExpressIsExplained() {
        assertThat(said(Map.of(), "lost\uFFFD")).endsWith("set LC_ALL=C.UTF-8, or give a link to it");
        // The other exception that such a name may be is the same as of this one, which no locale has.
        assertThat(said(Map.of(), "no\0name")).contains("cannot be the name of a file here");
        assertThat(said(Map.of(), ".", "--tls-cert", "no\0name")).contains("cannot be the name of a file here");
    }

    @Test
    void theOptionIsNamed() {
        assertThat(said(Map.of(), "--bind", "http://x"))
                .startsWith("lkg-server: --bind: 'http://x' is not an address of this machine");
        assertThat(said(Map.of(), "--tls-cert=")).startsWith("lkg-server: --tls-cert is empty");
        assertThat(said(Map.of(), "--cors=http://caf\u00e9")).startsWith("lkg-server: --cors must be");
    }

    private static String said(Map<String, String> environment, String... arguments) {
        StringWriter said = new StringWriter();
        Main.commandLine(environment).setErr(new PrintWriter(said, true)).execute(arguments);

        assertThat(said.toString().lines()).hasSize(1);
        return said.toString().strip();
    }
}
