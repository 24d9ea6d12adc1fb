package lkg.server.files;

import static lkg.server.files.ServedDirectory.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.ForkedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure says nothing about the file, so it is no 404; and files that tell a wrong length. */
@EnabledOnOs(OS.LINUX)
class LookUpFailureTest {

    @TempDir
    Path root;

    /** Nothing is mapped at address 0, so the kernel reports an I/O error. */
    @Test
    void aFileThatCannotBeReadIsNotMissing() throws IOException {
        StaticFiles files = StaticFiles.of(Path.of("/proc/self"));

        assertThatThrownBy(() -> files.handle(request("GET", "/mem")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoSuchFileException.class);
    }

    @Test
    void withoutDescriptorsAFileIsNotMissing() throws Exception {
        Files.writeString(root.resolve("page.html"), "content");
        Path log = root.resolve("log");
        try (ForkedServer server = new ForkedServer(
                        List.of("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh"),
                        Map.of(),
                        Class.forName("lkg.server.cli.Main"),
                        ProcessBuilder.Redirect.to(log.toFile()),
                        "-p",
                        "0",
                        root.toString());
                Client client = new Client(server.port)) {
            get(client, "/other.html");
            List<Client> hoard = new ArrayList<>();
            try {
                int status = 200;
                for (int i = 0; i < 200 && status == 200; i++) {
                    hoard.add(new Client(server.port).send("GET"));
                    status = get(client, "/page.html?" + i).status();
                    // The next look-up finds nothing remembered.
                    Files.writeString(root.resolve("page.html"), "content " + i);
                }
                assertThat(status)
                        .as("the status once there are no descriptors")
                        .isIn(500, 503);
                await("a line in the log").until(() -> Files.readString(log).contains("page.html"));
            } finally {
                for (Client idle : hoard) {
                    idle.close();
                }
            }
        }
    }

    private static Client.Response get(Client client, String target) throws IOException {
        return client.send("GET " + target + " HTTP/1.1\nHost: a\n\n").response();
    }

    /** The kernel makes them up when they are read, and tells a length of 0, or of a page. */
    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/status", "/proc/meminfo", "/sys/class/net/lo/mtu", "/proc/self/smaps"})
    void aFileThatTellsAWrongLengthIsSentAsItReads(String path) throws IOException {
        Path file = Path.of(path);
        StaticFiles files = StaticFiles.of(file.getParent());

        HttpResponse response = files.handle(request("GET", "/" + file.getFileName()));

        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.body().length())
                .as("the length of %s, of which the system says %d", path, Files.size(file))
                .isGreaterThan(0)
                .isNotEqualTo(Files.size(file));
        assertThat(response.body().toString()).hasSize((int) response.body().length());
    }

    /** As of a log that is written all the time: what its head says is true of the open file, so it can be sent. */
    @Test
    void aLargeFileOfWhichTheSystemTellsNoStateIsSent() throws IOException {
        // The system takes no path of this length.
        Path deep = Files.createDirectories(root.resolve(("d".repeat(250) + "/").repeat(10)));
        Path deeper = Files.createDirectories(root.resolve(("e".repeat(250) + "/").repeat(10)));
        Files.writeString(deeper.resolve("large.log"), "a".repeat(100_000));
        Path top = root.resolve("e".repeat(250));
        Files.move(top, deep.resolve("e".repeat(250)));
        try {
            HttpResponse response = StaticFiles.of(root)
                    .handle(request(
                            "GET",
                            ("/" + "d".repeat(250)).repeat(10) + ("/" + "e".repeat(250)).repeat(10) + "/large.log"));

            assertThat(response.status()).as("the status").isEqualTo(200);
            assertThat(ServedDirectory.content(response)).as("the content").isEqualTo("a".repeat(100_000));
            assertThat(ServedDirectory.field(response, "ETag")).as("the tag").isEmpty();
        } finally {
            // So that it can be deleted.
            Files.move(deep.resolve("e".repeat(250)), top);
        }
    }

    @Test
    void aDeadEndIsNoFailure() throws IOException {
        Files.writeString(root.resolve("file"), "");
        Files.createSymbolicLink(root.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(root.resolve("circle"), Path.of("circle"));
        Files.createSymbolicLink(root.resolve("a"), Path.of("b/x"));
        Files.createSymbolicLink(root.resolve("b"), Path.of("a/y"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nothing"));
        StaticFiles files = StaticFiles.of(root);

        for (String path : List.of(
                "/file/x",
                "/link/x",
                "/circle",
                "/circle/x",
                "/a",
                "/a/z",
                "/dangling",
                "/dangling/x",
                "/nothing/x",
                "/" + "n".repeat(256),
                "/" + "n".repeat(255) + "/x")) {
            assertThat(files.handle(request("GET", path)).status()).as(path).isEqualTo(404);
        }
    }
}
