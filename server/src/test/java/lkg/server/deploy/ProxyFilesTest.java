package lkg.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lkg.server.ForkedServer;
import lkg.server.tls.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of {@code docs/deploy} for HAProxy and nginx, each run by its program in front of two instances of the
 * command line. Only ports and paths are replaced. A program that is not installed is left out.
 */
@Tag("programs")
class ProxyFilesTest {

    private static final Path FILES = Path.of("../docs/deploy");

    /** What Debian's nginx.conf has around the files of conf.d, without paths of the machine. */
    private static final String AROUND_NGINX = """
            daemon off;
            pid %1$s/pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path %1$s;
                proxy_temp_path %1$s;
                fastcgi_temp_path %1$s;
                uwsgi_temp_path %1$s;
                scgi_temp_path %1$s;
                include %1$s/lkg.conf;
            }
            """;

    private static final String CLIENT = "127.0.0.42";

    @TempDir
    Path folder;

    private final List<AutoCloseable> running = new ArrayList<>();
    private Path certificate;
    private Path key;
    private Path site;

    @BeforeEach
    void makeSiteAndCertificate() throws Exception {
        certificate = Files.writeString(folder.resolve("cert.pem"), TestCertificate.EC.certificatePem());
        key = Files.writeString(folder.resolve("key.pem"), TestCertificate.EC.keyPem());
        site = Files.createDirectories(folder.resolve("site/notes")).getParent();
        Files.writeString(site.resolve("notes/a.txt"), "a note");
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }

    @Test
    void haproxyEndsTls() throws Exception {
        assumeInstalled("haproxy", "curl");
        Instance one = instance("--trust-proxy", "127.0.0.1");
        Instance two = instance("--trust-proxy", "127.0.0.1");
        Ports ports = haproxy("haproxy.cfg", one, two);

        assertThatASiteIsServed(ports, one, two);
    }

    @Test
    void nginxEndsTls() throws Exception {
        assumeInstalled("nginx", "curl");
        Instance one = instance("--trust-proxy", "127.0.0.1");
        Instance two = instance("--trust-proxy", "127.0.0.1");
        Ports ports = new Ports(freePort(), freePort());
        Files.writeString(folder.resolve("nginx.conf"), AROUND_NGINX.formatted(folder));
        Files.writeString(folder.resolve("lkg.conf"), adapted("nginx.conf", ports, one, two));
        start("nginx", "-e", "stderr", "-c", folder.resolve("nginx.conf").toString());

        assertThatASiteIsServed(ports, one, two);
    }

    @Test
    void haproxyPassesTlsOn() throws Exception {
        assumeInstalled("haproxy", "curl");
        String[] options = {
            "--trust-proxy", "127.0.0.1", "--proxy-protocol", "--tls-cert=" + certificate, "--tls-key=" + key
        };
        Instance one = instance(options);
        Instance two = instance(options);
        Ports ports = haproxy("haproxy-passthrough.cfg", one, two);

        await("the proxy has found its instances")
                .untilAsserted(() -> assertThat(curl("https://localhost:" + ports.tls + "/notes/a.txt"))
                        .as("the response; the proxy says: %s", proxyLog())
                        .endsWith("a note"));
        assertLogged(one, two, "\"client\":\"127.0.0.1\"");
    }

    private record Ports(int plain, int tls) {}

    private Ports haproxy(String file, Instance one, Instance two) throws Exception {
        Ports ports = new Ports(freePort(), freePort());
        Path adapted = Files.writeString(folder.resolve(file), adapted(file, ports, one, two));
        Files.writeString(folder.resolve("lkg.pem"), Files.readString(certificate) + Files.readString(key));
        start("haproxy", "-db", "-f", adapted.toString());
        return ports;
    }

    private void assertThatASiteIsServed(Ports ports, Instance one, Instance two) throws Exception {
        String secure = "https://localhost:" + ports.tls;
        await("the proxy has found its instances")
                .untilAsserted(() -> assertThat(curl(secure + "/notes/a.txt"))
                        .as("the response; the proxy says: %s", proxyLog())
                        .startsWith("HTTP/2 200"));

        assertThat(curl(secure + "/notes/a.txt")).endsWith("a note");
        assertThat(curl(secure + "/handbook/notes/a.txt")).as("below a path").endsWith("a note");
        assertThat(curl(secure + "/handbook/notes"))
                .as("a redirect to the slash, which stays below the path")
                .contains("location: ./notes/");

        assertThat(getFrom(CLIENT, ports.plain, "Forwarded: for=192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\n"))
                .contains(" 200 ");
        assertLogged(one, two, "\"client\":\"" + CLIENT + "\"");
        assertThat(one.log() + two.log()).as("what the client says of itself").doesNotContain("192.0.2");
    }

    /** Lines come a moment after their responses. */
    private static void assertLogged(Instance one, Instance two, String part) {
        await("a line with " + part)
                .until(() -> one.log().contains(part) || two.log().contains(part));
    }

    private String proxyLog() throws IOException {
        return Files.readString(folder.resolve("proxy.log"));
    }

    /** What a browser would get: the head and the body of a response. */
    private String curl(String url) throws Exception {
        Process curl = new ProcessBuilder(
                        "curl", "-s", "-i", "--max-time", "10", "--cacert", certificate.toString(), url)
                .redirectError(Redirect.INHERIT)
                .start();
        return new String(curl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    /** The response to a client with another address of this machine. */
    private static String getFrom(String address, int port, String fields) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /notes/a.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private record Instance(ForkedServer server, int adminPort, Path file) {

        String log() throws IOException {
            return Files.readString(file);
        }
    }

    private Instance instance(String... options) throws Exception {
        Path log = folder.resolve("log-" + running.size());
        int adminPort = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                site.toString(), "--port=0", "--admin=" + adminPort, "--drain-delay=1", "--log=json", "--log=" + log));
        arguments.addAll(List.of(options));
        ForkedServer server = new ForkedServer(
                List.of(),
                Map.of(),
                Class.forName("lkg.server.cli.Main"),
                Redirect.INHERIT,
                arguments.toArray(String[]::new));
        running.add(server);
        return new Instance(server, adminPort, log);
    }

    /** All at once: a port that is put in may hold the digits of the next one. */
    private String adapted(String file, Ports ports, Instance one, Instance two) throws IOException {
        Map<String, Object> values = Map.ofEntries(
                Map.entry("8080", ports.plain),
                Map.entry("8443", ports.tls),
                Map.entry("8081", one.server.port),
                Map.entry("8082", two.server.port),
                Map.entry("8481", one.server.port),
                Map.entry("8482", two.server.port),
                Map.entry("9081", one.adminPort),
                Map.entry("9082", two.adminPort),
                Map.entry("/etc/haproxy/lkg.pem", folder.resolve("lkg.pem")),
                Map.entry("/etc/nginx/lkg-cert.pem", certificate),
                Map.entry("/etc/nginx/lkg-key.pem", key));
        return Pattern.compile(String.join("|", values.keySet()))
                .matcher(Files.readString(FILES.resolve(file)))
                .replaceAll(found -> Matcher.quoteReplacement("" + values.get(found.group())));
    }

    private void start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("proxy.log").toFile())
                .start();
        running.add(0, () -> {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS))
                    .as("the proxy ends")
                    .isTrue();
        });
    }

    private static void assumeInstalled(String... programs) throws Exception {
        for (String program : programs) {
            boolean installed = new ProcessBuilder("sh", "-c", "command -v " + program)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            assumeThat(installed).as(program + " is installed").isTrue();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
