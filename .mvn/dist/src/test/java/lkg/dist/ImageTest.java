package lkg.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The container image, without a container engine: its layers are unpacked, and its command is run with that folder as
 * the root, as process 1 of a process namespace, by the user that the image names.
 */
@Tag("programs")
class ImageTest {

    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    @TempDir
    private static Path directory;

    private static Path root;
    private static JsonNode config;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Processes.run(List.of("tar", "-xf", Built.image().toString(), "-C", directory.toString()));
        root = Files.createDirectory(directory.resolve("root"));
        for (JsonNode layer : read("manifest.json").get(0).get("Layers")) {
            String file = directory.resolve(layer.asText()).toString();
            Processes.run(List.of("tar", "-xzf", file, "-C", root.toString()));
        }
        config = read("config.json").get("config");
    }

    @Test
    void theJvmIsProcess1AndEndsWithStatus0() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root may change the root directory");
        assumeTrue(Files.exists(UNSHARE), "this system has no " + UNSHARE);
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("srv/index.html"), "a page");

        try (RunningServer server = new RunningServer(command(), environment())) {
            assertThat(server.get("/").body()).isEqualTo("a page");
            assertThat(server.stop()).as("exit status").isZero();
        }
    }

    @Test
    void noShellIsInTheImage() {
        assertThat(root.resolve("bin")).doesNotExist();
        assertThat(root.resolve("usr/bin")).doesNotExist();
    }

    @Test
    void theUserIsNotRoot() {
        assertThat(config.get("User").asText()).isEqualTo("65532:65532");
    }

    @Test
    void licencesOfTheSystemsLibrariesGoWithThem() {
        assertThat(root.resolve("usr/share/doc/system-libraries/LGPL-2.1.txt")).isNotEmptyFile();
    }

    private static List<String> command() {
        String[] user = config.get("User").asText().split(":");
        List<String> command = new ArrayList<>(
                List.of(UNSHARE.toString(), "--mount", "--pid", "--fork", "--mount-proc", "--root=" + root));
        command.addAll(List.of("--setuid=" + user[0], "--setgid=" + user[1]));
        command.add("--wd=" + config.get("WorkingDir").asText());
        config.get("Entrypoint").forEach(word -> command.add(word.asText()));
        return command;
    }

    /** The image's, and any free port. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("LKG_PORT", "0"));
        config.get("Env").forEach(variable -> {
            String[] nameAndValue = variable.asText().split("=", 2);
            environment.put(nameAndValue[0], nameAndValue[1]);
        });
        return environment;
    }

    private static JsonNode read(String file) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(file).toFile());
    }
}
