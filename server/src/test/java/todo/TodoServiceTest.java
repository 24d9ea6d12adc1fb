package todo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import lkg.http.HttpRequest;
import lkg.server.InMemoryClient;
import lkg.server.ReceivedResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example service, tested without a network. */
class TodoServiceTest {

    @TempDir
    Path files;

    private final TodoService service = new TodoService();
    private final CompletableFuture<String> tip = new CompletableFuture<>();
    private InMemoryClient client;

    @BeforeEach
    void connect() throws IOException {
        client = InMemoryClient.of(service.server(files, todo -> tip));
    }

    @AfterEach
    void leave() {
        client.close();
    }

    @Test
    void aTodoThatWasAddedCanBeRead() throws IOException {
        ReceivedResponse added = add("milk");

        assertThat(added.status()).isEqualTo(201);
        ReceivedResponse read = get(added.headers().first("Location").orElseThrow());
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.headers().first("Content-Type")).contains("application/json");
        assertThat(read.text()).isEqualTo(added.text()).contains("\"title\":\"milk\"");
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() throws IOException {
        byte[] body = "title=milk".getBytes(StandardCharsets.UTF_8);

        assertThat(client.send(HttpRequest.post("/todos", "text/plain", body)).status())
                .isEqualTo(400);
        assertThat(get("/todos").text()).isEqualTo("[]");
    }

    @Test
    void theListCanBeSearched() throws IOException {
        add("milk");
        add("bread & butter");

        assertThat(get("/todos").text()).contains("milk", "bread & butter");
        assertThat(get("/todos?contains=%26").text()).contains("bread & butter").doesNotContain("milk");
    }

    @Test
    void whatIsMissingIsAnsweredWithThePageForErrors() throws IOException {
        for (String missing : new String[] {"/todos/7", "/nothing", "/static/nothing"}) {
            ReceivedResponse response = get(missing);

            assertThat(response.status()).isEqualTo(404);
            assertThat(response.text()).isEqualTo("<h1>Nothing here</h1>");
        }
    }

    @Test
    void filesAreServedBelowTheirPrefix() throws IOException {
        Files.writeString(files.resolve("style.css"), "h1 { color: green }");

        assertThat(get("/static/style.css").text()).isEqualTo("h1 { color: green }");
    }

    @Test
    void subscribersAreToldOfEachTodo() throws IOException {
        try (InMemoryClient subscriber = InMemoryClient.of(service.server(files, todo -> tip))) {
            subscriber.begin(HttpRequest.get("/live"));

            add("milk");
            subscriber.receiveUntil("data: milk\n\n");
            add("bread");
            subscriber.receiveUntil("data: bread\n\n");
        }
    }

    @Test
    void aTipComesWhenTheBackendHasIt() throws IOException {
        client.begin(HttpRequest.get(add("milk").headers().first("Location").orElseThrow() + "/tip"));

        tip.complete("at the corner shop");

        assertThat(client.receiveUntil("shop")).contains("200 OK", "at the corner shop");
    }

    @Test
    void healthIsAnsweredWhileNoThreadIsFree() throws IOException {
        client = InMemoryClient.of(service.server(files, todo -> tip).executor(task -> {
            throw new RejectedExecutionException();
        }));

        assertThat(get("/todos").status()).isEqualTo(503);
        assertThat(get("/health").status()).isEqualTo(200);
    }

    @Test
    void healthTellsHowManyRequestsWereAnsweredAndHow() throws IOException {
        get("/todos");
        get("/nothing");
        get("/todos");

        assertThat(get("/health").text()).isEqualTo("answered: {200=2, 404=1}");
    }

    private ReceivedResponse get(String target) throws IOException {
        return client.send(HttpRequest.get(target));
    }

    private ReceivedResponse add(String title) throws IOException {
        byte[] body = ("{\"title\":\"" + title + "\"}").getBytes(StandardCharsets.UTF_8);
        return client.send(HttpRequest.post("/todos", "application/json", body));
    }
}
