package lkg.server.connection;

import static lkg.server.connection.TestConnection.BODY;
import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static lkg.server.connection.TestConnection.HEAD;
import static lkg.server.connection.TestConnection.IDLE;
import static lkg.server.connection.TestConnection.ROOM;
import static lkg.server.connection.TestConnection.assertLingers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.EndReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection's state machine, without a selector, a network or a clock: a call, and the answer it gives.
 *
 * <p>Here the deadlines are tested: what a connection waits for is a value that can be compared. Handlers run at once;
 * {@link AnsweringTest} has those that answer later.
 */
class HttpConnectionTest {

    private static final String GET = "GET /a HTTP/1.1\nHost: a\n\n";

    // Reading

    @Test
    void aRequestIsAnsweredInOneWriteAndTheNextOneIsAwaited() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.receives(GET);

        Await next = connection.onReady();

        assertThat(connection.sent()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n/a");
        assertThat(connection.socket.writes())
                .as("head and body leave together")
                .isEqualTo(1);
        assertThat(next).isEqualTo(FIRST_BYTE);
    }

    @Test
    void d10_aPartialRequestWaitsForTheRest() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.receives("GET /a HTTP/1.1\n");

        assertThat(connection.onReady()).isEqualTo(HEAD);
        assertThat(connection.sent()).isEmpty();
        connection.socket.receives("Host: a\n\n");
        assertThat(connection.onReady()).isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).endsWith("/a");
    }

    @Test
    void d13_theDeadlineOfAHeadCountsFromItsFirstByte() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertThat(connection.receives("G")).as("the first byte").isEqualTo(HEAD);
        assertThat(connection.receives("E")).as("the second byte").isEqualTo(Await.unchanged());
        assertThat(connection.receives("T / HTTP/1.1\nHo")).isEqualTo(Await.unchanged());
        assertThat(connection.receives("st: a\n\n")).isEqualTo(FIRST_BYTE);
        assertThat(connection.receives("G"))
                .as("the first byte of the next request")
                .isEqualTo(HEAD);
    }

    @Test
    void d13_aPipelinedRequestsDeadlineIsItsOwn() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertThat(connection.receives("G")).isEqualTo(HEAD);
        assertThat(connection.receives(GET.substring(1) + "G"))
                .as("the rest of one request and the first byte of another")
                .isEqualTo(HEAD);
    }

    @Test
    void aBodysDeadlineIsExtendedByProgress() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertThat(connection.receives("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\n1"))
                .isEqualTo(BODY);
        assertThat(connection.receives("2")).isEqualTo(BODY);
        assertThat(connection.receives("3")).isEqualTo(FIRST_BYTE);
    }

    @Test
    void aClientIsToldOnceToContinue() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        String head = "POST / HTTP/1.1\nHost: a\nContent-Length: 1\nExpect: 100-continue\n\n";

        assertThat(connection.receives(head)).isEqualTo(BODY);
        assertThat(connection.sent()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        connection.onReady();
        assertThat(connection.sent()).as("after a readiness without bytes").isEmpty();
        connection.receives("x");
        assertThat(connection.sent()).startsWith("HTTP/1.1 200");

        connection.receives(head);
        assertThat(connection.sent()).as("for the next request").isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    @Test
    void theEndOfTheInputClosesTheConnection() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.clientCloses();

        assertThat(connection.onReady()).isEqualTo(Await.closed());
    }

    // Refusing

    @Test
    void d12_aBadRequestIsAnsweredAndTheRestIsReadUntilTheClientCloses() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertLingers(connection.receives("nonsense\n"));
        assertThat(connection.sent()).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("\r\nConnection: close\r\n");
        assertThat(connection.socket.isOutputShutDown())
                .as("the client is told that this was all")
                .isTrue();
    }

    @Test
    void d12_aRefusalThatDoesNotFitIsSentToItsEnd() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.hasRoomFor(10);

        assertThat(connection.receives("nonsense\n")).isEqualTo(ROOM);
        connection.socket.hasRoomFor(1000);
        assertLingers(connection.onReady());
        assertThat(connection.sent()).startsWith("HTTP/1.1 400").endsWith("\n");
    }

    @Test
    void aRequestThatTheEndOfTheServerCutsOffIsCounted() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives("GET / HT");
        connection.server.drain();

        connection.onClosed();

        assertThat(connection.server.requestsCutOff()).isEqualTo(1);
    }

    @Test
    void aConnectionWithoutARequestIsNotCountedAsCutOff() {
        TestConnection fresh = TestConnection.inline(HttpConnectionTest::echo);
        fresh.server.drain();
        fresh.onClosed();

        TestConnection answered = TestConnection.inline(HttpConnectionTest::echo);
        answered.receives(GET);
        answered.server.drain();
        answered.onClosed();

        TestConnection idle = TestConnection.inline(HttpConnectionTest::echo);
        idle.onTimeout();
        idle.server.drain();
        idle.onClosed();

        TestConnection stalled = TestConnection.inline(HttpConnectionTest::large);
        stalled.socket.hasRoomFor(0);
        stalled.receives(GET);
        stalled.server.drain();
        stalled.onTimeout();
        stalled.onClosed();

        assertThat(List.of(fresh, answered, idle, stalled))
                .extracting(connection -> connection.server.requestsCutOff())
                .containsOnly(0);
    }

    @Test
    void aRefusalComesAfterTheAnswersToTheRequestsInFrontOfIt() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertLingers(connection.receives(GET + "nonsense\n"));

        assertThat(connection.sent()).startsWith("HTTP/1.1 200").contains("/aHTTP/1.1 400");
    }

    // Timeouts

    @Test
    void anIdleConnectionFirstGivesItsStorageBackAndIsThenClosed() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives(GET);

        assertThat(connection.onTimeout()).as("after a second").isEqualTo(IDLE);
        assertThat(connection.storageBytes()).isZero();
        assertThat(connection.onTimeout()).as("after the whole idle time").isEqualTo(Await.closed());
        assertThat(connection.receives(GET))
                .as("a request in between would start again")
                .isEqualTo(FIRST_BYTE);
        assertThat(connection.onTimeout()).isEqualTo(IDLE);
    }

    @Test
    void d13_aHeadThatTakesTooLongIsAnswered408() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives("GET");

        assertLingers(connection.onTimeout());
        assertThat(connection.sent()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
    }

    @Test
    void d17_aResponseThatNobodyReadsIsGivenUp() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.hasRoomFor(3);
        assertThat(connection.receives(GET)).isEqualTo(ROOM);

        assertThat(connection.onTimeout()).isEqualTo(Await.closed());
    }

    @Test
    void d17_aSlowClientWhoseSocketWasNeverCalledWritableIsNotGivenUp() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::large);
        connection.socket.hasRoomFor(3);
        assertThat(connection.receives(GET)).isEqualTo(ROOM);

        connection.socket.hasRoomFor(1);
        assertThat(connection.onTimeout()).as("one byte was read").isEqualTo(ROOM);
        assertThat(connection.onTimeout()).as("and no other one").isEqualTo(Await.closed());
    }

    /** The kernel calls a socket writable late: a slow client may still be reading what was sent long ago. */
    @Test
    void aConnectionThatHasSentAllAndOnlyGaveWayIsNotGivenUp() {
        AtomicInteger handled = new AtomicInteger();
        TestConnection connection = TestConnection.inline(request -> {
            handled.incrementAndGet();
            return echo(request);
        });
        assertThat(connection.receives(GET.repeat(100))).isEqualTo(ROOM);
        int before = handled.get();

        assertThat(connection.onTimeout())
                .as("it goes on where a handler may run")
                .isEqualTo(Await.woken());
        assertThat(handled).as("requests handled by a timeout").hasValue(before);
        assertThat(connection.wakesUp()).isEqualTo(FIRST_BYTE);
        assertThat(handled).hasValue(100);
    }

    // Shutdown

    @Test
    void d02_anIdleConnectionEnds() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives(GET);
        connection.server.drain();

        assertThat(connection.onShutdown()).isEqualTo(Await.readable(Duration.ofMillis(1)));
        assertThat(connection.onTimeout()).isEqualTo(Await.closed());
    }

    @Test
    void aNewConnectionIsGivenTimeForItsFirstRequestWhenTheServerStops() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.server.drain();

        assertThat(connection.onShutdown()).isEqualTo(FIRST_BYTE);
        assertLingers(connection.receives(GET));
        assertThat(connection.sent()).startsWith("HTTP/1.1 200").contains("Connection: close");
    }

    @Test
    void d02_aRequestThatHasArrivedButWasNotReadIsAnsweredFirst() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.server.drain();
        connection.onShutdown();

        assertLingers(connection.receives(GET));
        assertThat(connection.sent()).contains("\r\nConnection: close\r\n").endsWith("/a");
    }

    @Test
    void d02_aConnectionThatHasBegunSomethingFinishesIt() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives("GET");
        connection.server.drain();

        assertThat(connection.onShutdown()).isEqualTo(Await.unchanged());
    }

    @Test
    void d02_aConnectionThatHasFinishedItsResponseIsIdleFromThenOn() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.hasRoomFor(20);
        connection.receives(GET);
        connection.server.drain();
        assertThat(connection.onShutdown()).isEqualTo(Await.unchanged());

        connection.socket.hasRoomFor(1000);
        assertThat(connection.onReady())
                .as("the response did not say that the connection closes, so a request may be on its way")
                .isEqualTo(Await.readable(Duration.ofMillis(1)));
        assertLingers(connection.receives(GET));
    }

    // Writing

    @Test
    void d19_whatDoesNotFitWaitsForRoomAndNotForInput() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.hasRoomFor(20);

        assertThat(connection.receives(GET)).isEqualTo(ROOM);
        String sent = connection.sent();
        connection.socket.hasRoomFor(1000);
        assertThat(connection.onReady()).isEqualTo(FIRST_BYTE);

        assertThat(sent + connection.sent()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n/a");
    }

    @Test
    void d17_onlyProgressExtendsTheDeadlineOfAResponse() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.hasRoomFor(20);
        connection.receives(GET);

        assertThat(connection.onReady()).as("no room after all").isEqualTo(Await.unchanged());
        connection.socket.hasRoomFor(1);
        assertThat(connection.onReady()).as("one byte").isEqualTo(ROOM);
    }

    @Test
    void d14_inputIsNotReadWhileAResponseWaits() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.socket.hasRoomFor(20);
        assertThat(connection.receives(GET)).as("waits for room alone").isEqualTo(ROOM);

        connection.socket.receives("GET /b HTTP/1.1\nHost: a\n\n");
        connection.socket.hasRoomFor(1000);
        connection.onReady();
        assertThat(connection.sent()).contains("/a").doesNotContain("/b");
        connection.onReady();
        assertThat(connection.sent()).contains("/b");
    }

    @Test
    void d18_aRequestThatIsInTheBufferIsAnsweredWithoutAnotherEvent() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        Await next = connection.receives(GET + GET + GET);

        assertThat(connection.sent().split("HTTP/1.1 200 OK", -1)).hasSize(4);
        assertThat(connection.socket.writes()).as("writes for three responses").isEqualTo(1);
        assertThat(next).isEqualTo(FIRST_BYTE);
    }

    @Test
    void d18_aRequestBehindAResponseThatDidNotFitIsAnsweredAfterIt() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::large);
        connection.socket.hasRoomFor(50_000);
        assertThat(connection.receives(GET + GET)).isEqualTo(ROOM);

        connection.socket.hasRoomFor(10_000_000);
        Await next = ROOM;
        for (int turns = 0; next.equals(ROOM) && turns < 10; turns++) {
            next = connection.onReady();
        }

        assertThat(next).isEqualTo(FIRST_BYTE);
        assertThat(connection.sent().split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }

    @Test
    void oneConnectionCannotHoldTheLoopWithPipelinedRequests() {
        AtomicInteger handled = new AtomicInteger();
        TestConnection connection = TestConnection.inline(request -> {
            handled.incrementAndGet();
            return echo(request);
        });

        assertThat(connection.receives(GET.repeat(1000)))
                .as("there is room at once, so the loop comes back after its other connections")
                .isEqualTo(ROOM);
        assertThat(handled.get()).isBetween(1, 999);

        while (handled.get() < 1000) {
            int before = handled.get();
            connection.onReady();
            assertThat(handled.get()).as("each turn gets on").isGreaterThan(before);
        }
    }

    // Files

    @TempDir
    Path directory;

    private final List<FileChannel> opened = new ArrayList<>();

    @Test
    void aFileIsClosedWhenItWasSent() throws IOException {
        Body file = file(300_000, 300_000);
        TestConnection connection = TestConnection.inline(request -> response(file));

        Await next = connection.receives(GET);
        while (next.equals(ROOM)) {
            next = connection.onReady();
        }

        assertThat(connection.sent().length()).as("bytes sent").isGreaterThan(300_000);
        assertThat(opened).hasSize(1).noneMatch(FileChannel::isOpen);
    }

    @Test
    void aFastDownloadCannotHoldTheLoop() throws IOException {
        Body file = file(20_000_000, 20_000_000);
        TestConnection connection = TestConnection.inline(request -> response(file));

        Await next = connection.receives(GET);

        assertThat(connection.sent().length()).as("bytes sent in one turn").isBetween(1_000_000, 19_000_000);
        assertThat(next)
                .as("there is room at once, so the loop comes back after its other connections")
                .isEqualTo(ROOM);
        connection.onClosed();
    }

    @Test
    void aFileIsClosedWhenTheConnectionIs() throws IOException {
        Body file = file(300_000, 300_000);
        TestConnection connection = TestConnection.inline(request -> response(file));
        connection.socket.hasRoomFor(10_000);
        connection.receives(GET);
        assertThat(opened).hasSize(1).allMatch(FileChannel::isOpen);

        connection.onClosed();

        assertThat(opened).noneMatch(FileChannel::isOpen);
        assertThat(connection.released).isEqualTo(1);
    }

    @Test
    void aFileOfWhichOnlyTheHeadIsSentIsNotOpened() throws IOException {
        Body file = file(300_000, 300_000);
        TestConnection connection = TestConnection.inline(request -> response(file));

        connection.receives("HEAD /a HTTP/1.1\nHost: a\n\n");

        assertThat(connection.sent()).contains("Content-Length: 300000").endsWith("\r\n\r\n");
        assertThat(opened).isEmpty();
    }

    @Test
    void aResponseWhoseFieldsAreTooLargeIsA500AndOpensNoFile() throws IOException {
        Body file = file(300_000, 300_000);
        TestConnection connection =
                TestConnection.inline(request -> response(file).withHeader("Too-Large", "x".repeat(2_000_000)));

        assertThat(connection.receives(GET)).isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).startsWith("HTTP/1.1 500 ");
        assertThat(opened).isEmpty();
    }

    @Test
    void aFileThatBecameShorterEndsTheConnectionAndNotTheResponse() throws IOException {
        Body file = file(300_000, 300_001);
        TestConnection connection = TestConnection.inline(request -> response(file));

        Await next = connection.receives(GET);
        while (next.equals(ROOM)) {
            next = connection.onReady();
        }

        assertThat(next).isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).containsExactly(EndReason.BODY_FAILED);
        assertThat(opened).noneMatch(FileChannel::isOpen);
    }

    @Test
    void aSmallFileThatBecameShorterIsA500() throws IOException {
        Body file = file(1000, 1001);
        TestConnection connection = TestConnection.inline(request -> response(file));

        assertThat(connection.receives(GET)).isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).startsWith("HTTP/1.1 500");
        assertThat(opened).noneMatch(FileChannel::isOpen);
    }

    @Test
    void aConnectionThatEndsWithoutAReasonHasFailed() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        connection.onClosed();

        assertThat(connection.ended).containsExactly(EndReason.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no-response", "/too-many-fields", "/no-file", "/no-source"})
    void aResponseThatCannotBeMadeIsA500AndLosesNoAnswerBeforeOrBehindIt(String target) {
        TestConnection connection = TestConnection.inline(request -> switch (request.target()) {
            case "/no-response" -> null;
            case "/too-many-fields" -> HttpResponse.of(200).withHeader("X", "x".repeat(300_000));
            case "/no-file" ->
                HttpResponse.of(
                        200, "a/b", new Body.FileRegion(() -> FileChannel.open(Path.of("no such file")), 0, 100_000));
            case "/no-source" ->
                HttpResponse.of(
                        200,
                        "a/b",
                        new Body.Pulled(
                                wakeUp -> {
                                    throw new IllegalStateException("on purpose");
                                },
                                5));
            default -> HttpResponse.text(200, "fine");
        });

        connection.receives(
                "GET /1 HTTP/1.1\nHost: a\n\nGET " + target + " HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\nHost: a\n\n");

        assertThat(Pattern.compile("HTTP/1.1 (\\d+)")
                        .matcher(connection.sent())
                        .results()
                        .map(result -> result.group(1)))
                .containsExactly("200", "500", "200");
    }

    @Test
    void aFileThatCannotBeOpenedIsA500() {
        for (Throwable failure : List.of(new IOException("secret"), new IllegalStateException(), new LinkageError())) {
            Body file = new Body.FileRegion(
                    () -> {
                        throw TestConnection.sneaky(failure);
                    },
                    0,
                    300_000);
            TestConnection connection = TestConnection.inline(request -> response(file));

            assertThat(connection.receives(GET)).as("%s", failure).isEqualTo(FIRST_BYTE);

            assertThat(connection.sent()).startsWith("HTTP/1.1 500").doesNotContain("secret");
        }
    }

    // Helpers

    private static HttpResponse echo(HttpRequest request) {
        return HttpResponse.text(200, request.target());
    }

    private static HttpResponse large(HttpRequest request) {
        return HttpResponse.bytes(200, "text/plain", new byte[200_000]);
    }

    /** A file of {@code size} bytes, taken for one of {@code length}. */
    private Body file(int size, long length) throws IOException {
        Path path = Files.write(directory.resolve("file" + size), new byte[size]);
        return new Body.FileRegion(
                () -> {
                    opened.add(FileChannel.open(path, StandardOpenOption.READ));
                    return opened.get(opened.size() - 1);
                },
                0,
                length);
    }

    private static HttpResponse response(Body file) {
        return new HttpResponse(200, Headers.empty(), file);
    }
}
