package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lkg.server.Client;
import lkg.server.ForkedServer;
import lkg.server.Handler;
import lkg.server.InMemoryClient;
import lkg.server.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** TLS on the command line. */
class TlsOptionsTest {

    @TempDir
    Path folder;

    @Test
    void servesOverTlsAndSendsClientsOfPlainHttpThere() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "hello");
        Path pem = Files.writeString(
                folder.resolve("both.pem"), TestCertificate.EC.keyPem() + TestCertificate.EC.certificatePem());
        int plainPort;
        try (ServerSocket free = new ServerSocket(0)) {
            plainPort = free.getLocalPort();
        }
        try (ForkedServer server = new ForkedServer(
                Main.class,
                ProcessBuilder.Redirect.INHERIT,
                folder.toString(),
                "--port=0",
                "--tls-cert=" + pem,
                "--redirect-from=" + plainPort)) {
            try (Client client = new Client(server.port).overTls(TestCertificate.client())) {
                assertThat(client.get("/a.txt").response().text()).isEqualTo("hello");
            }
            try (Client client = new Client(plainPort)) {
                Client.Response response = client.send("POST /a.txt?x HTTP/1.1\nHost: localhost:80\n\n")
                        .response();
                assertThat(response.status()).isEqualTo(308);
                assertThat(response.header("Location")).hasValue("https://localhost:" + server.port + "/a.txt?x");
            }
            server.process.destroy();
            assertThat(server.process.waitFor(10, TimeUnit.SECONDS))
                    .as("both have ended")
                    .isTrue();
            assertThat(server.process.exitValue()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, 443, https://example.org/a?b",
        "example.org:80, 8443, https://example.org:8443/a?b",
        "[::1]:80, 8443, https://[::1]:8443/a?b",
        "[::1], 443, https://[::1]/a?b"
    })
    void theRedirectKeepsHostPathAndQuery(String host, int port, String location) throws Exception {
        assertThat(answer("GET /a?b HTTP/1.1\r\nHost: " + host + "\r\n\r\n", port))
                .startsWith("308")
                .endsWith(location);
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /a HTTP/1.0\r\n\r\n'",
        "'GET /a HTTP/1.1\r\nHost:\r\n\r\n'",
        "'GET /a HTTP/1.1\r\nHost: a/b\r\n\r\n'",
        "'GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n'",
        "'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'"
    })
    void whatNamesNoHostOrPathIsNotRedirected(String request) throws Exception {
        assertThat(answer(request, 443)).startsWith("400");
    }

    @ParameterizedTest
    @CsvSource({
        "--tls-key=k.pem, --tls-key needs --tls-cert. Try --help.",
        "--redirect-from=80, --redirect-from needs --tls-cert. Try --help."
    })
    void anOptionWithoutACertificateIsWrongUsage(String option, String message) {
        assertThat(messageOf(2, option)).isEqualTo("lkg-server: " + message);
    }

    @Test
    void aCertificateThatCannotBeReadIsOneLineAndStatus1() {
        assertThat(messageOf(1, "--tls-cert=nowhere/c.pem"))
                .isEqualTo("lkg-server: cannot use nowhere/c.pem: no such file");
    }

    private static String answer(String request, int port) throws IOException {
        try (InMemoryClient client = InMemoryClient.of(Handler.onLoop(new HttpsRedirect(port)))) {
            var response = client.send(request);
            return response.status() + " "
                    + response.headers().first("Location").orElse("");
        }
    }

    private String messageOf(int status, String option) {
        StringWriter errors = new StringWriter();
        CommandLine command = Main.commandLine(Map.of()).setErr(new PrintWriter(errors));
        assertThat(command.execute(folder.toString(), "--port=0", option)).isEqualTo(status);
        return errors.toString().strip();
    }
}
