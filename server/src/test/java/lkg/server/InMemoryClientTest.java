package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.Source;
import org.junit.jupiter.api.Test;

class InMemoryClientTest {

    private static final HttpRequest REQUEST = HttpRequest.get("/");
    private static final Handler ECHO = request -> HttpResponse.text(
            200,
            request.method() + " " + request.target() + " " + request.body().text());

    @Test
    void sendsTheRequestAndReturnsTheResponse() throws IOException {
        try (InMemoryClient client = InMemoryClient.of(ECHO)) {
            byte[] body = "größer".getBytes(StandardCharsets.UTF_8);
            ReceivedResponse response = client.send(HttpRequest.post("/a?b=c", "text/plain", body));

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers().first("content-type")).contains("text/plain; charset=utf-8");
            assertThat(response.text()).isEqualTo("POST /a?b=c größer");
        }
    }

    @Test
    void sendsTheFieldsOfTheRequest() throws IOException {
        Handler handler = request -> HttpResponse.text(
                200, request.headers().all("Host") + " " + request.headers().all("A"));
        try (InMemoryClient client = InMemoryClient.of(handler)) {
            assertThat(client.send(REQUEST.withHeader("A", "1").withHeader("A", "2"))
                            .text())
                    .isEqualTo("[localhost] [1, 2]");
            assertThat(client.send(REQUEST.withHeader("Host", "example.org")).text())
                    .isEqualTo("[example.org] []");
        }
    }

    @Test
    void keepsTheConnectionForFurtherRequests() throws IOException {
        Recorder recorder = new Recorder();
        try (InMemoryClient client = InMemoryClient.of(recorded(ECHO, recorder))) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.send(HttpRequest.get("/" + i)).text()).isEqualTo("GET /" + i + " ");
            }
        }

        assertThat(recorder.events).hasSize(7).startsWith("opened").endsWith("closed CLIENT_CLOSED");
    }

    @Test
    void theResponseToHeadHasNoBody() throws IOException {
        try (InMemoryClient client = InMemoryClient.of(ECHO)) {
            ReceivedResponse head = client.send(HttpRequest.of("HEAD", "/"));

            assertThat(head.headers().first("Content-Length")).contains("7");
            assertThat(head.body()).isEmpty();
            assertThat(client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").body()).isEmpty();
            assertThat(client.send(REQUEST).text()).isEqualTo("GET / ");
        }
    }

    @Test
    void chunksAreJoined() throws IOException {
        Handler handler = request -> HttpResponse.stream("text/plain", out -> {
            for (int i = 0; i < 100; i++) {
                out.write("0123456789".repeat(200).getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        });
        try (InMemoryClient client = InMemoryClient.of(handler)) {
            for (int i = 0; i < 2; i++) {
                ReceivedResponse response = client.send(REQUEST);

                assertThat(response.headers().first("Transfer-Encoding")).contains("chunked");
                assertThat(response.text()).isEqualTo("0123456789".repeat(20_000));
            }
        }
    }

    @Test
    void aBodyMayEndWithTheConnection() throws IOException {
        Handler handler = request -> HttpResponse.stream("text/plain", out -> out.write('a'));
        try (InMemoryClient client = InMemoryClient.of(handler)) {
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").text()).isEqualTo("a");
            assertThatThrownBy(() -> client.send(REQUEST)).hasMessage("the server has closed the connection");
        }
    }

    @Test
    void aLargeBodyArrives() throws IOException {
        byte[] large = new byte[3_000_000];
        large[large.length - 1] = 1;
        try (InMemoryClient client =
                InMemoryClient.of(request -> HttpResponse.bytes(200, "application/octet-stream", large))) {
            assertThat(Arrays.mismatch(client.send(REQUEST).body(), large))
                    .as("the place of the first wrong byte, or -1")
                    .isEqualTo(-1);
        }
    }

    @Test
    void waitsForAHandlerThatBlocksAndForAFuture() throws IOException {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Handler slow = request -> {
            mayGoOn.await();
            return HttpResponse.text(200, "slow");
        };
        CompletableFuture<HttpResponse> later = new CompletableFuture<>();
        Routes routes = Routes.create().get("/slow", slow).get("/later", Handler.async(request -> later));
        try (InMemoryClient client = InMemoryClient.of(routes)) {
            client.begin(HttpRequest.get("/slow"));
            mayGoOn.countDown();
            assertThat(client.receiveUntil("slow")).startsWith("HTTP/1.1 200 ");

            client.begin(HttpRequest.get("/later"));
            later.complete(HttpResponse.text(200, "later"));
            assertThat(client.receiveUntil("later")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aFutureIsCancelledWhenTheClientLeaves() throws IOException {
        CompletableFuture<HttpResponse> never = new CompletableFuture<>();
        try (InMemoryClient client = InMemoryClient.of(Handler.async(request -> never))) {
            client.begin(REQUEST);
        }

        assertThat(never).isCancelled();
    }

    @Test
    void aRequestMayBeSentInPieces() throws IOException {
        try (InMemoryClient client = InMemoryClient.of(ECHO)) {
            client.begin("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.receiveUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            assertThat(client.send("hello").text()).isEqualTo("POST / hello");
        }
    }

    @Test
    void anInterimResponseIsNotTheResponse() throws IOException {
        try (InMemoryClient client = InMemoryClient.of(ECHO)) {
            client.begin("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.send(HttpRequest.post("/", "text/plain", new byte[] {'a'})
                                    .withHeader("Expect", "100-continue"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void eventsAreReceivedOneByOne() throws IOException {
        List<EventStream> streams = new ArrayList<>();
        try (InMemoryClient client = InMemoryClient.of(Handler.events(streams::add))) {
            client.begin(REQUEST);
            assertThat(client.receiveUntil("\r\n\r\n")).contains("text/event-stream");

            streams.get(0).offer("a");
            streams.get(0).offer("bär");
            assertThat(client.receiveUntil("data: a\n\n")).doesNotContain("bär");
            assertThat(client.receiveUntil("data: bär\n\n")).doesNotContain("data: a\n");
        }

        assertThat(streams.get(0).offer("to nobody"))
                .as("a stream that has ended, or is full, takes an event")
                .isFalse();
    }

    @Test
    void aRefusedRequestIsAnsweredAndEndsTheConnection() throws IOException {
        Recorder recorder = new Recorder();
        try (InMemoryClient client = InMemoryClient.of(recorded(ECHO, recorder))) {
            ReceivedResponse response = client.send("nonsense\r\n\r\n");

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.headers().first("Connection")).contains("close");
            assertThat(recorder.events).contains("refused 400");
            assertThatThrownBy(() -> client.send(REQUEST)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theServerMayCloseAfterAResponse() throws IOException {
        Recorder recorder = new Recorder();
        try (InMemoryClient client = InMemoryClient.of(recorded(ECHO, recorder))) {
            assertThat(client.send(REQUEST.withHeader("Connection", "close")).status())
                    .isEqualTo(200);
            assertThatThrownBy(() -> client.send(REQUEST)).hasMessage("the server has closed the connection");
        }

        assertThat(recorder.events).containsExactly("opened", "answered 200 6 COMPLETE", "closed CLIENT_WISH");
    }

    @Test
    void aResponseThatBreaksOffIsNoResponse() throws IOException {
        Handler handler = request -> HttpResponse.of(200).withBody(new Body.Written(out -> {
            out.write('a');
            throw new IllegalStateException("a bug of the writer");
        }));
        try (InMemoryClient client = InMemoryClient.of(handler)) {
            assertThatThrownBy(() -> client.send(REQUEST)).hasMessage("the server has closed the connection");
        }
    }

    @Test
    void theObserverIsToldOfEachResponse() throws IOException {
        Recorder recorder = new Recorder();
        try (InMemoryClient client = InMemoryClient.of(recorded(Routes.create().get("/", ECHO), recorder))) {
            client.send(REQUEST);
            client.send(HttpRequest.get("/none"));
        }

        assertThat(recorder.events)
                .containsExactly(
                        "opened", "answered 200 6 COMPLETE", "answered 404 34 COMPLETE", "closed CLIENT_CLOSED");
    }

    @Test
    void aStreamWhoseClientLeavesIsBrokenOff() throws IOException {
        Recorder recorder = new Recorder();
        try (InMemoryClient client = InMemoryClient.of(recorded(Handler.events(s -> s.offer("x")), recorder))) {
            client.begin(REQUEST);
            client.receiveUntil("data: x");
        }

        assertThat(recorder.events)
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("answered 200")
                .endsWith("CLIENT_LEFT");
        assertThat(recorder.events).endsWith("closed CLIENT_LEFT");
    }

    @Test
    void aRequestThatIsNeverAnsweredIsToldAsAbandoned() throws IOException {
        Recorder recorder = new Recorder();
        Handler never = Handler.async(request -> new CompletableFuture<>());
        try (InMemoryClient client = InMemoryClient.of(recorded(never, recorder))) {
            client.begin(REQUEST);
        }

        assertThat(recorder.events).containsExactly("opened", "abandoned /", "closed CLIENT_LEFT");
    }

    @Test
    void aClientThatLeavesInTheMiddleOfABodyHasLeft() throws IOException {
        Recorder recorder = new Recorder();
        try (InMemoryClient client = InMemoryClient.of(recorded(ECHO, recorder))) {
            client.begin("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
        }

        assertThat(recorder.events).containsExactly("opened", "abandoned /a", "closed CLIENT_LEFT");
    }

    @Test
    void aHandlerAtWorkWhoseClientLeavesIsNoBug() throws Exception {
        Recorder recorder = new Recorder();
        CountDownLatch atWork = new CountDownLatch(1);
        Handler waits = request -> {
            atWork.countDown();
            new CountDownLatch(1).await();
            return HttpResponse.of(204);
        };
        try (InMemoryClient client = InMemoryClient.of(recorded(waits, recorder))) {
            client.begin(REQUEST);
            atWork.await();
        }

        assertThat(recorder.events).containsExactly("opened", "abandoned /", "closed CLIENT_LEFT");
    }

    @Test
    void aRefusedRequestIsNotAbandoned() throws IOException {
        Recorder recorder = new Recorder();
        Executor full = task -> {
            throw new RejectedExecutionException();
        };
        try (InMemoryClient client = InMemoryClient.of(recorded(ECHO, recorder).executor(full))) {
            client.send(REQUEST);
        }

        assertThat(recorder.events).containsExactly("opened", "refused 503", "closed CLIENT_CLOSED");
    }

    @Test
    void asksASourceAgainThatHadMoreButGaveNothing() throws IOException {
        Handler handler =
                Handler.onLoop(request -> HttpResponse.of(200, "text/plain", new Body.Pulled(wakeUp -> new Source() {
                    private int asked;

                    @Override
                    public Next pull(Buffer out, int most) {
                        if (++asked < 5) {
                            return Next.MORE;
                        }
                        out.appendLatin1("at last");
                        return Next.END;
                    }

                    @Override
                    public void close() {}
                })));
        try (InMemoryClient client = InMemoryClient.of(handler)) {
            assertThat(client.send(REQUEST).text()).isEqualTo("at last");
        }
    }

    @Test
    void theSettingsOfTheBuilderCount() throws IOException {
        ServerBuilder builder = LkgServer.builder()
                .handler(ECHO)
                .maxBodyBytes(2)
                .executor(task -> {
                    throw new RejectedExecutionException();
                });
        try (InMemoryClient client = InMemoryClient.of(builder)) {
            assertThat(client.send(REQUEST).status()).as("no thread for it").isEqualTo(503);
            assertThat(client.send(HttpRequest.post("/", "text/plain", new byte[3]))
                            .status())
                    .as("a byte too many")
                    .isEqualTo(413);
        }
    }

    // Helpers

    private static ServerBuilder recorded(Handler handler, Observer observer) {
        return LkgServer.builder().handler(handler).observer(observer);
    }

    private static final class Recorder implements Observer {

        final List<String> events = new ArrayList<>();

        @Override
        public void onOpened(Client client) {
            events.add("opened");
        }

        @Override
        public void onAnswered(Answer answer) {
            events.add("answered " + answer.status() + " " + answer.bodyBytes() + " "
                    + answer.brokenOff().map(EndReason::toString).orElse("COMPLETE"));
        }

        @Override
        public void onRefused(Refusal refusal) {
            events.add("refused " + refusal.reason().status());
        }

        @Override
        public void onAbandoned(HttpRequest request, Duration waited, EndReason reason) {
            events.add("abandoned " + request.target());
        }

        @Override
        public void onClosed(Client client, EndReason reason) {
            events.add("closed " + reason);
        }
    }
}
