package lkg.server.connection;

import static lkg.server.connection.TestConnection.BODY;
import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static lkg.server.connection.TestConnection.HEAD;
import static lkg.server.connection.TestConnection.IDLE;
import static lkg.server.connection.TestConnection.ROOM;
import static lkg.server.connection.TestConnection.assertLingers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.EndReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection's state machine, without a selector, a network or a clock: a call, and the answer it gives.
 *
 * <p>Here the deadlines are tested: what a connection waits for is a value that can be compared. Handlers run at once;
 * {@link AnsweringTest} has those that answer later.
 */
@ExtendWith(ConnectionStory.class)
class HttpConnectionTest {

    private static final String GET = "GET /a HTTP/1.1\nHost: a\n\n";

    // Reading

    @Test
    @Tag("step-1")
    void aRequestIsAnsweredInOneWriteAndTheNextOneIsAwaited() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        Await next = connection.receives(GET);

        assertThat(connection.sent())
                .as("the response")
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n/a");
        assertThat(connection.socket.writes())
                .as("writes: head and body leave together")
                .isEqualTo(1);
        assertThat(next).as("the wait for the next request").isEqualTo(FIRST_BYTE);
    }

    @Test
    @Tag("step-2")
    void d10_aPartialRequestWaitsForTheRest() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.arrives("GET /a HTTP/1.1\n");

        assertThat(connection.onReady()).as("the wait for the rest of a head").isEqualTo(HEAD);
        assertThat(connection.sent()).as("sent before the head is complete").isEmpty();
        assertThat(connection.receives("Host: a\n\n"))
                .as("the wait for the next request")
                .isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("the response").endsWith("/a");
    }

    @Test
    @Tag("step-2")
    void d13_theDeadlineOfAHeadCountsFromItsFirstByte() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertThat(connection.receives("G")).as("the first byte").isEqualTo(HEAD);
        assertThat(connection.receives("E")).as("the second byte").isEqualTo(Await.unchanged());
        assertThat(connection.receives("T / HTTP/1.1\nHo")).as("further bytes").isEqualTo(Await.unchanged());
        assertThat(connection.receives("st: a\n\n"))
                .as("the last bytes of the head")
                .isEqualTo(FIRST_BYTE);
        assertThat(connection.receives("G"))
                .as("the first byte of the next request")
                .isEqualTo(HEAD);
    }

    @Test
    @Tag("step-2")
    void d13_aPipelinedRequestsDeadlineIsItsOwn() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertThat(connection.receives("G")).as("what it waits for next").isEqualTo(HEAD);
        assertThat(connection.receives(GET.substring(1) + "G"))
                .as("the rest of one request and the first byte of another")
                .isEqualTo(HEAD);
    }

    @Test
    @Tag("step-4")
    void aBodysDeadlineIsExtendedByProgress() {
        TestConnection connection = TestConnection.inline(
                request -> HttpResponse.text(200, request.body().text()));

        assertThat(connection.receives("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\n1"))
                .as("with the first of three bytes")
                .isEqualTo(BODY);
        assertThat(connection.receives("2")).as("the second byte").isEqualTo(BODY);
        assertThat(connection.receives("3")).as("the third byte").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("the response, which is the body").endsWith("\r\n\r\n123");
    }

    @Test
    @Tag("step-4")
    void aClientThatClosesInTheMiddleOfABodyHasLeft() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\n1");
        connection.clientCloses();

        assertThat(connection.onReady()).as("at the end of the input").isEqualTo(Await.closed());

        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_LEFT);
        assertThat(connection.sent()).as("sent to a request without an end").isEmpty();
    }

    @Test
    @Tag("step-4")
    void whatIsBehindABodyIsTheNextRequest() {
        TestConnection connection = TestConnection.inline(
                request -> HttpResponse.text(200, request.body().text()));

        assertThat(connection.receives("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\n12"))
                .as("two of three bytes")
                .isEqualTo(BODY);
        assertThat(connection.receives("3POST / HTTP/1.1\nHost: a\nContent-Length: 2\n\n45"))
                .as("the third, and the next request")
                .isEqualTo(FIRST_BYTE);

        assertThat(connection.sent())
                .as("the two bodies")
                .contains("\r\n\r\n123HTTP/1.1")
                .endsWith("\r\n\r\n45");
    }

    @Test
    @Tag("step-4")
    void aClientIsToldOnceToContinue() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        String head = "POST / HTTP/1.1\nHost: a\nContent-Length: 1\nExpect: 100-continue\n\n";

        assertThat(connection.receives(head)).as("the wait for the body").isEqualTo(BODY);
        assertThat(connection.sent()).as("after the head").isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        connection.onReady();
        assertThat(connection.sent()).as("after a readiness without bytes").isEmpty();
        connection.receives("x");
        assertThat(connection.sent()).as("after the body").startsWith("HTTP/1.1 200");

        connection.receives(head);
        assertThat(connection.sent()).as("for the next request").isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    @Test
    @Tag("step-1")
    void theEndOfTheInputClosesTheConnection() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.clientCloses();

        assertThat(connection.onReady()).as("at the end of the input").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_CLOSED);
    }

    @Test
    @Tag("step-1")
    void aNetworkThatFailsEndsTheConnectionQuietly() {
        for (IOException failure : List.of(new IOException("connection reset"), new ClosedChannelException())) {
            TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
            connection.receives(GET);
            connection.networkFailsWith(failure);

            assertThat(connection.onReady()).as("if reading throws %s", failure).isEqualTo(Await.closed());
        }
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.networkFailsWith(new IOException("connection reset"));
        connection.onReady();
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.NETWORK_FAILED);
    }

    @Test
    @Tag("step-3")
    void aNetworkThatFailsInTheMiddleOfAResponseEndsTheConnectionQuietly() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::large);
        connection.hasRoomFor(1000);
        connection.receives(GET);
        connection.networkFailsWith(new IOException("connection reset"));

        assertThat(connection.onReady()).as("if writing throws").isEqualTo(Await.closed());

        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.NETWORK_FAILED);
    }

    // Refusing

    /** Closing with input unread resets the connection, and the reset may overtake the response. */
    @Test
    @Tag("step-5")
    void aLastRequestWithMoreBehindItIsAnsweredAndTheRestIsReadUntilTheClientCloses() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertLingers(connection.receives("GET /a HTTP/1.1\nHost: a\nConnection: close\n\nand more"));
    }

    @Test
    @Tag("step-5")
    void d12_aBadRequestIsAnsweredAndTheRestIsReadUntilTheClientCloses() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertLingers(connection.receives("nonsense\n"));
        assertThat(connection.sent())
                .as("the answer to nonsense")
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("\r\nConnection: close\r\n");
        assertThat(connection.socket.isOutputShutDown())
                .as("the output is shut down: the client is told that this was all")
                .isTrue();
        assertThat(connection.released)
                .as("connections that count no more, while it lingers")
                .isZero();
    }

    @Test
    @Tag("step-5")
    void aBodyThatIsWrongIsAnswered400() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n3\nabc\n");

        assertLingers(connection.receives("nonsense\n"));

        assertThat(connection.sent()).as("the answer to a chunk without a size").startsWith("HTTP/1.1 400");
        assertThat(connection.refused)
                .as("refusals that the observer was told of")
                .hasSize(1);
    }

    @Test
    @Tag("step-5")
    void d12_aRefusalThatDoesNotFitIsSentToItsEnd() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.hasRoomFor(10);

        assertThat(connection.receives("nonsense\n"))
                .as("with room for 10 bytes")
                .isEqualTo(ROOM);
        connection.hasRoomFor(1000);
        assertLingers(connection.onReady());
        String[] sent = connection.sent().split("\r\n\r\n", 2);
        assertThat(sent[0]).as("the head of the refusal").startsWith("HTTP/1.1 400");
        assertThat(sent[0])
                .as("the head of a refusal with %s bytes of text", sent[1].length())
                .contains("Content-Length: " + sent[1].length() + "\r\n");
        assertThat(sent[1]).as("the text of the refusal").isNotEmpty();
    }

    @Test
    @Tag("step-8")
    void aRequestWhoseHandlerIsAtWorkIsCutOffByTheEndOfTheServer() {
        TestConnection connection = TestConnection.withExecutor(HttpConnectionTest::echo);
        connection.receives(GET);
        connection.drain();

        connection.onClosed();

        assertThat(connection.server.requestsCutOff())
                .as("requests that were cut off")
                .isEqualTo(1);
    }

    @Test
    @Tag("step-8")
    void aRequestThatTheEndOfTheServerCutsOffIsCounted() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives("GET / HT");
        connection.drain();

        connection.onClosed();

        assertThat(connection.server.requestsCutOff())
                .as("requests that were cut off: the half head is one")
                .isEqualTo(1);
    }

    @Test
    @Tag("step-8")
    void aConnectionWithoutARequestIsNotCountedAsCutOff() {
        TestConnection fresh = TestConnection.inline(HttpConnectionTest::echo);
        fresh.drain();
        fresh.onClosed();

        TestConnection answered = TestConnection.inline(HttpConnectionTest::echo);
        answered.receives(GET);
        answered.drain();
        answered.onClosed();

        TestConnection idle = TestConnection.inline(HttpConnectionTest::echo);
        idle.onTimeout();
        idle.drain();
        idle.onClosed();

        TestConnection stalled = TestConnection.inline(HttpConnectionTest::large);
        stalled.hasRoomFor(0);
        stalled.receives(GET);
        stalled.drain();
        stalled.onTimeout();
        stalled.onClosed();

        assertThat(List.of(fresh, answered, idle, stalled))
                .as("requests cut off of a fresh, an answered, an idle and a stalled connection")
                .extracting(connection -> connection.server.requestsCutOff())
                .containsOnly(0);
    }

    @Test
    @Tag("step-5")
    void aRefusalComesAfterTheAnswersToTheRequestsInFrontOfIt() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertLingers(connection.receives(GET + "nonsense\n"));

        assertThat(connection.sent())
                .as("the answers to a request and to nonsense, in this order")
                .startsWith("HTTP/1.1 200")
                .contains("/aHTTP/1.1 400");
    }

    // Timeouts

    @Test
    @Tag("step-2")
    void aConnectionHoldsNoStorageBetweenTwoRequests() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives(GET);
        assertThat(connection.storageBytes())
                .as("bytes of storage that it keeps when it has answered")
                .isZero();

        connection.receives("GET / HT");
        assertThat(connection.storageBytes())
                .as("bytes of storage that it keeps for half a request")
                .isPositive();
    }

    @Test
    @Tag("step-2")
    void anIdleConnectionIsClosed() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives(GET);

        assertThat(connection.onTimeout()).as("after a second").isEqualTo(IDLE);
        assertThat(connection.onTimeout()).as("after the whole idle time").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.IDLE);
    }

    @Test
    @Tag("step-2")
    void anIdleConnectionGoesOnWithItsNextRequest() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        assertThat(connection.onTimeout()).as("after a second").isEqualTo(IDLE);

        assertThat(connection.receives("GET /a HTTP/1.1\n")).as("half a head").isEqualTo(HEAD);
        assertThat(connection.receives("Host: a\n\n")).as("the other half").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent())
                .as("the response")
                .startsWith("HTTP/1.1 200")
                .endsWith("/a");
        assertThat(connection.onTimeout()).as("after another second").isEqualTo(IDLE);
    }

    @Test
    @Tag("step-2")
    void anIdleConnectionWhoseClientClosesEnds() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.onTimeout();
        connection.clientCloses();

        assertThat(connection.onReady()).as("at the end of the input").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_CLOSED);
    }

    @Test
    @Tag("step-5")
    void d13_aHeadThatTakesTooLongIsAnswered408() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives("GET");

        assertLingers(connection.onTimeout());
        assertThat(connection.sent())
                .as("the answer to a head that does not end")
                .startsWith("HTTP/1.1 408 Request Timeout\r\n");
        connection.onClosed();
    }

    @Test
    @Tag("step-3")
    void d17_aResponseThatNobodyReadsIsGivenUp() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.hasRoomFor(3);
        assertThat(connection.receives(GET)).as("with too little room").isEqualTo(ROOM);

        assertThat(connection.onTimeout()).as("without room all the time").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.STALLED);
    }

    @Test
    @Tag("step-3")
    void d17_aSlowClientWhoseSocketWasNeverCalledWritableIsNotGivenUp() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::large);
        connection.hasRoomFor(3);
        assertThat(connection.receives(GET)).as("with too little room").isEqualTo(ROOM);

        connection.hasRoomFor(1);
        assertThat(connection.onTimeout()).as("one byte was read").isEqualTo(ROOM);
        assertThat(connection.onTimeout()).as("and no other one").isEqualTo(Await.closed());
    }

    /** The kernel calls a socket writable late: a slow client may still be reading what was sent long ago. */
    @Test
    @Tag("step-3")
    void aConnectionThatHasSentAllAndOnlyGaveWayIsNotGivenUp() {
        AtomicInteger handled = new AtomicInteger();
        TestConnection connection = TestConnection.inline(request -> {
            handled.incrementAndGet();
            return echo(request);
        });
        assertThat(connection.receives(GET.repeat(100)))
                .as("100 requests at once: it gives way")
                .isEqualTo(ROOM);
        int before = handled.get();

        assertThat(connection.onTimeout())
                .as("it goes on where a handler may run")
                .isEqualTo(Await.woken());
        assertThat(handled).as("requests handled by a timeout").hasValue(before);
        assertThat(connection.wakesUp()).as("all are answered").isEqualTo(FIRST_BYTE);
        assertThat(handled).as("requests handled").hasValue(100);
    }

    // Shutdown

    @Test
    @Tag("step-8")
    void d02_anIdleConnectionEnds() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives(GET);
        connection.drain();

        assertThat(connection.onShutdown())
                .as("the wait for a last request")
                .isEqualTo(Await.readable(Duration.ofMillis(1)));
        assertThat(connection.onTimeout()).as("no request has come").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.SHUTDOWN);
    }

    @Test
    @Tag("step-8")
    void aNewConnectionIsGivenTimeForItsFirstRequestWhenTheServerStops() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.drain();

        assertThat(connection.onShutdown()).as("the wait for the first request").isEqualTo(FIRST_BYTE);
        assertLingers(connection.receives(GET));
        assertThat(connection.sent())
                .as("the response")
                .startsWith("HTTP/1.1 200")
                .contains("Connection: close");
    }

    @Test
    @Tag("step-8")
    void d02_aRequestThatHasArrivedButWasNotReadIsAnsweredFirst() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.drain();
        connection.onShutdown();

        assertLingers(connection.receives(GET));
        assertThat(connection.sent())
                .as("the response")
                .contains("\r\nConnection: close\r\n")
                .endsWith("/a");
    }

    @Test
    @Tag("step-8")
    void d02_aConnectionThatHasBegunSomethingFinishesIt() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.receives("GET");
        connection.drain();

        assertThat(connection.onShutdown()).as("in the middle of a head").isEqualTo(Await.unchanged());
    }

    @Test
    @Tag("step-8")
    void d02_aConnectionThatHasFinishedItsResponseIsIdleFromThenOn() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.hasRoomFor(20);
        connection.receives(GET);
        connection.drain();
        assertThat(connection.onShutdown()).as("in the middle of a response").isEqualTo(Await.unchanged());

        connection.hasRoomFor(1000);
        assertThat(connection.onReady())
                .as("the response did not say that the connection closes, so a request may be on its way")
                .isEqualTo(Await.readable(Duration.ofMillis(1)));
        assertLingers(connection.receives(GET));
    }

    // Writing

    @Test
    @Tag("step-3")
    void d19_whatDoesNotFitWaitsForRoomAndNotForInput() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.hasRoomFor(20);

        assertThat(connection.receives(GET)).as("with too little room").isEqualTo(ROOM);
        String sent = connection.sent();
        connection.hasRoomFor(1000);
        assertThat(connection.onReady()).as("with room for all").isEqualTo(FIRST_BYTE);

        assertThat(sent + connection.sent())
                .as("all that was sent")
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n/a");
    }

    @Test
    @Tag("step-3")
    void d17_onlyProgressExtendsTheDeadlineOfAResponse() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.hasRoomFor(20);
        connection.receives(GET);

        assertThat(connection.onReady()).as("no room after all").isEqualTo(Await.unchanged());
        connection.hasRoomFor(1);
        assertThat(connection.onReady()).as("one byte").isEqualTo(ROOM);
    }

    @Test
    @Tag("step-3")
    void d14_inputIsNotReadWhileAResponseWaits() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);
        connection.hasRoomFor(20);
        assertThat(connection.receives(GET)).as("waits for room alone").isEqualTo(ROOM);

        connection.arrives("GET /b HTTP/1.1\nHost: a\n\n");
        connection.hasRoomFor(1000);
        connection.onReady();
        assertThat(connection.sent())
                .as("sent with the room that came")
                .contains("/a")
                .doesNotContain("/b");
        connection.onReady();
        assertThat(connection.sent()).as("sent when the next request was read").contains("/b");
    }

    @Test
    @Tag("step-1")
    void d18_aRequestThatIsInTheBufferIsAnsweredWithoutAnotherEvent() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        Await next = connection.receives(GET + GET + GET);

        assertThat(responses(connection.sent()))
                .as("responses to three requests")
                .isEqualTo(3);
        assertThat(connection.socket.writes()).as("writes for three responses").isEqualTo(1);
        assertThat(next).as("the wait for the next request").isEqualTo(FIRST_BYTE);
    }

    @Test
    @Tag("step-3")
    void d18_aRequestBehindAResponseThatDidNotFitIsAnsweredAfterIt() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::large);
        connection.hasRoomFor(50_000);
        assertThat(connection.receives(GET + GET))
                .as("two responses of 200,000 bytes")
                .isEqualTo(ROOM);

        connection.hasRoomFor(10_000_000);
        Await next = connection.goesOn(ROOM);

        assertThat(next).as("after both responses").isEqualTo(FIRST_BYTE);
        assertThat(responses(connection.sent())).as("responses to two requests").isEqualTo(2);
    }

    @Test
    @Tag("step-3")
    void responsesThatNobodyReadsAreNotCollectedWithoutABound() {
        AtomicInteger handled = new AtomicInteger();
        TestConnection connection = TestConnection.inline(request -> {
            handled.incrementAndGet();
            return HttpResponse.text(200, "x".repeat(16_000));
        });
        connection.hasRoomFor(0);

        assertThat(connection.receives(GET.repeat(50))).as("without room").isEqualTo(ROOM);

        assertThat(handled)
                .as("of 50 requests, those handled before their responses fill 64 KiB")
                .hasValueLessThan(6);
    }

    @Test
    @Tag("step-5")
    void theLastOfTheAllowedRequestsSaysThatTheConnectionCloses() {
        TestConnection connection = TestConnection.forRequests(2, HttpConnectionTest::echo);
        assertThat(connection.receives(GET))
                .as("after the first of two requests")
                .isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("the first response").doesNotContain("Connection: close");

        assertLingers(connection.receives(GET));

        assertThat(connection.sent()).as("the second response").contains("\r\nConnection: close\r\n");
    }

    @Test
    @Tag("step-5")
    void aRequestThatWantsToBeTheLastIsAnsweredAndTheConnectionCloses() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        assertThat(connection.receives("GET /a HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .as("nothing unread, so nothing to linger for")
                .isEqualTo(Await.closed());

        assertThat(connection.sent())
                .as("the response")
                .contains("\r\nConnection: close\r\n")
                .endsWith("/a");
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_WISH);
    }

    @Test
    @Tag("step-3")
    void oneConnectionCannotHoldTheLoopWithPipelinedRequests() {
        AtomicInteger handled = new AtomicInteger();
        TestConnection connection = TestConnection.inline(request -> {
            handled.incrementAndGet();
            return echo(request);
        });

        assertThat(connection.receives(GET.repeat(1000)))
                .as("there is room at once, so the loop comes back after its other connections")
                .isEqualTo(ROOM);
        assertThat(handled.get())
                .as("of 1000 requests, those handled in the first turn")
                .isBetween(1, 999);

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
    @Tag("step-3")
    void aFileIsClosedWhenItWasSent() throws IOException {
        Body file = file(300_000, 300_000);
        TestConnection connection = TestConnection.inline(request -> response(file));

        Await next = connection.goesOn(connection.receives(GET));

        assertThat(next).as("after the whole file").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent().length()).as("bytes sent").isGreaterThan(300_000);
        assertThat(opened).as("files opened").hasSize(1);
        assertThat(opened).as("files that are still open").noneMatch(FileChannel::isOpen);
    }

    @Test
    @Tag("step-3")
    void aLargeFileArrivesWholeAndInOrderBehindAResponseAndInFrontOfOne() throws IOException {
        byte[] content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        Path path = Files.write(directory.resolve("large"), content);
        Body part = new Body.FileRegion(() -> FileChannel.open(path), 1000, content.length - 1000);
        TestConnection connection = TestConnection.inline(
                request -> request.path().equals("/large") ? response(part) : HttpResponse.text(200, request.path()));
        connection.hasRoomFor(100_000);

        Await next = connection.receives(GET + "GET /large HTTP/1.1\nHost: a\n\n" + GET);
        for (int room = 1; !next.equals(FIRST_BYTE) && room < 100; room++) {
            connection.hasRoomFor(room * 10_000);
            next = connection.onReady();
        }

        byte[] sent = connection.socket.sentBytes();
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("\r\n\r\n", text.indexOf("/a")) + 4;
        assertThat(next).as("after three responses").isEqualTo(FIRST_BYTE);
        assertThat(Arrays.mismatch(
                        Arrays.copyOfRange(sent, start, start + content.length - 1000),
                        Arrays.copyOfRange(content, 1000, content.length)))
                .as("the place of the first byte that is not the file's, or -1")
                .isEqualTo(-1);
        assertThat(responses(text)).as("responses").isEqualTo(3);
    }

    @Test
    @Tag("step-3")
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
    @Tag("step-3")
    void aFileIsClosedWhenTheConnectionIs() throws IOException {
        Body file = file(300_000, 300_000);
        TestConnection connection = TestConnection.inline(request -> response(file));
        connection.hasRoomFor(10_000);
        connection.receives(GET);
        assertThat(opened).as("files opened, while one is sent").hasSize(1).allMatch(FileChannel::isOpen);

        connection.onClosed();

        assertThat(opened).as("files that are still open").noneMatch(FileChannel::isOpen);
        assertThat(connection.released).as("connections that count no more").isEqualTo(1);
    }

    @Test
    @Tag("step-1")
    void aFileOfWhichOnlyTheHeadIsSentIsNotOpened() throws IOException {
        Body file = file(300_000, 300_000);
        TestConnection connection = TestConnection.inline(request -> response(file));

        connection.receives("HEAD /a HTTP/1.1\nHost: a\n\n");

        assertThat(connection.sent())
                .as("the head alone")
                .contains("Content-Length: 300000")
                .endsWith("\r\n\r\n");
        assertThat(opened).as("files opened").isEmpty();
    }

    @Test
    @Tag("step-1")
    void aResponseWhoseFieldsAreTooLargeIsA500AndOpensNoFile() throws IOException {
        Body file = file(300_000, 300_000);
        TestConnection connection =
                TestConnection.inline(request -> response(file).withHeader("Too-Large", "x".repeat(2_000_000)));

        assertThat(connection.receives(GET)).as("after the response").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("the response").startsWith("HTTP/1.1 500 ");
        assertThat(opened).as("files opened").isEmpty();
    }

    @Test
    @Tag("step-3")
    void aFileThatBecameShorterEndsTheConnectionAndNotTheResponse() throws IOException {
        Body file = file(300_000, 300_001);
        TestConnection connection = TestConnection.inline(request -> response(file));

        Await next = connection.goesOn(connection.receives(GET));

        assertThat(next).as("when the file has no more bytes").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.BODY_FAILED);
        assertThat(opened).as("files that are still open").noneMatch(FileChannel::isOpen);
    }

    @Test
    @Tag("step-1")
    void aSmallFileThatBecameShorterIsA500() throws IOException {
        Body file = file(1000, 1001);
        TestConnection connection = TestConnection.inline(request -> response(file));

        assertThat(connection.receives(GET)).as("after the response").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("the response").startsWith("HTTP/1.1 500");
        assertThat(opened).as("files that are still open").noneMatch(FileChannel::isOpen);
    }

    @Test
    @Tag("step-1")
    void aConnectionThatEndsWithoutAReasonHasFailed() {
        TestConnection connection = TestConnection.inline(HttpConnectionTest::echo);

        connection.onClosed();

        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no-response", "/too-many-fields", "/no-file", "/no-source"})
    @Tag("step-1")
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
                .as("statuses of the responses to /1, " + target + " and /2")
                .containsExactly("200", "500", "200");
    }

    @Test
    @Tag("step-1")
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

            assertThat(connection.sent())
                    .as("the response if opening the file throws %s", failure)
                    .startsWith("HTTP/1.1 500")
                    .doesNotContain("secret");
        }
    }

    // Helpers

    private static int responses(String sent) {
        return sent.split("HTTP/1.1 200 OK", -1).length - 1;
    }

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
