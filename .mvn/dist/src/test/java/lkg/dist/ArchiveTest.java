package lkg.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked in another place than the one it was made in. */
@Tag("programs")
class ArchiveTest {

    /** No program can be found, so no Java either. */
    private static final Map<String, String> NO_PROGRAMS = Map.of("PATH", "");

    /** The JVM then refuses to start without the archive. */
    private static final String ARCHIVE_OR_NOTHING =
            Runtime.version().feature() >= 25 ? "-XX:AOTMode=on" : "-Xshare:on";

    @TempDir
    private static Path directory;

    private static Path folder;

    @BeforeAll
    static void unpack() throws Exception {
        folder = Built.unpackedArchive(directory);
    }

    @Test
    void serverRunsWhereNoJavaIsInstalled() throws Exception {
        Path site = Files.createDirectories(directory.resolve("site"));
        Files.writeString(site.resolve("index.html"), "a page");

        try (RunningServer server = new RunningServer(List.of(launcher(), "-p", "0", site.toString()), NO_PROGRAMS)) {
            assertThat(server.get("/").body()).isEqualTo("a page");
            assertThat(server.stop()).as("exit status").isZero();
        }
    }

    /** The JVM does not say so if it starts without its archive of classes. It only is slower. */
    @Test
    void nearlyAllClassesComeFromTheArchiveOfClasses() throws Exception {
        Path log = directory.resolve("classes.log");
        Map<String, String> environment =
                Map.of("PATH", "", "JAVA_OPTS", ARCHIVE_OR_NOTHING + " -Xlog:class+load:file=" + log);

        try (RunningServer server = new RunningServer(List.of(launcher(), "-p", "0"), environment)) {
            server.get("/");
            server.stop();
        }

        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).as("classes loaded by a server that has answered").hasSizeGreaterThan(1000);
        assertThat(loaded.stream()
                        .filter(line -> !line.contains("shared objects file"))
                        .toList())
                .as("of %d classes, those that did not come from the archive", loaded.size())
                .hasSizeLessThan(loaded.size() / 10);
    }

    /** They run in a process of their own, from the same files. */
    @Test
    void theLivePictureStartsItsClients() throws Exception {
        HttpClient http = HttpClient.newHttpClient();

        try (RunningServer server = new RunningServer(List.of(launcher(), "-p", "0", "--watch"), NO_PROGRAMS)) {
            URI page = server.livePicture();
            HttpRequest visit = HttpRequest.newBuilder(page.resolve("/visit/nonsense"))
                    .POST(BodyPublishers.noBody())
                    .build();
            assertThat(http.send(visit, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
            HttpRequest events = HttpRequest.newBuilder(page.resolve("/events")).build();
            Stream<String> lines = http.send(events, BodyHandlers.ofLines()).body();

            assertThat(lines.anyMatch(line -> line.contains("400 Bad Request")))
                    .as("a client says that it was refused")
                    .isTrue();
        }
    }

    @Test
    void versionIsTheProjects() throws IOException, InterruptedException {
        assertThat(Processes.run(List.of(launcher(), "--version"))).contains("lkg-server " + Built.VERSION);
    }

    @Test
    void licencesGoWithWhatTheyAreFor() {
        assertThat(List.of(
                        "lkg-server.cdx.json",
                        "legal/java.base/LICENSE",
                        "legal/lkg.app/THIRD-PARTY.txt",
                        "legal/lkg.app/Apache-2.0.txt"))
                .allSatisfy(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
    }

    private static String launcher() {
        return folder.resolve("bin/lkg-server").toString();
    }
}
