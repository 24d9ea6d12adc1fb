package lkg.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.EventStream;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Routes;
import lkg.server.ServerBuilder;
import lkg.server.Wiring;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that come later, uploads and streams, on the network and with all threads, the same under each wiring. */
@Tag("step-8")
@ParameterizedClass(name = "{0}")
@EnumSource(Wiring.class)
class ConnectionLiveTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    @Parameter
    Wiring wiring;

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** What happens to the handlers here. */
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** Another thread than the server's. */
    private final ExecutorService others = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() throws Exception {
        others.shutdownNow();
        Collections.reverse(opened);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    // Uploads

    @Test
    void aLargeUploadArrivesWhole() throws IOException {
        byte[] sent = random(5_000_000);
        Client client = client(start(Handler.streaming(request -> {
            byte[] received = request.body().bytes();
            return HttpResponse.text(200, received.length + (Arrays.equals(received, sent) ? " same" : " other"));
        })));

        for (int i = 0; i < 2; i++) {
            client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 5000000\n\n").sendBytes(sent);
            assertThat(client.response().text()).isEqualTo("5000000 same");
        }
    }

    @Test
    void anUploadThatIsAnsweredEarlyIsDroppedAndTheClientSeesTheAnswer() throws IOException {
        Client client = client(start(Handler.streaming(request -> HttpResponse.text(403, "no"))));

        client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 2000000\n\n").sendBytes(new byte[1_000_000]);

        assertThat(client.response().status()).isEqualTo(403);
        client.shutdownOutput();
        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
    }

    @Test
    void anUploadWaitsToBeToldToContinue() throws IOException {
        Client client = client(start(Handler.streaming(
                request -> HttpResponse.text(200, request.body().text()))));

        client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 5\nExpect: 100-continue\n\n");
        assertThat(client.responseWithoutBody().status()).isEqualTo(100);
        client.send("12345");

        assertThat(client.response().text()).isEqualTo("12345");
    }

    @Test
    void anExecutorThatRunsItsTasksOnTheLoopCannotMakeTheLoopWaitForItself() throws IOException {
        Handler handler = Routes.create()
                .get("/stream", request -> HttpResponse.stream("text/plain", out -> out.write(new byte[1_000_000])))
                .post(
                        "/upload",
                        Handler.streaming(
                                request -> HttpResponse.text(200, request.body().text())));
        // As a full ThreadPoolExecutor does with its CallerRunsPolicy.
        LkgServer server = start(handler, builder -> builder.executor(Runnable::run));

        Client upload = client(server).send("POST /upload HTTP/1.1\nHost: a\nContent-Length: 4\n\nhalf");
        assertThat(upload.response().status()).isEqualTo(500);
        assertThatThrownBy(() -> client(server).get("/stream").response(), "a response that is broken off")
                .isInstanceOf(AssertionError.class);
        assertThat(client(server).get("/nothing").response().status())
                .as("it still answers")
                .isEqualTo(404);
    }

    @Test
    void aBodyForHttp10ThatFailsDoesNotLookComplete() throws IOException {
        Client client = client(start(request -> HttpResponse.stream("text/plain", out -> {
            out.write(new byte[10]);
            throw new IllegalStateException("half-way");
        })));

        client.send("GET / HTTP/1.0\nHost: a\n\n");

        assertThatThrownBy(() -> client.body().readAllBytes(), "the close alone would be the end of the body")
                .isInstanceOf(IOException.class);
    }

    @Test
    void aClientThatLeavesInAnUploadMakesTheHandlersReadFail() throws Exception {
        LkgServer server = start(Handler.streaming(request -> {
            try {
                return HttpResponse.text(200, request.body().text());
            } catch (IOException e) {
                events.add("read failed, client left: " + request.client().hasLeft());
                throw e;
            }
        }));
        String half = "POST / HTTP/1.1\nHost: a\nContent-Length: 10\n\n12345";

        client(server).send(half).close();
        assertThat(nextEvent()).isEqualTo("read failed, client left: true");
        client(server).send(half).reset();
        assertThat(nextEvent()).isEqualTo("read failed, client left: true");
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void aHalfClosedClientsUploadIsAnswered() throws IOException {
        Client client = client(start(Handler.streaming(
                request -> HttpResponse.text(200, request.body().bytes().length + ""))));

        client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 1000000\n\n").sendBytes(new byte[1_000_000]);
        client.shutdownOutput();

        assertThat(client.response().text()).isEqualTo("1000000");
    }

    // Streams

    @Test
    void aLargeStreamArrivesWhole() throws IOException {
        byte[] content = random(8_000_000);
        Client client = client(start(request -> HttpResponse.stream("text/plain", out -> out.write(content))));

        assertThat(Arrays.mismatch(client.get("/").response().body(), content))
                .as("the place of the first wrong byte, or -1")
                .isEqualTo(-1);
        assertThat(Arrays.mismatch(client.get("/again").response().body(), content))
                .as("the place of the first wrong byte, or -1")
                .isEqualTo(-1);
    }

    @Test
    void aStreamThatFailsIsNoWholeBody() throws IOException {
        Client client = client(start(request -> HttpResponse.stream("text/plain", out -> {
            out.write(new byte[100_000]);
            throw new IllegalStateException("half-way");
        })));

        client.get("/");

        assertThatThrownBy(client::response).isInstanceOfAny(AssertionError.class, IOException.class);
    }

    @Test
    void aWriterIsToldThatItsClientDoesNotRead() throws Exception {
        LkgServer server = start(
                request -> HttpResponse.stream("text/plain", this::writeWithoutEnd),
                settings -> settings.stallTimeout(SHORT));
        Client client = new Client(server.port(), 4096);
        opened.add(client);

        client.get("/");

        assertThat(nextEvent()).isEqualTo("write failed");
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void aWriterIsToldThatItsClientHasLeft() throws Exception {
        LkgServer server = start(request -> HttpResponse.stream("text/plain", this::writeWithoutEnd));
        Client client = client(server).get("/");
        client.body().readNBytes(100_000);

        client.reset();

        assertThat(nextEvent()).isEqualTo("write failed");
        await().until(() -> server.openConnections() == 0);
    }

    private void writeWithoutEnd(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write(new byte[10_000]);
            }
        } catch (IOException e) {
            events.add("write failed");
            throw e;
        }
    }

    @Test
    void eventsReachTheClientWhenTheyAreOffered() throws Exception {
        BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
        LkgServer server = start(Handler.events(streams::add));
        Client client = client(server).get("/");
        EventStream stream = streams.poll(10, TimeUnit.SECONDS);
        assertThat(client.responseWithoutBody().header("Content-Type")).contains("text/event-stream");

        for (int i = 0; i < 100; i++) {
            assertThat(stream.offer("event " + i))
                    .as("the stream takes an event")
                    .isTrue();
            assertThat(new String(client.chunk(), StandardCharsets.UTF_8)).isEqualTo("data: event " + i + "\n\n");
        }
        stream.end();

        assertThat(client.chunk()).isEmpty();
    }

    @Test
    void aStreamOfEventsEndsWhenItsClientLeaves() throws Exception {
        BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
        LkgServer server = start(Handler.events(stream -> {
            stream.onEnded(() -> events.add("ended"));
            streams.add(stream);
        }));
        client(server).get("/").close();
        assertThat(nextEvent()).isEqualTo("ended");
        Client resetting = client(server).get("/");
        resetting.responseWithoutBody();
        resetting.reset();
        assertThat(nextEvent()).isEqualTo("ended");
        await().until(() -> server.openConnections() == 0);
        assertThat(streams).as("streams opened").hasSize(2).noneMatch(stream -> stream.offer("nobody"));
    }

    // Answers that come later

    @Test
    void aFutureIsAnsweredWhenAnotherThreadCompletesIt() throws IOException {
        LkgServer server = start(Handler.async(
                request -> CompletableFuture.supplyAsync(() -> HttpResponse.text(200, request.target()), others)));
        Client client = client(server);

        for (int i = 0; i < 100; i++) {
            assertThat(client.get("/" + i).response().text()).isEqualTo("/" + i);
        }
    }

    @Test
    void aFutureIsCancelledWhenItsClientLeaves() throws Exception {
        LkgServer server = start(Handler.async(request -> {
            CompletableFuture<HttpResponse> never = new CompletableFuture<>();
            never.whenComplete(
                    (response, failure) -> events.add(failure.getClass().getSimpleName()));
            events.add("begun");
            return never;
        }));

        Client closing = client(server).get("/");
        assertThat(nextEvent()).isEqualTo("begun");
        closing.close();
        assertThat(nextEvent()).isEqualTo("CancellationException");
        Client resetting = client(server).get("/");
        assertThat(nextEvent()).isEqualTo("begun");
        resetting.reset();
        assertThat(nextEvent()).isEqualTo("CancellationException");
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void aBlockingHandlerSeesThatItsClientHasLeft() throws Exception {
        // Under another wiring nobody looks after the connection while its handler is at work.
        Handler handler = request -> {
            events.add("begun");
            while (!request.client().hasLeft()) {
                Thread.onSpinWait();
            }
            events.add("left");
            return HttpResponse.of(204);
        };
        LkgServer server = start(handler, settings -> settings.wiring(Wiring.HANDLERS_IN_POOL));
        Client client = client(server).get("/");
        assertThat(nextEvent()).isEqualTo("begun");

        client.close();

        assertThat(nextEvent()).isEqualTo("left");
    }

    @Test
    void aHalfClosedClientGetsTheAnswersOfBlockingHandlers() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Client client = client(start(request -> {
            goOn.await(10, TimeUnit.SECONDS);
            return HttpResponse.text(200, request.target());
        }));

        client.get("/1").get("/2").shutdownOutput();
        goOn.countDown();

        assertThat(client.response().text()).isEqualTo("/1");
        assertThat(client.response().text()).isEqualTo("/2");
        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
    }

    @Test
    void pipelinedRequestsOfEachKindAreAnsweredInOrder() throws IOException {
        Handler text = request -> HttpResponse.text(200, request.target());
        Client client = client(start(Routes.create()
                .get("/loop/{n}", Handler.onLoop(text))
                .get("/executor/{n}", text)
                .get(
                        "/future/{n}",
                        Handler.async(request ->
                                CompletableFuture.supplyAsync(() -> HttpResponse.text(200, request.target()), others)))
                .get(
                        "/stream/{n}",
                        request -> HttpResponse.stream(
                                "text/plain", out -> out.write(request.target().getBytes(StandardCharsets.US_ASCII))))
                .post(
                        "/upload/{n}",
                        Handler.streaming(request -> HttpResponse.text(
                                200, request.target() + request.body().text())))
                .post(
                        "/body/{n}",
                        request -> HttpResponse.text(
                                200, request.target() + request.body().text()))));
        List<String> kinds = List.of("loop", "executor", "future", "stream", "upload", "body");
        Random random = new Random(1);
        StringBuilder requests = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String kind = kinds.get(random.nextInt(kinds.size()));
            String target = "/" + kind + "/" + i;
            boolean post = kind.equals("upload") || kind.equals("body");
            requests.append(post ? "POST " : "GET ").append(target).append(" HTTP/1.1\nHost: a\n");
            requests.append(post ? "Content-Length: 4\n\nbody" : "\n");
            expected.add(target + (post ? "body" : ""));
        }

        client.send(requests.toString());

        for (String answer : expected) {
            assertThat(client.response().text()).isEqualTo(answer);
        }
    }

    @Test
    void anExecutorOfTheUsersOwnRunsWhatMayBlockAndOutlivesTheServer() throws Exception {
        ExecutorService own = Executors.newCachedThreadPool(job -> new Thread(job, "own"));
        opened.add(own::shutdownNow);
        LkgServer server = start(
                Handler.streaming(
                        request -> HttpResponse.text(200, Thread.currentThread().getName())),
                settings -> settings.executor(own));
        Client client = client(server);
        client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 1\n\nx");
        assertThat(client.response().text()).isEqualTo("own");
        client.close();

        server.close();

        assertThat(own.isShutdown()).as("the user's executor is shut down").isFalse();
    }

    // The end by force

    @Test
    void theEndByForceReachesEachKindOfHandler() throws Exception {
        ExecutorService own = Executors.newCachedThreadPool();
        opened.add(own::shutdownNow);
        LkgServer server = start(
                Routes.create()
                        .get("/future", Handler.async(request -> {
                            CompletableFuture<HttpResponse> never = new CompletableFuture<>();
                            never.whenComplete((response, failure) -> events.add("future cancelled"));
                            events.add("begun");
                            return never;
                        }))
                        .get("/events", Handler.events(stream -> {
                            stream.onEnded(() -> events.add("events ended"));
                            events.add("begun");
                        }))
                        .get(
                                "/stream",
                                request -> HttpResponse.stream("text/plain", out -> {
                                    events.add("begun");
                                    writeWithoutEnd(out);
                                }))
                        .post("/upload", Handler.streaming(request -> {
                            events.add("begun");
                            try {
                                return HttpResponse.text(200, request.body().text());
                            } catch (IOException e) {
                                events.add("read failed");
                                throw e;
                            }
                        })),
                settings -> settings.executor(own));
        for (String path : List.of("/future", "/events", "/stream")) {
            client(server).get(path);
            assertThat(nextEvent()).isEqualTo("begun");
        }
        client(server).send("POST /upload HTTP/1.1\nHost: a\nContent-Length: 10\n\nhalf");
        assertThat(nextEvent()).isEqualTo("begun");

        assertThat(server.shutdown(Duration.ofMillis(1))).as("drained").isFalse();

        assertThat(List.of(nextEvent(), nextEvent(), nextEvent(), nextEvent()))
                .containsExactlyInAnyOrder("future cancelled", "events ended", "write failed", "read failed");
        await("each connection is released").until(() -> server.openConnections() == 0);
    }

    // Helpers

    private String nextEvent() throws InterruptedException {
        return events.poll(10, TimeUnit.SECONDS);
    }

    private LkgServer start(Handler handler) throws IOException {
        return start(handler, UnaryOperator.identity());
    }

    private LkgServer start(Handler handler, UnaryOperator<ServerBuilder> settings) throws IOException {
        LkgServer server = settings.apply(
                        LkgServer.builder().port(0).wiring(wiring).loops(2).handler(handler))
                .start();
        opened.add(server);
        return server;
    }

    private Client client(LkgServer server) throws IOException {
        Client client = new Client(server.port());
        opened.add(client);
        return client;
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
