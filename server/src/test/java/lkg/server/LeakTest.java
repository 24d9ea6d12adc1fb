package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lkg.http.HttpResponse;
import lkg.server.files.StaticFiles;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that break off anywhere leave no connection, no open file and no descriptor behind. */
class LeakTest {

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
            // The loop lets go of a descriptor when it next selects. What an answer that was never sent had open, goes
            // with
            // it.
            await("each descriptor is closed").until(() -> {
                System.gc();
                return openDescriptors() <= descriptors;
            });
            try (Client client = new Client(server.port())) {
                assertThat(client.get("/").response().status())
                        .as("it still answers")
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wiring.class)
    void clientsThatBreakOffEndWhatWasBegunForThem(Wiring wiring) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Handler handler = Routes.create()
                .get("/future", Handler.async(request -> {
                    begun.incrementAndGet();
                    CompletableFuture<HttpResponse> never = new CompletableFuture<>();
                    never.whenComplete((response, failure) -> ended.incrementAndGet());
                    return never;
                }))
                .get("/events", Handler.events(stream -> {
                    begun.incrementAndGet();
                    stream.onEnded(ended::incrementAndGet);
                }))
                .get(
                        "/stream",
                        request -> HttpResponse.stream("text/plain", out -> {
                            begun.incrementAndGet();
                            try {
                                while (true) {
                                    out.write(new byte[10_000]);
                                }
                            } finally {
                                ended.incrementAndGet();
                            }
                        }))
                .post("/upload", Handler.streaming(request -> {
                    begun.incrementAndGet();
                    try {
                        return HttpResponse.text(200, request.body().text());
                    } finally {
                        ended.incrementAndGet();
                    }
                }));
        List<String> requests = List.of(
                "GET /future HTTP/1.1\nHost: a\n\n",
                "GET /events HTTP/1.1\nHost: a\n\n",
                "GET /stream HTTP/1.1\nHost: a\n\n",
                "POST /upload HTTP/1.1\nHost: a\nContent-Length: 1000\n\nhalf of it",
                "POST /upload HTTP/1.1\nHost: a\nContent-Length: 4\n\nbodyGET /future HTTP/1.1\nHost: a\n\n");
        Random random = new Random(1);
        try (LkgServer server =
                LkgServer.builder().port(0).wiring(wiring).handler(handler).start()) {
            for (int i = 0; i < ROUNDS; i++) {
                Client client = new Client(server.port(), 4096);
                client.send(requests.get(i % requests.size()));
                if (i % requests.size() == 2 && random.nextBoolean()) {
                    client.body().readNBytes(random.nextInt(100_000));
                }
                if (random.nextBoolean()) {
                    client.close();
                } else {
                    client.reset();
                }
            }

            await("each connection is closed").until(() -> server.openConnections() == 0);
            await("all that was begun has ended").until(() -> begun.get() == ended.get());
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
        try (Stream<Path> descriptors = Files.list(OpenFiles.DESCRIPTORS)) {
            return descriptors.count();
        }
    }
}
