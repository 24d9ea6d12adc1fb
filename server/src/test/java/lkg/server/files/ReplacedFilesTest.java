package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.server.Client;
import lkg.server.LkgServer;
import lkg.server.Wiring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files are replaced while they are served. */
class ReplacedFilesTest {

    private static final int CLIENTS = 6;
    private static final int REQUESTS = 1_000;

    /** Each version of the file is so many times one letter: one is kept in memory, two are sent from the file. */
    private static final List<String> VERSIONS = List.of("a".repeat(5_000), "b".repeat(20_000), "c".repeat(50_000));

    @TempDir
    Path folder;

    private Path root;

    /** The number of the last version that is there, and of the one that is on its way. */
    private final AtomicInteger done = new AtomicInteger();

    private final AtomicInteger begun = new AtomicInteger();

    private final Map<String, Character> letterOfTag = new ConcurrentHashMap<>();
    private final List<String> faults = new ArrayList<>();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        putVersion(0, root.resolve("page.txt"));
    }

    @ParameterizedTest
    @EnumSource(Wiring.class)
    void eachResponseIsOfOneFileAndNotOlderThanItsRequest(Wiring wiring) throws Exception {
        whileClientsAsk(root, wiring, REQUESTS, () -> putVersion(begun.get(), root.resolve("page.txt")));
    }

    /** A deployment swaps a link, and deletes what it led to. */
    @Test
    void aReleaseThatIsSwappedIsServedWithoutAGap() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("current"), release(0));

        whileClientsAsk(link, Wiring.INLINE, REQUESTS / 4, () -> {
            int version = begun.get();
            release(version);
            Path next = Files.createSymbolicLink(folder.resolve("next"), Path.of("release" + version));
            Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
            Path old = folder.resolve("release" + (version - 1));
            Files.delete(old.resolve("page.txt"));
            Files.delete(old);
        });
    }

    private Path release(int version) throws IOException {
        Path release = Files.createDirectories(folder.resolve("release" + version));
        Files.writeString(release.resolve("page.txt"), text(version));
        return release;
    }

    private static void putVersion(int version, Path file) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), text(version));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String text(int version) {
        return VERSIONS.get(version % VERSIONS.size());
    }

    private interface Replacement {
        void make() throws IOException;
    }

    private void whileClientsAsk(Path served, Wiring wiring, int requests, Replacement replacement) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .wiring(wiring)
                .maxRequestsPerConnection(REQUESTS + 1)
                .handler(StaticFiles.of(served))
                .start()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    askAndCheck(server.port(), requests);
                    return null;
                }));
            }
            while (clients.stream().anyMatch(client -> !client.isDone())) {
                begun.incrementAndGet();
                replacement.make();
                done.set(begun.get());
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(faults).as("wrong answers").isEmpty();
        assertThat(done.get()).as("replacements").isGreaterThan(10);
    }

    private void askAndCheck(int port, int requests) throws IOException {
        try (Client client = new Client(port)) {
            for (int i = 0; i < requests; i++) {
                int oldest = done.get();
                Client.Response response =
                        client.send("GET /page.txt HTTP/1.1\nHost: a\n\n").response();
                int newest = begun.get();
                String fault = fault(response, oldest, newest);
                if (!fault.isEmpty()) {
                    synchronized (faults) {
                        faults.add(fault);
                    }
                    return;
                }
            }
        }
    }

    private String fault(Client.Response response, int oldest, int newest) {
        String text = response.text();
        if (response.status() != 200) {
            return "status " + response.status() + " " + text;
        }
        int index = VERSIONS.indexOf(text);
        if (index < 0) {
            return text.length() + " bytes that begin with " + text.charAt(0) + " and end with "
                    + text.charAt(text.length() - 1);
        }
        boolean isFreshEnough = newest - oldest >= VERSIONS.size();
        for (int version = oldest; version <= newest; version++) {
            isFreshEnough |= version % VERSIONS.size() == index;
        }
        if (!isFreshEnough) {
            return "version " + index + ", though it was version " + oldest + " to " + newest;
        }
        String tag = response.header("ETag").orElse("");
        Character other = tag.startsWith("\"") ? letterOfTag.putIfAbsent(tag, text.charAt(0)) : null;
        return other == null || other == text.charAt(0) ? "" : "the tag " + tag + " is that of another content, too";
    }
}
