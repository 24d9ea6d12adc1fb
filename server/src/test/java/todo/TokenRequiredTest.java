package todo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Filter;
import lkg.server.Handler;
import lkg.server.InMemoryClient;
import org.junit.jupiter.api.Test;

/** When a request is refused: by the choice of an endpoint at its head, by a filter once its body is in memory. */
class TokenRequiredTest {

    private static final String UNFINISHED = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n";

    private final AtomicInteger handled = new AtomicInteger();
    private final Handler handler = request -> {
        handled.incrementAndGet();
        return HttpResponse.text(200, request.body().text());
    };

    @Test
    void aRequestWithoutTheTokenIsRefusedAtItsHead() throws IOException {
        try (InMemoryClient client = InMemoryClient.of(new TokenRequired("secret", handler))) {
            client.begin(UNFINISHED + "Expect: 100-continue\r\n\r\n");

            assertThat(client.receiveUntil("required\n"))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("Connection: close");
            assertThat(handled).hasValue(0);
        }
    }

    @Test
    void aRequestWithTheTokenIsHandled() throws IOException {
        byte[] body = "milk".getBytes(StandardCharsets.UTF_8);
        try (InMemoryClient client = InMemoryClient.of(new TokenRequired("secret", handler))) {
            HttpRequest request = HttpRequest.post("/", "text/plain", body);

            assertThat(client.send(request.withHeader("Authorization", "Bearer secret"))
                            .text())
                    .isEqualTo("milk");
        }
    }

    @Test
    void aFilterRefusesOnlyOnceTheBodyIsThere() throws IOException {
        Filter filter = Filter.before(request -> Optional.of(HttpResponse.text(401, "401 no\n")));
        try (InMemoryClient client = InMemoryClient.of(handler.filtered(filter))) {
            client.begin(UNFINISHED + "Expect: 100-continue\r\n\r\n");
            assertThat(client.receiveUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            client.begin("milk!");

            assertThat(client.receiveUntil("no\n")).startsWith("HTTP/1.1 401 ");
            assertThat(handled).hasValue(0);
        }
    }

    @Test
    void aFilterSeesTheResponseOfOneFurtherIn() throws IOException {
        Filter inner = Filter.before(request -> Optional.of(HttpResponse.text(401, "401 no\n")));
        Filter outer = Filter.after((request, response) -> response.withHeader("X-Seen", response.status() + ""));
        try (InMemoryClient client = InMemoryClient.of(handler.filtered(inner).filtered(outer))) {
            assertThat(client.send(HttpRequest.get("/")).headers().first("X-Seen"))
                    .contains("401");
        }
    }
}
