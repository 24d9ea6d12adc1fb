package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import lkg.server.files.StaticFiles;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that break off anywhere leave no connection, no open file and no descriptor behind. */
class LeakTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @EnumSource(Wiring.class)
    @EnabledOnOs(OS.LINUX)
    void clientsThatBreakOffLeaveNothingBehind(Wiring wiring, @TempDir Path directory) throws Exception {
        Files.write(directory.resolve("large"), new byte[2_000_000]);
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .wiring(wiring)
                .handler(StaticFiles.of(directory))
                .start()) {
            breakOff(server, 20, new Random(0)); // loads classes and opens what stays open
            await().until(() -> server.openConnections() == 0);
            long descriptors = openDescriptors();

            breakOff(server, ROUNDS, new Random(1));

            await("each connection is closed").until(() -> server.openConnections() == 0);
            // The loop lets go of a descriptor when it next selects.
            await("each descriptor is closed").until(() -> openDescriptors() <= descriptors);
            try (Client client = new Client(server.port())) {
                assertThat(client.get("/").response().status())
                        .as("it still answers")
                        .isEqualTo(200);
            }
        }
    }

    private static void breakOff(LkgServer server, int rounds, Random random) throws IOException {
        String request = "GET /large HTTP/1.1\nHost: a\n\n";
        for (int i = 0; i < rounds; i++) {
            try (Client client = new Client(server.port(), 4096)) {
                switch (i % 5) {
                    case 0 -> client.send(request.substring(0, random.nextInt(request.length())));
                    case 1 -> client.send(request);
                    case 2 -> client.send(request).body().readNBytes(random.nextInt(100_000));
                    case 3 -> client.send(request.repeat(1 + random.nextInt(5)));
                    default -> client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 1000\n\nhalf of it");
                }
            }
        }
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.count();
        }
    }
}
