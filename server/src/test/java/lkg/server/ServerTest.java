package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.body.BodyFailedException;
import lkg.server.files.StaticFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole server, from the outside: what a client sees, the same under each wiring. */
@ParameterizedClass(name = "{0}")
@EnumSource(Wiring.class)
class ServerTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    @Parameter
    Wiring wiring;

    @TempDir
    Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        // The clients first: a server waits for a client that has been refused to close.
        Collections.reverse(opened);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    // The readable event

    @Test
    void answersARequest() throws IOException {
        LkgServer server = start(ServerTest::echoTarget);

        Client.Response response = client(server).get("/hello").response();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("/hello");
        assertThat(response.header("Date")).isPresent();
    }

    @Test
    void d10_aRequestInTwoSegmentsIsAnswered() throws IOException {
        Client client = client(start(ServerTest::echoTarget));

        client.send("GET /two HTTP/1.1\nHos");
        client.send("t: test\n\n");

        assertThat(client.response().text()).isEqualTo("/two");
    }

    @Test
    void d10_aRequestByteByByteIsAnswered() throws IOException {
        Client client = client(start(ServerTest::echoTarget));

        client.sendByteByByte("GET /slow HTTP/1.1\nHost: test\n\n");

        assertThat(client.response().text()).isEqualTo("/slow");
    }

    @Test
    void aHeadMayBeAsLargeAsTheLimitsSay() throws IOException {
        Client client = client(start(ServerTest::echoTarget, settings -> settings.maxHeadBytes(200_000)));

        client.send("GET /large HTTP/1.1\nHost: test\nX: " + "x".repeat(150_000) + "\n\n");

        assertThat(client.response().text()).isEqualTo("/large");
    }

    @Test
    void aBodyReachesTheHandler() throws IOException {
        Client client =
                client(start(request -> HttpResponse.text(200, request.body().text())));

        client.send("POST / HTTP/1.1\nHost: test\nContent-Length: 5\n\n12345");
        assertThat(client.response().text()).isEqualTo("12345");

        client.send("POST / HTTP/1.1\nHost: test\nTransfer-Encoding: chunked\n\n3\nabc\n2\nde\n0\n\n");
        assertThat(client.response().text()).isEqualTo("abcde");
    }

    @Test
    void aClientThatExpectsContinueIsToldToContinue() throws IOException {
        Client client =
                client(start(request -> HttpResponse.text(200, request.body().text())));

        client.send("POST / HTTP/1.1\nHost: test\nContent-Length: 5\nExpect: 100-continue\n\n");
        assertThat(client.responseWithoutBody().status()).isEqualTo(100);
        client.send("12345");

        assertThat(client.response().text()).isEqualTo("12345");
    }

    @Test
    void d12_aBadRequestIsAnswered400AndTheClientSeesIt() throws IOException {
        Client client = client(start(ServerTest::echoTarget));

        client.send("GET / HTTP/1.1\nHost: test\nno colon here\n\n");
        // What the server does not read any more must not reset the connection under its answer.
        client.sendBytes(new byte[100_000]);
        client.shutdownOutput();

        assertThat(client.response().status()).isEqualTo(400);
        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
    }

    @Test
    void d13_aRequestThatTakesTooLongIsAnswered408() throws IOException {
        Client client = client(start(ServerTest::echoTarget, builder -> builder.headTimeout(SHORT)));

        client.send("GET / HTTP/1.1\nHost: te");

        Client.Response response = client.response();
        assertThat(response.status()).isEqualTo(408);
        assertThat(response.header("Connection")).contains("close");
        client.shutdownOutput();
        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
    }

    @Test
    void aBodyThatStallsIsAnswered408() throws IOException {
        Client client = client(start(ServerTest::echoTarget, builder -> builder.stallTimeout(SHORT)));

        client.send("POST / HTTP/1.1\nHost: test\nContent-Length: 5\n\n12");

        assertThat(client.response().status()).isEqualTo(408);
    }

    // The writable event

    @Test
    void aConnectionServesOneRequestAfterTheOther() throws IOException {
        Client client = client(start(ServerTest::echoTarget));

        assertThat(client.get("/1").response().text()).isEqualTo("/1");
        assertThat(client.get("/2").response().text()).isEqualTo("/2");
        assertThat(client.get("/3").response().header("Connection")).isEmpty();
    }

    @Test
    void d18_pipelinedRequestsAreAnsweredInOrder() throws IOException {
        Client client = client(start(ServerTest::echoTarget));
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            requests.append("GET /").append(i).append(" HTTP/1.1\nHost: test\n\n");
        }

        client.send(requests.toString());

        for (int i = 0; i < 200; i++) {
            assertThat(client.response().text()).isEqualTo("/" + i);
        }
    }

    @Test
    void d14_aRequestThatArrivesWhileAResponseWaitsIsAnsweredAfterIt() throws IOException {
        byte[] large = random(4_000_000);
        Client client = client(start(request -> request.target().equals("/large")
                ? HttpResponse.bytes(200, "application/octet-stream", large)
                : echoTarget(request)));

        client.get("/large");
        client.get("/next");

        assertThat(Arrays.mismatch(client.response().body(), large))
                .as("the place of the first wrong byte, or -1")
                .isEqualTo(-1);
        assertThat(client.response().text()).isEqualTo("/next");
    }

    @Test
    void d15_d19_aLargeFileArrivesWhole() throws Exception {
        byte[] content = random(8_000_000);
        Files.write(directory.resolve("large.bin"), content);
        Client client = client(startFiles());

        client.get("/large.bin");
        Client.Response response = client.response();

        assertThat(sha256(response.body())).isEqualTo(sha256(content));
        assertThat(client.get("/large.bin").response().body()).hasSameSizeAs(content);
    }

    @Test
    void d17_aClientThatReadsNothingIsClosedByItsDeadline() throws IOException {
        byte[] large = random(8_000_000);
        LkgServer server = start(
                request -> HttpResponse.bytes(200, "application/octet-stream", large),
                builder -> builder.stallTimeout(SHORT));
        Client client = new Client(server.port(), 4096);
        opened.add(client);

        client.get("/");

        await("the server gives up").until(() -> server.openConnections() == 0);
    }

    // Closing

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        Client client = client(start(ServerTest::echoTarget, builder -> builder.idleTimeout(SHORT)));

        client.get("/").response();

        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
    }

    @Test
    void aClientThatAsksForItIsClosedAfterItsResponse() throws IOException {
        Client client = client(start(ServerTest::echoTarget));

        client.send("GET /last HTTP/1.1\nHost: test\nConnection: close\n\n");

        Client.Response response = client.response();
        assertThat(response.text()).isEqualTo("/last");
        assertThat(response.header("Connection")).contains("close");
        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
    }

    @Test
    void aClientOfHttp10IsClosedUnlessItAsksToBeKept() throws IOException {
        LkgServer server = start(ServerTest::echoTarget);
        Client plain = client(server).send("GET / HTTP/1.0\n\n");
        Client keeping = client(server).send("GET / HTTP/1.0\nConnection: keep-alive\n\n");

        assertThat(plain.response().header("Connection")).contains("close");
        assertThat(plain.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
        assertThat(keeping.response().header("Connection")).contains("keep-alive");
        assertThat(keeping.get("/again").response().text()).isEqualTo("/again");
    }

    @Test
    void theLastOfTheAllowedRequestsSaysThatTheConnectionCloses() throws IOException {
        Client client = client(start(ServerTest::echoTarget, builder -> builder.maxRequestsPerConnection(2)));

        assertThat(client.get("/1").response().header("Connection")).isEmpty();
        client.get("/2").get("/sent-before-it-knew");
        assertThat(client.response().header("Connection")).contains("close");
        assertThat(client.isClosedByServer())
                .as("closed without another response, and not reset")
                .isTrue();
    }

    @Test
    void aConnectionBeyondTheMaximumWaitsForRoom() throws Exception {
        LkgServer server = start(ServerTest::echoTarget, builder -> builder.maxConnections(1));
        Client first = client(server);
        assertThat(first.get("/first").response().text()).isEqualTo("/first");
        Client second = client(server).get("/second");

        first.close();

        assertThat(second.response().text()).isEqualTo("/second");
    }

    // Handlers

    @Test
    void d21_aHandlerThatThrowsIsOne500() throws IOException {
        Client client = client(start(request -> switch (request.target()) {
            case "/exception" -> throw new IllegalStateException("secret");
            case "/error" -> throw new StackOverflowError("secret");
            case "/null" -> null;
            default -> echoTarget(request);
        }));

        for (String target : List.of("/exception", "/error", "/null")) {
            Client.Response response = client.get(target).response();
            assertThat(response.status()).as(target).isEqualTo(500);
            assertThat(response.text())
                    .as("its reason is not the client's business")
                    .doesNotContain("secret");
        }
        assertThat(client.get("/fine").response().text()).isEqualTo("/fine");
    }

    @Test
    void d21_aHandlerWhoseExceptionCannotBeLoggedDoesNotKeepItsClientWaiting() throws IOException {
        LkgServer server = start(request -> {
            throw new RuntimeException() {
                @Override
                public String toString() {
                    throw this;
                }
            };
        });

        assertThat(client(server).get("/").response().status()).isEqualTo(500);
    }

    @Test
    void aHandlerThatWouldWaitForItsOwnEndIsToldSo() throws IOException {
        CompletableFuture<LkgServer> itself = new CompletableFuture<>();
        LkgServer server = start(request -> {
            try {
                return HttpResponse.text(200, "drained: " + itself.join().shutdown(Duration.ofMillis(1)));
            } catch (IllegalStateException e) {
                return HttpResponse.text(200, e.getMessage());
            }
        });
        itself.complete(server);

        assertThat(client(server).get("/").response().text()).contains("another thread");
    }

    @Test
    void aResponseToHeadHasNoBody() throws IOException {
        Client client = client(start(ServerTest::echoTarget));

        client.send("HEAD /head HTTP/1.1\nHost: test\n\n");

        assertThat(client.responseWithoutBody().header("Content-Length")).contains("5");
        assertThat(client.get("/next").response().text()).isEqualTo("/next");
    }

    // The lifecycle

    @Test
    void d02_closingLetsARequestInFlightFinish() throws Exception {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LkgServer server = start(request -> {
            handling.countDown();
            goOn.await(10, TimeUnit.SECONDS);
            return echoTarget(request);
        });
        Client idle = client(server);
        await().until(() -> server.openConnections() == 1);
        Client busy = client(server).get("/in-flight");
        handling.await(10, TimeUnit.SECONDS);

        CompletableFuture<Boolean> drained =
                CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofSeconds(10)));
        if (wiring != Wiring.INLINE) {
            // Inline, the handler holds up its loop, and perhaps the idle connection's too.
            assertThat(idle.isClosedByServer())
                    .as("the server has closed the connection")
                    .isTrue();
        }
        goOn.countDown();

        Client.Response response = busy.response();
        assertThat(response.text()).isEqualTo("/in-flight");
        if (wiring != Wiring.INLINE) {
            assertThat(response.header("Connection")).contains("close");
        }
        assertThat(busy.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
        busy.close();
        assertThat(drained)
                .as("what shutdown returns: all was answered")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(true);
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void d02_closingDoesNotWaitLongerThanTheGracePeriod() throws Exception {
        byte[] large = random(8_000_000);
        LkgServer server = start(request -> HttpResponse.bytes(200, "application/octet-stream", large));
        Client client = client(server);
        client.get("/").responseWithoutBody();

        boolean drained = server.shutdown(Duration.ofMillis(1));

        assertThat(drained)
                .as("drained, while most of a response is still to be sent")
                .isFalse();
        await("the connection is closed all the same").until(() -> server.openConnections() == 0);
    }

    @Test
    void noConnectionIsOpenAfterTheEnd() throws Exception {
        byte[] large = random(8_000_000);
        LkgServer server = start(request -> HttpResponse.bytes(200, "application/octet-stream", large));
        for (int i = 0; i < 100; i++) {
            client(server).get("/").responseWithoutBody();
        }

        server.shutdown(Duration.ofMillis(1));

        assertThat(server.openConnections()).isZero();
    }

    @Test
    void anUploadThatIsCutOffEndsAsIfItsClientHadLeft() throws Exception {
        ReadsAll handler = new ReadsAll();
        LkgServer server = start(Handler.streaming(handler));
        client(server).send("POST / HTTP/1.1\nHost: test\nContent-Length: 9\n\nhalf");
        handler.begun.await();

        server.shutdown(Duration.ofMillis(1));

        handler.assertThatItsClientHasLeft();
    }

    /** The loop leaves a connection that is at work to the worker that it is on: this one gives it up last. */
    @Test
    void anUploadThatIsBeingReadWhenTheServerEndsEndsLikeThat() throws Exception {
        assumeThat(wiring)
                .as("a wiring in which a worker reads what clients send")
                .isEqualTo(Wiring.EVENTS_IN_POOL);
        ReadsAll handler = new ReadsAll();
        CountDownLatch reading = new CountDownLatch(1);
        LkgServer server = start(Handler.streaming(handler), settings -> settings.observer(new ReadsSlowly(reading)));
        Client client = client(server).send("POST / HTTP/1.1\nHost: test\nContent-Length: 9\n\n");
        handler.begun.await();
        client.send("half");
        reading.await();

        server.shutdown(Duration.ofMillis(1));

        handler.assertThatItsClientHasLeft();
    }

    /** A handler that waits for all of the body. */
    private static final class ReadsAll implements Handler {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<IOException> outcome = new CompletableFuture<>();

        @Override
        public HttpResponse handle(HttpRequest request) throws IOException {
            begun.countDown();
            try {
                return HttpResponse.text(200, request.body().text());
            } catch (IOException e) {
                outcome.complete(e);
                throw e;
            }
        }

        /** An interrupt would be logged as the handler's own failure. */
        private void assertThatItsClientHasLeft() {
            assertThat(outcome)
                    .as("how the handler's read ends")
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isInstanceOf(BodyFailedException.class);
        }
    }

    /** Behind each read of "half" the worker stands still until it is interrupted. */
    private record ReadsSlowly(CountDownLatch reading) implements Observer, Steps {

        @Override
        public Steps steps() {
            return this;
        }

        @Override
        public void onReceived(lkg.http.Client client, int bytes) {
            if (bytes == "half".length()) {
                reading.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park(this);
                }
            }
        }
    }

    @Test
    void d02_closingReleasesTheConnectionsWhoseJobsNeverRan() throws Exception {
        assumeThat(wiring).as("a wiring with a queue of jobs").isNotEqualTo(Wiring.INLINE);
        CountDownLatch never = new CountDownLatch(1);
        LkgServer server = start(
                request -> {
                    never.await();
                    return echoTarget(request);
                },
                settings -> settings.workers(1));
        client(server).get("/occupies-the-only-worker");
        client(server).get("/waits");
        await().until(() -> server.openConnections() == 2 && server.queueDepth() == 1);

        assertThat(server.shutdown(Duration.ofMillis(1))).as("drained").isFalse();

        await("each connection is closed").until(() -> server.openConnections() == 0);
    }

    @Test
    void d02_aConnectionWhoseRequestsWereAllAnsweredDoesNotCountAsCutOff() throws Exception {
        LkgServer server = start(ServerTest::echoTarget);
        Client client = client(server).send("nonsense\n");
        assertThat(client.response().status()).isEqualTo(400);
        assertThat(client.isClosedByServer())
                .as("the server has said all, and waits for the client to close")
                .isTrue();

        assertThat(server.shutdown(Duration.ofMillis(1))).as("drained").isTrue();
    }

    @Test
    void aServerThatIsAtItsMaximumAndEndsDoesNotLetClientsWaitInVain() throws Exception {
        assumeThat(wiring).as("a wiring whose handlers may block").isNotEqualTo(Wiring.INLINE);
        CountDownLatch goOn = new CountDownLatch(1);
        LkgServer server = start(
                request -> {
                    goOn.await(10, TimeUnit.SECONDS);
                    return echoTarget(request);
                },
                settings -> settings.maxConnections(1));
        Client busy = client(server).get("/in-flight");
        await().until(() -> server.openConnections() == 1);

        CompletableFuture<Boolean> drained =
                CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofSeconds(10)));

        await("new clients are refused, while the last request is still at work")
                .until(() -> !accepts(server.address()));
        goOn.countDown();
        assertThat(busy.response().text()).isEqualTo("/in-flight");
        busy.close();
        assertThat(drained)
                .as("what shutdown returns: all was answered")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(true);
    }

    @Test
    void noLoopEndsWhileConnectionsAreAcceptedForIt() throws Exception {
        assumeThat(wiring)
                .as("a wiring whose handlers can hold up the accepting loop")
                .isEqualTo(Wiring.INLINE);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<String> loop = new CompletableFuture<>();
        LkgServer server = start(request -> {
            loop.complete(Thread.currentThread().getName());
            goOn.await(10, TimeUnit.SECONDS);
            return echoTarget(request);
        });
        // Connections are dealt out in turn, and the listener was the first.
        client(server);
        Client busy = client(server).get("/holds-up-the-accepting-loop");
        assertThat(loop)
                .as("the loop of the handler")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo("lkg-loop-1");
        Thread other = thread("lkg-loop-2");

        Thread ending = new Thread(() -> server.shutdown(Duration.ofSeconds(10)));
        ending.start();
        await("the shutdown has begun").until(() -> ending.getState() == Thread.State.TIMED_WAITING);
        // This long a wrong server has to end the loop: too short a time would only let it pass.
        other.join(200);

        assertThat(other.isAlive()).as("the loop lives as long as the listener").isTrue();
        goOn.countDown();
        assertThat(busy.response().text()).isEqualTo("/holds-up-the-accepting-loop");
        busy.close();
        ending.join();
    }

    @Test
    void clientsThatTheKernelHasConnectedAreAnsweredWhenTheServerStops() throws Exception {
        assumeThat(wiring)
                .as("a wiring in which a handler can hold up the accepting loop")
                .isNotEqualTo(Wiring.EVENTS_IN_POOL);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        LkgServer server = start(
                Handler.onLoop(request -> {
                    if (request.target().equals("/hold")) {
                        held.countDown();
                        goOn.await(10, TimeUnit.SECONDS);
                    }
                    return echoTarget(request);
                }),
                settings -> settings.loops(1));
        client(server).get("/hold");
        held.await();
        List<Client> waiting = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiting.add(client(server));
        }

        CompletableFuture<Boolean> drained = new CompletableFuture<>();
        Thread ending = new Thread(() -> drained.complete(server.shutdown(Duration.ofSeconds(10))));
        ending.start();
        await("the shutdown has begun").until(() -> ending.getState() == Thread.State.TIMED_WAITING);
        for (Client client : waiting) {
            client.get("/waited");
        }
        goOn.countDown();

        for (Client client : waiting) {
            assertThat(client.response().status()).isEqualTo(200);
            client.close();
        }
        assertThat(drained)
                .as("what shutdown returns: all was answered")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(true);
    }

    @Test
    void aClientThatIsToldToCloseFindsNobodyListening() throws Exception {
        LkgServer server = start(ServerTest::echoTarget);
        Client client = client(server);
        client.get("/first").response();

        CompletableFuture<Boolean> drained =
                CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofSeconds(10)));

        assertThat(client.isClosedByServer())
                .as("the idle connection is closed")
                .isTrue();
        assertThat(accepts(server.address())).as("a new connection now").isFalse();
        assertThat(drained)
                .as("what shutdown returns: all was answered")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(true);
    }

    @Test
    void anEventStreamDoesNotHoldUpTheEnd() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        LkgServer server = start(Handler.events(stream -> {
            stream.onEnded(ended::countDown);
            opened.countDown();
        }));
        Client client = client(server).get("/events");
        assertThat(opened.await(10, TimeUnit.SECONDS))
                .as("the stream is opened")
                .isTrue();

        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofDays(1)));

        assertThat(drained)
                .as("what shutdown returns: all was answered")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(true);
        assertThat(ended.getCount()).isZero();
        assertThat(new String(client.body().readAllBytes(), StandardCharsets.US_ASCII))
                .as("a body that is complete")
                .endsWith("0\r\n\r\n");
    }

    @Test
    void atTheMaximumTheLongestIdleConnectionIsClosedForANewOne() throws Exception {
        LkgServer server = start(ServerTest::echoTarget, settings -> settings.maxConnections(2));
        Client first = client(server);
        first.get("/1").response();
        await("the first one counts as idle").until(() -> server.idleConnections() == 1);
        Client second = client(server);
        second.get("/2").response();
        await("the second one, too").until(() -> server.idleConnections() == 2);

        Client third = client(server);

        assertThat(third.get("/3").response().text()).isEqualTo("/3");
        assertThat(first.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
        assertThat(second.get("/2").response().text()).as("it stays").isEqualTo("/2");
    }

    @Test
    void aServerThatFailsEndsAsAWholeAndSaysSo() throws Exception {
        LkgServer server = start(ServerTest::echoTarget);
        Client client = client(server);
        client.get("/").response();
        CompletableFuture<Void> terminated = server.terminated().toCompletableFuture();

        server.fail(new IOException("on purpose"));

        assertThat(terminated)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("on purpose");
        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
        await("nobody listens").until(() -> !accepts(server.address()));
        await("its threads end").until(() -> threadsOfServers().isEmpty());
    }

    @Test
    void aServerThatWasShutDownHasTerminated() throws Exception {
        LkgServer server = start(ServerTest::echoTarget);
        assertThat(server.terminated().toCompletableFuture()).isNotDone();

        server.close();

        assertThat(server.terminated().toCompletableFuture()).isCompleted();
    }

    @Test
    void memoryThatConnectionsHoldIsToldAndGivenBack() throws Exception {
        LkgServer server = start(ServerTest::echoTarget);
        assertThat(server.bytesInFlight()).isZero();
        Client client =
                client(server).send("POST / HTTP/1.1\nHost: a\nContent-Length: 200000\n\n" + "x".repeat(100_000));

        await("its body counts").until(() -> server.bytesInFlight() >= 100_000);
        client.close();

        await("nothing is left").until(() -> server.bytesInFlight() == 0);
    }

    @Test
    void theGracePeriodMayBeForEver() throws Exception {
        LkgServer server = start(ServerTest::echoTarget);

        assertThat(server.shutdown(ChronoUnit.FOREVER.getDuration()))
                .as("drained")
                .isTrue();
    }

    @Test
    void closingLeavesNoThreadBehind() throws Exception {
        LkgServer server = start(ServerTest::echoTarget);
        client(server).get("/").response();
        assertThat(threadsOfServers()).isNotEmpty();

        server.close();

        await("its threads end").until(() -> threadsOfServers().isEmpty());
    }

    // Helpers

    private static HttpResponse echoTarget(HttpRequest request) {
        return HttpResponse.text(200, request.target());
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

    private LkgServer startFiles() throws IOException {
        return start(StaticFiles.of(directory));
    }

    private Client client(LkgServer server) throws IOException {
        Client client = new Client(server.port());
        opened.add(client);
        return client;
    }

    private static boolean accepts(SocketAddress address) {
        try (SocketChannel channel = SocketChannel.open()) {
            return channel.connect(address);
        } catch (IOException e) {
            return false;
        }
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static List<String> threadsOfServers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lkg-"))
                .toList();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
