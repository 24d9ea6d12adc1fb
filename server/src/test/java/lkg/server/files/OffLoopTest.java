package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpException;
import lkg.server.Client;
import lkg.server.LkgServer;
import lkg.server.Wiring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may wait for the disk, or takes long, is not done by an event loop, and is bounded. */
class OffLoopTest {

    @TempDir
    Path root;

    /** Tasks that wait until the test runs them, as if the disk were slow. */
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @BeforeEach
    void makeFiles() throws IOException {
        Files.writeString(root.resolve("known.html"), "known");
        Files.writeString(root.resolve("new.html"), "new");
        Files.createDirectory(root.resolve("folder"));
    }

    /** With clocks ahead, since a file that has just been changed is looked up each time. */
    private LkgServer serve(Executor executor) throws IOException {
        ServedDirectory served = new ServedDirectory(StaticFiles.builder(root), root, Duration.ofSeconds(10));
        return LkgServer.builder()
                .port(0)
                .loops(1)
                .wiring(Wiring.INLINE)
                .executor(executor)
                .handler(served.files)
                .start();
    }

    private static Client ask(Client client, String path) throws IOException {
        return client.send("GET " + path + " HTTP/1.1\nHost: a\n\n");
    }

    private void runNextTask() throws InterruptedException {
        Runnable task = tasks.poll(10, TimeUnit.SECONDS);
        assertThat(task).as("a task for the executor").isNotNull();
        task.run();
    }

    @Test
    void aKnownFileIsAnsweredWhileTheDiskIsSlow() throws Exception {
        try (LkgServer server = serve(tasks::add);
                Client first = new Client(server.port());
                Client second = new Client(server.port());
                Client third = new Client(server.port())) {
            ask(first, "/known.html");
            runNextTask();
            assertThat(first.response().text()).isEqualTo("known");
            ask(second, "/new.html");
            ask(third, "/folder/");

            for (int i = 0; i < 100; i++) {
                assertThat(ask(first, "/known.html").response().text()).isEqualTo("known");
            }

            runNextTask();
            runNextTask();
            assertThat(second.response().text()).isEqualTo("new");
            assertThat(third.response().status()).isEqualTo(200);
        }
    }

    @Test
    void tooManyLookUpsAreRefusedAtOnceAndKnownFilesAreNot() throws Exception {
        Executor full = task -> {
            if (tasks.isEmpty()) {
                tasks.add(task);
            } else {
                throw new RejectedExecutionException("full");
            }
        };
        try (LkgServer server = serve(full);
                Client client = new Client(server.port());
                Client waiting = new Client(server.port())) {
            ask(client, "/known.html");
            runNextTask();
            client.response();
            ask(waiting, "/new.html");
            Runnable held = tasks.poll(10, TimeUnit.SECONDS);
            tasks.add(held);

            Client.Response refused = ask(client, "/folder/").response();

            assertThat(refused.status()).as("the status").isEqualTo(503);
            assertThat(refused.header("Retry-After")).as("the field").contains("1");
            assertThat(ask(client, "/known.html").response().status())
                    .as("the status of the known file")
                    .isEqualTo(200);
            runNextTask();
            assertThat(waiting.response().text()).isEqualTo("new");
        }
    }

    /** A page of many names takes time and memory. */
    @Test
    void onlySomeLargeDirectoriesAreListedAtATime() throws Exception {
        for (int i = 0; i < 1_001; i++) {
            Files.createFile(root.resolve("folder/file" + i));
        }
        DirectoryListing busy = new DirectoryListing(Root.of(root), 0);

        assertThatThrownBy(() -> busy.page(List.of("folder"), ListingOrder.DEFAULT))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(503));
        assertThat(busy.page(List.of(), ListingOrder.DEFAULT)).as("a small one").isNotEmpty();
        for (int i = 0; i < 1_001; i++) {
            Files.createFile(root.resolve(".hidden" + i));
        }
        assertThatThrownBy(() -> busy.page(List.of(), ListingOrder.DEFAULT))
                .as("one of many hidden names")
                .isInstanceOf(HttpException.class);
        DirectoryListing idle = new DirectoryListing(Root.of(root), 1);
        for (int i = 0; i < 3; i++) {
            assertThat(idle.page(List.of("folder"), ListingOrder.DEFAULT))
                    .as("the page, one after the other")
                    .isNotEmpty();
        }
    }
}
