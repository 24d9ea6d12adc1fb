package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lkg.server.ForkedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process of its own: its output, its exit status, and how it takes signals. */
class MainTest {

    private static final Pattern BANNER = Pattern.compile("Serving (.*) on http://127\\.0\\.0\\.1:(\\d+)/");

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void servesADirectoryAndSaysWhereOnceItListens() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "hello");
        Process process = start(Map.of(), directory.toString(), "-p", "0");

        int port = awaitBanner(process);

        try (Connection client = new Connection(port)) {
            assertThat(client.get("/a.txt").response().text()).isEqualTo("hello");
        }
    }

    /** Each of these would take a tenth of the start, more or less. */
    @Test
    void aStartLoadsNothingThatFewServersNeed() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "hello");
        Path loaded = directory.resolve("loaded");
        String option = "-Xlog:class+load:file=" + loaded;
        Process process = start(Map.of("JDK_JAVA_OPTIONS", option), directory.toString(), "-p", "0");
        try (Connection client = new Connection(awaitBanner(process))) {
            client.get("/a.txt").response();
        }

        try (Stream<String> classes = Files.lines(loaded)) {
            assertThat(classes)
                    .anyMatch(line -> line.contains("lkg.server.cli.Main "))
                    .as("markdown")
                    .noneMatch(line -> line.contains("org.commonmark."))
                    .as("annotations of picocli")
                    .noneMatch(line -> line.contains("sun.reflect.annotation.AnnotationInvocationHandler"))
                    .as("large tables of numbers")
                    .noneMatch(line -> line.contains("java.math.MutableBigInteger"));
        }
    }

    @Test
    void eachRequestIsALineBehindTheBanner() throws Exception {
        Process process = start(Map.of(), directory.toString(), "-p", "0");
        int port = awaitBanner(process);

        try (Connection client = new Connection(port)) {
            client.get("/none").response();
        }

        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine())
                .matches("\\d\\d:\\d\\d:\\d\\d 404 GET /none 26 B [0-9.]+ m?s");
    }

    /** The log fills the pipe and its own memory, and loses lines. */
    @Test
    void anOutputThatNobodyReadsHoldsUpNoRequestAndNoEnd() throws Exception {
        Process process = start(Map.of(), directory.toString(), "-p", "0", "--log", "combined");
        int port = awaitBanner(process);
        int moreThanFits = 2_000_000;
        String target = "/" + "a".repeat(7000);

        try (Connection client = new Connection(port)) {
            for (int bytes = 0; bytes < moreThanFits; bytes += target.length()) {
                assertThat(client.get(target).response().status()).isEqualTo(404);
            }
        }

        process.destroy();
        assertThat(exitStatus(process)).isZero();
    }

    @Test
    void aLogFileThatCannotBeOpenedIsOneLineAndStatus1() throws Exception {
        Process process = start(Map.of(), directory.toString(), "-p", "0", "--log", directory + "/none/log");

        assertThat(errorLines(process))
                .containsExactly("lkg-server: cannot write the access log: " + directory.resolve("none/log")
                        + ": no such directory");
        assertThat(exitStatus(process)).isEqualTo(1);
    }

    @Test
    void d02_sigtermIsAnOrderlyEnd() throws Exception {
        Process process = start(Map.of(), directory.toString(), "-p", "0");
        awaitBanner(process);

        process.destroy();

        assertThat(exitStatus(process)).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTerminalThatClosesIsAnOrderlyEnd() throws Exception {
        Process process = start(Map.of(), directory.toString(), "-p", "0");
        awaitBanner(process);

        signal("HUP", process);

        assertThat(exitStatus(process)).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withNohupItOutlivesTheTerminal() throws Exception {
        Process process = start(Map.of(), inShell("trap '' HUP", "-p", "0", directory.toString()));
        int port = awaitBanner(process);

        signal("HUP", process);

        try (Connection client = new Connection(port)) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
    }

    @Test
    void aJvmThatLeavesSignalsToTheSystemServes() throws Exception {
        Process process = start(Map.of("JDK_JAVA_OPTIONS", "-Xrs"), directory.toString(), "-p", "0");
        awaitBanner(process);

        process.toHandle().destroy();

        assertThat(errorLines(process)).anyMatch(line -> line.contains("(-Xrs)"));
    }

    @Test
    void aSecondSignalDoesNotWait() throws Exception {
        Files.write(directory.resolve("large"), new byte[50_000_000]);
        Process process = start(Map.of(), directory.toString(), "-p", "0", "--grace", "60");
        int port = awaitBanner(process);
        try (Connection inFlight = new Connection(port);
                Connection idle = new Connection(port)) {
            inFlight.get("/large").responseWithoutBody();
            idle.get("/").response();

            process.destroy();
            assertThat(idle.isClosedByServer())
                    .as("the first signal has arrived")
                    .isTrue();
            process.destroy();

            assertThat(exitStatus(process)).as("not drained").isEqualTo(3);
        }
    }

    @Test
    void theOriginalsWiringIsAnOption() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "hello");
        Process process = start(Map.of(), "--workers", "2", "-p", "0", "-d", directory.toString());

        try (Connection client = new Connection(awaitBanner(process))) {
            assertThat(client.get("/a.txt").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void d01_aPortInUseIsOneLineAndStatus1() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(Map.of(), directory.toString(), "-p", String.valueOf(other.getLocalPort()));

            assertThat(errorLines(process))
                    .containsExactly("lkg-server: cannot listen on 127.0.0.1:" + other.getLocalPort()
                            + ": port already in use. Try -p 0 for a free port.");
            assertThat(exitStatus(process)).isEqualTo(1);
        }
    }

    @Test
    void theAdminPortIsTheSecondLineOfTheBannerAndOnlyOfThisMachine() throws Exception {
        Process process = start(Map.of("LKG_ADMIN", "0"), directory.toString(), "-p", "0");
        awaitBanner(process);

        String line = process.inputReader(StandardCharsets.UTF_8).readLine();

        assertThat(line).matches("Admin on http://127\\.0\\.0\\.1:\\d+/");
        int port = Integer.parseInt(line.replaceAll(".*:|/", ""));
        try (Connection client = new Connection(port)) {
            assertThat(client.get("/health").response().text()).isEqualTo("ready\n");
        }
    }

    @Test
    void anAdminPortInUseIsOneLineAndStatus1() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StringWriter err = new StringWriter();

            int status = Main.commandLine(Map.of())
                    .setErr(new PrintWriter(err, true))
                    .execute(directory.toString(), "-p", "0", "--admin", String.valueOf(other.getLocalPort()));

            assertThat(err.toString())
                    .isEqualTo("lkg-server: cannot listen on 127.0.0.1:" + other.getLocalPort()
                            + " for --admin: port already in use. Try --admin 0 for a free port.\n");
            assertThat(status).isEqualTo(1);
        }
    }

    @Test
    void aMissingDirectoryIsOneLineAndStatus1() throws Exception {
        Path missing = directory.resolve("missing");
        Process process = start(Map.of(), missing.toString(), "-p", "0");

        assertThat(errorLines(process)).containsExactly("lkg-server: cannot serve " + missing + ": no such directory");
        assertThat(exitStatus(process)).isEqualTo(1);
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        Process process = start(Map.of(), file.toString());

        assertThat(errorLines(process)).containsExactly("lkg-server: cannot serve " + file + ": not a directory");
        assertThat(exitStatus(process)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--prot 80, Did you mean --port?",
        "-p x, 'x'",
        "-p 65536, --port must be between 0 and 65535",
        "--loops 0, --loops must",
        "--workers 0, --workers must",
        "a b, b",
        "-b no.such.host.invalid, no.such.host.invalid",
        "a -d b, twice",
        "--loops 2 --workers 2, --workers",
        "-q -v, --quiet and --verbose",
        "--max-connections 0, --max-connections must",
        "--max-requests 0, --max-requests must",
        "--max-request-line 0, --max-request-line must",
        "--max-head 0, --max-head must",
        "--max-fields 0, --max-fields must",
        "--max-body -1, --max-body must",
        "--queue 0, --queue must",
        "--cache -1, --cache must",
        "--cache much, 'much'",
        "--max-age -1, --max-age must",
        "--max-age soon, 'soon'",
        "--backlog 0, --backlog must",
        "--idle-timeout 0, --idle-timeout must",
        "--head-timeout 0, --head-timeout must",
        "--stall-timeout 0, --stall-timeout must",
        "--linger-timeout 0, --linger-timeout must",
        "--grace -1, --grace must",
        "--max-request-line 2 --max-head 1, --max-request-line (2) must not exceed --max-head (1)",
    })
    void aWrongOptionIsOneLineAndStatus2(String options, String named) throws Exception {
        Process process = start(Map.of(), options.split(" "));

        assertThat(errorLines(process))
                .singleElement()
                .asString()
                .startsWith("lkg-server: ")
                .contains(named);
        assertThat(exitStatus(process)).isEqualTo(2);
    }

    @Test
    void anEmptyAddressIsNotAnyAddress() throws Exception {
        assertThat(errorLine(start(Map.of(), "-b", ""))).contains("--bind", "empty");
    }

    @Test
    void limitsAreOptions() throws Exception {
        Process process = start(
                Map.of("LKG_MAX_FIELDS", "2"),
                directory.toString(),
                "-p",
                "0",
                "--no-listing",
                "--max-request-line",
                "20",
                "--max-requests",
                "3");
        int port = awaitBanner(process);

        try (Connection client = new Connection(port)) {
            assertThat(client.get("/").response().status())
                    .as("a directory, unlisted")
                    .isEqualTo(404);
            assertThat(client.get("/123456").response().header("Connection"))
                    .as("20 bytes of request line")
                    .isEmpty();
            assertThat(client.get("/").response().header("Connection"))
                    .as("the third request")
                    .contains("close");
        }
        try (Connection client = new Connection(port)) {
            assertThat(client.get("/1234567").response().status())
                    .as("21 bytes of request line")
                    .isEqualTo(414);
        }
        try (Connection client = new Connection(port)) {
            assertThat(client.send("GET / HTTP/1.1\nHost: a\nA: 1\nB: 2\n\n")
                            .response()
                            .status())
                    .as("three fields")
                    .isEqualTo(431);
        }
    }

    @Test
    void fieldsAreSetInEachResponse() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "hello");
        String[] options = {
            directory.toString(), "-p", "0", "--header", "X-Frame-Options: DENY", "--header=cache-control: max-age=60"
        };

        try (Connection client = new Connection(awaitBanner(start(Map.of("LKG_HEADER", "X-Other: a"), options)))) {
            Response found = client.get("/a.txt").response();
            assertThat(found.header("X-Frame-Options")).contains("DENY");
            assertThat(found.head()).contains("cache-control: max-age=60").doesNotContain("no-cache", "X-Other");
            assertThat(client.get("/missing").response().header("X-Frame-Options"))
                    .contains("DENY");
            String again = "GET /a.txt HTTP/1.1\nHost: test\nIf-None-Match: "
                    + found.header("ETag").orElseThrow() + "\n\n";
            Response notModified = client.send(again).response();
            assertThat(notModified.status()).isEqualTo(304);
            assertThat(notModified.header("X-Frame-Options")).contains("DENY");
        }
        options = new String[] {directory.toString(), "-p", "0"};
        try (Connection client = new Connection(awaitBanner(start(Map.of("LKG_HEADER", "X-Other: a, b"), options)))) {
            assertThat(client.get("/a.txt").response().header("X-Other")).contains("a, b");
        }
        assertThat(errorLine(start(Map.of("LKG_HEADER", "Date: now"), options)))
                .contains("LKG_HEADER cannot be 'Date: now'");
    }

    @Test
    void scriptsOfOtherOriginsMayReadIfAnOptionSaysSo() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "hello");
        Process process = start(Map.of(), "-p", "0", "--cors", directory.toString(), "--header", "Vary: Origin");

        try (Connection client = new Connection(awaitBanner(process))) {
            Response preflight = client.send("OPTIONS /a.txt HTTP/1.1\nHost: test\nOrigin: https://app.example\n"
                            + "Access-Control-Request-Method: GET\nAccess-Control-Request-Headers: range\n\n")
                    .response();
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Origin")).contains("*");
            assertThat(preflight.header("Access-Control-Allow-Headers")).contains("range");
            Response file = client.get("/a.txt").response();
            assertThat(file.text()).isEqualTo("hello");
            assertThat(file.header("Access-Control-Allow-Origin")).contains("*");
            assertThat(file.header("Vary")).as("--header has the last word").contains("Origin");
        }
    }

    @Test
    void theEnvironmentSetsWhatTheCommandLineDoesNot() throws Exception {
        assertThat(errorLine(start(Map.of("LKG_PORT", "x")))).contains("'x'", "LKG_PORT");
        assertThat(errorLine(start(Map.of("PORT", "y")))).contains("'y'", "PORT must");
        assertThat(errorLine(start(Map.of("LKG_PORT", "x", "PORT", "y")))).contains("'x'", "LKG_PORT");
        assertThat(errorLine(start(Map.of("LKG_LOOPS", "0")))).contains("LKG_LOOPS must");
        assertThat(errorLine(start(Map.of("LKG_IDLE_TIMEOUT", "0")))).contains("LKG_IDLE_TIMEOUT must");
        assertThat(errorLine(start(Map.of("LKG_WORKERS", "1", "LKG_LOOPS", "1"))))
                .contains("LKG_WORKERS", "LKG_LOOPS");
        assertThat(errorLine(start(Map.of("LKG_MAX_HEAD", "10"), "--max-request-line", "20")))
                .contains("--max-request-line (20) must not exceed LKG_MAX_HEAD (10)");
        assertThat(errorLine(start(Map.of("LKG_PORT", "x"), "-p", "z")))
                .contains("'z'")
                .doesNotContain("LKG_PORT");
    }

    @Test
    void whatIsTypedWinsOverTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of(
                "LKG_ROOT", "missing", "LKG_LOOPS", "0", "LKG_QUIET", "true", "LKG_VERSION", "1.0", "LKG_HELP", "me");
        awaitBanner(start(environment, directory.toString(), "--workers", "1", "-v", "-p", "0"));

        environment = Map.of("LKG_WORKERS", "0", "LKG_QUEUE", "5");
        awaitBanner(start(environment, "-d", directory.toString(), "--loops", "1", "-p", "0"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void moreConnectionsThanDescriptorsAreAWarningAtTheStart() throws Exception {
        assertThat(warnings("ulimit -n 256"))
                .singleElement()
                .asString()
                .contains("at most 8192 connections", "only 256 descriptors", "to 8256", "to 192");
        assertThat(warnings("ulimit -n 256", "--max-connections", "192")).isEmpty();
    }

    /** The JVM itself raises the soft limit to the hard one. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aSoftLimitOfDescriptorsThatTheJvmRaisesIsNoReasonToWarn() throws Exception {
        assertThat(warnings("ulimit -Sn 200; ulimit -Hn 1024", "--max-connections", "960"))
                .isEmpty();
    }

    @Test
    void helpAndVersionAreAnsweredWithStatus0() throws Exception {
        Process help = start(Map.of(), "--help");
        assertThat(help.inputReader().lines()).anyMatch(line -> line.contains("--port"));
        assertThat(exitStatus(help)).isZero();

        Process version = start(Map.of(), "-V");
        assertThat(version.inputReader().lines()).anyMatch(line -> line.startsWith("lkg-server "));
        assertThat(exitStatus(version)).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void openShowsTheAddressInTheBrowser() throws Exception {
        Path opened = directory.resolve("opened");
        Path browser = Files.writeString(
                directory.resolve("xdg-open"),
                "#!/bin/sh\necho \"$1\" > " + opened + ".new; mv " + opened + ".new " + opened);
        assertThat(browser.toFile().setExecutable(true)).isTrue();
        String path = directory + ":" + System.getenv("PATH");

        int port = awaitBanner(start(Map.of("PATH", path), directory.toString(), "-p", "0", "--open"));
        await("the browser").until(() -> Files.exists(opened));
        assertThat(opened).hasContent("http://127.0.0.1:" + port + "/");

        Files.delete(opened);
        start(Map.of("PATH", path), directory.toString(), "-q", "-p", "0", "--open", "-b", "0.0.0.0");
        await("the browser").until(() -> Files.exists(opened));
        assertThat(Files.readString(opened))
                .as("any address is none that a browser can open")
                .matches("http://localhost:\\d+/\\s*");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutABrowserOneLineSaysSoAndTheServerServes() throws Exception {
        Path none = Files.createDirectory(directory.resolve("none"));
        Path failing = Files.createDirectory(directory.resolve("failing"));
        Path browser = Files.writeString(failing.resolve("xdg-open"), "#!/bin/sh\necho no display >&2; exit 3\n");
        assertThat(browser.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("a.txt"), "hello");

        for (Path path : List.of(none, failing)) {
            Process process = start(Map.of("PATH", path.toString()), directory.toString(), "-p", "0", "--open");
            int port = awaitBanner(process);

            BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
            await("the line that says so").until(err::ready);
            assertThat(err.readLine())
                    .isEqualTo("lkg-server: cannot open a browser. Open http://127.0.0.1:" + port + "/ yourself.");
            try (Connection client = new Connection(port)) {
                assertThat(client.get("/a.txt").response().text()).isEqualTo("hello");
            }
        }
    }

    // Helpers

    /** A client's connection, with blocking calls. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            in = socket.getInputStream();
        }

        Connection get(String target) throws IOException {
            return send("GET " + target + " HTTP/1.1\nHost: test\n\n");
        }

        Connection send(String text) throws IOException {
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Response response() throws IOException {
            Response head = responseWithoutBody();
            int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
            return new Response(head.head(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        Response responseWithoutBody() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                assertThat(next).as("the byte behind '" + head + "'").isNotEqualTo(-1);
                head.append((char) next);
            }
            return new Response(head.toString(), "");
        }

        boolean isClosedByServer() throws IOException {
            return in.read() == -1;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private record Response(String head, String text) {

        int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst();
        }
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        return start(environment, command(arguments));
    }

    /** What a server under these limits says on standard error until it is stopped. */
    private List<String> warnings(String limits, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-p", "0", directory.toString()));
        Process process = start(Map.of(), inShell(limits, arguments.toArray(String[]::new)));
        awaitBanner(process);
        // Unlike Process.destroy, this leaves the streams open.
        process.toHandle().destroy();
        return errorLines(process);
    }

    /** The command in a process that a shell has prepared by {@code preparation}. */
    private static List<String> inShell(String preparation, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", preparation + "; exec \"$@\"", "sh"));
        command.addAll(command(arguments));
        return command;
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ForkedServer.classPath(),
                "lkg.server.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LKG_") || name.equals("PORT"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static int awaitBanner(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).as("first line of output").isNotNull();
        Matcher banner = BANNER.matcher(line);
        assertThat(banner.matches()).as(line).isTrue();
        return Integer.parseInt(banner.group(2));
    }

    private static List<String> errorLines(Process process) throws IOException {
        return process.errorReader(StandardCharsets.UTF_8).lines().toList();
    }

    private static String errorLine(Process process) throws IOException {
        List<String> lines = errorLines(process);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static int exitStatus(Process process) throws InterruptedException {
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("the process ends").isTrue();
        return process.exitValue();
    }
}
