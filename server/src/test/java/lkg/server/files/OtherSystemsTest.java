package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import lkg.http.HttpRequest;
import lkg.server.InMemoryClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of systems that lack what Linux has: inodes' times of change, keys of files, directories that are held open. */
class OtherSystemsTest {

    static Stream<Configuration> systems() {
        return Stream.of(Configuration.windows(), Configuration.osX());
    }

    @ParameterizedTest
    @MethodSource("systems")
    void filesAreServedListedAndSeenToChange(Configuration system) throws Exception {
        try (FileSystem files = Jimfs.newFileSystem(system)) {
            Path root = Files.createDirectory(files.getPath("served"));
            Path file = Files.writeString(root.resolve("file.txt"), "hello");
            Files.write(Files.createDirectory(root.resolve("sub")).resolve("large"), new byte[100_000]);

            try (InMemoryClient client = InMemoryClient.of(StaticFiles.of(root))) {
                assertThat(client.send(HttpRequest.get("/file.txt")).text()).isEqualTo("hello");
                assertThat(client.send(HttpRequest.get("/")).text()).contains("file.txt", "sub/");
                assertThat(client.send(HttpRequest.get("/sub/large")).text()).hasSize(100_000);
                assertThat(client.send(HttpRequest.get("/sub/none")).status()).isEqualTo(404);

                Files.writeString(file, "changed");

                assertThat(client.send(HttpRequest.get("/file.txt")).text()).isEqualTo("changed");
            }
        }
    }
}
