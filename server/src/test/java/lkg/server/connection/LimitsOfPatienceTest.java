package lkg.server.connection;

import static lkg.server.connection.TestConnection.BODY;
import static lkg.server.connection.TestConnection.DRAIN_TIME;
import static lkg.server.connection.TestConnection.ENOUGH_BYTES;
import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static lkg.server.connection.TestConnection.HANDLER_TIME;
import static lkg.server.connection.TestConnection.ROOM;
import static lkg.server.connection.TestConnection.assertLingers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lkg.http.Body;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.EventStream;
import lkg.server.Handler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a connection waits for a slow client, for a slow handler, and for anything when the server stops. */
@ExtendWith(ConnectionStory.class)
class LimitsOfPatienceTest {

    private static final String GET = "GET /a HTTP/1.1\nHost: a\n\n";
    private static final int PIPE_BYTES = 64 * 1024;
    private static final Await ANSWER = Await.readable(HANDLER_TIME);
    private static final Await ANSWER_UNHEARD = Await.pause(HANDLER_TIME);

    private static HttpResponse ok(HttpRequest request) {
        return HttpResponse.text(200, "ok");
    }

    private static String post(int bytes) {
        return "POST /a HTTP/1.1\nHost: a\nContent-Length: " + bytes + "\n\n";
    }

    private static Await untilThePipeIsFull(TestConnection connection) {
        Await next = BODY;
        for (int i = 0; i < 100 && !next.equals(ANSWER_UNHEARD); i++) {
            next = connection.onReady();
        }
        return next;
    }

    // Slow clients

    @Test
    @Tag("step-4")
    void aBodyThatDripsDoesNotExtendItsDeadline() {
        assertDripsAreNoProgress(TestConnection.strict(LimitsOfPatienceTest::ok));
    }

    @Test
    @Tag("step-7")
    void anUploadThatDripsDoesNotExtendItsDeadline() {
        assertDripsAreNoProgress(TestConnection.strict(Handler.streaming(LimitsOfPatienceTest::ok)));
    }

    @Test
    @Tag("step-5")
    void aBodyThatTakesTooLongIsAnswered408() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        connection.receives(post(100_000) + "x");

        assertLingers(connection.onTimeout());

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 408");
        assertThat(connection.refused)
                .as("refusals that the observer was told of")
                .hasSize(1);
    }

    private static void assertDripsAreNoProgress(TestConnection connection) {
        assertThat(connection.receives(post(100_000))).as("after the head").isEqualTo(BODY);

        for (int i = 1; i < ENOUGH_BYTES; i++) {
            assertThat(connection.receives("x")).as("byte %s of the body", i).isEqualTo(Await.unchanged());
        }
        assertThat(connection.receives("x"))
                .as("byte %s, which is enough in a minute", ENOUGH_BYTES)
                .isEqualTo(BODY);
    }

    @Test
    @Tag("step-4")
    void chunkFramingIsNoProgressOfABody() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        connection.receives("POST /a HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n");

        for (int i = 0; i < ENOUGH_BYTES / 5; i++) {
            assertThat(connection.receives("1\nx\n"))
                    .as("what it waits for next")
                    .isEqualTo(Await.unchanged());
        }
    }

    @Test
    @Tag("step-3")
    void aResponseThatIsTakenInDripsDoesNotExtendItsDeadline() {
        TestConnection connection =
                TestConnection.strict(Handler.onLoop(request -> HttpResponse.bytes(200, "a/b", new byte[200_000])));
        connection.hasRoomFor(10_000);
        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(ROOM);

        connection.hasRoomFor(ENOUGH_BYTES - 1);
        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(Await.unchanged());
        connection.hasRoomFor(1);
        assertThat(connection.onReady()).as("enough in a minute").isEqualTo(ROOM);

        connection.hasRoomFor(ENOUGH_BYTES - 1);
        assertThat(connection.onTimeout()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.STALLED);
    }

    @Test
    @Tag("step-3")
    void atTheDeadlineAResponseIsWrittenOnceMoreAndMayGoOn() {
        TestConnection connection =
                TestConnection.strict(Handler.onLoop(request -> HttpResponse.bytes(200, "a/b", new byte[200_000])));
        connection.hasRoomFor(10_000);
        connection.receives(GET);

        connection.hasRoomFor(ENOUGH_BYTES);
        assertThat(connection.onTimeout()).as("what it waits for next").isEqualTo(ROOM);

        assertThat(connection.sendsAll()).as("what it waits for next").isEqualTo(FIRST_BYTE);
    }

    @Test
    @Tag("step-3")
    void theRestOfAResponseMayBeLessThanEnough() {
        TestConnection connection =
                TestConnection.strict(Handler.onLoop(request -> HttpResponse.bytes(200, "a/b", new byte[20_000])));
        connection.hasRoomFor(20_000);
        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(ROOM);

        connection.hasRoomFor(1000);
        assertThat(connection.onTimeout()).as("all is sent").isEqualTo(ROOM);
        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(FIRST_BYTE);
    }

    @Test
    @Tag("step-7")
    void theTimeForWhichAHandlerDoesNotReadIsNotHeldAgainstItsClient() throws Exception {
        TestConnection connection = TestConnection.strict(Handler.streaming(request -> {
            request.body().stream().readAllBytes();
            return ok(request);
        }));
        connection.receives(post(1_000_000) + "x".repeat(PIPE_BYTES - ENOUGH_BYTES / 2));
        connection.readsAll();
        connection.arrives("x".repeat(ENOUGH_BYTES / 2 + 1));
        assertThat(untilThePipeIsFull(connection))
                .as("one byte more than the pipe holds")
                .isEqualTo(ANSWER_UNHEARD);
        Thread handler = new Thread(connection.jobs.remove());

        handler.start();
        Await next = connection.wakesUp();

        assertThat(next)
                .as("the handler has read: the client has a period of its own")
                .isEqualTo(BODY);
        connection.onClosed();
        handler.join();
    }

    @Test
    @Tag("step-6")
    void theTimeForWhichASourceHasNothingIsNotHeldAgainstItsClient() {
        List<EventStream> streams = new ArrayList<>();
        TestConnection connection = TestConnection.strict(Handler.events(streams::add));
        connection.receives(GET);
        connection.hasRoomFor(10);
        streams.get(0).offer("x".repeat(1000));
        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(ROOM);
        connection.hasRoomFor(10_000);
        assertThat(connection.onReady()).as("all is sent, and more may come").isEqualTo(Await.readable());

        connection.hasRoomFor(0);
        streams.get(0).offer("x".repeat(20_000));

        assertThat(connection.wakesUp()).as("a period of its own").isEqualTo(ROOM);
    }

    @Test
    @Tag("step-6")
    void aStreamWhoseClientTakesAllAtTheDeadlineGoesOn() {
        TestConnection connection = TestConnection.strict(Handler.events(stream -> stream.offer("x".repeat(1000))));
        connection.hasRoomFor(100);
        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(ROOM);

        connection.hasRoomFor(100_000);
        assertThat(connection.onTimeout()).as("all that there is, is sent").isEqualTo(ROOM);

        assertThat(connection.onReady()).as("until there is more").isEqualTo(Await.readable());
    }

    // The longest idle one

    @Test
    @Tag("step-2")
    void anIdleConnectionGivesWay() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        connection.onTimeout();
        assertThat(connection.server.idle().size())
                .as("connections that may be closed for another one")
                .isEqualTo(1);

        connection.server.idle().closeLongest();

        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.MADE_ROOM);
    }

    @Test
    @Tag("step-2")
    void anIdleConnectionWhoseRequestHasJustComeLetsAnotherOneGiveWay() {
        TestConnection connection = TestConnection.strict(Handler.onLoop(LimitsOfPatienceTest::ok));
        connection.onTimeout();
        List<String> asked = new ArrayList<>();
        connection.server.idle().add(() -> asked.add("another one"));
        connection.server.idle().closeLongest();
        connection.arrives(GET);

        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 200");
        assertThat(asked).as("connections asked to give way").containsExactly("another one");
    }

    @Test
    @Tag("step-2")
    void anIdleConnectionThatIsToGiveWayMayFindThatItsClientHasClosed() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        connection.onTimeout();
        connection.server.idle().closeLongest();
        connection.clientCloses();

        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(Await.closed());

        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_CLOSED);
    }

    @Test
    @Tag("step-2")
    void aConnectionThatIsNotIdleAnyMoreIsNotAsked() {
        TestConnection busy = TestConnection.strict(LimitsOfPatienceTest::ok);
        busy.onTimeout();
        busy.receives("GET");
        assertThat(busy.server.idle().size())
                .as("idle connections, once a head has begun")
                .isZero();

        TestConnection ended = TestConnection.strict(LimitsOfPatienceTest::ok);
        ended.onTimeout();
        ended.onClosed();
        assertThat(ended.server.idle().size())
                .as("idle connections, once it is closed")
                .isZero();
    }

    @Test
    @Tag("step-5")
    void anIdleConnectionThatIsRefusedIsNotAsked() {
        TestConnection rejected = TestConnection.strict(LimitsOfPatienceTest::ok);
        rejected.onTimeout();
        rejected.arrives("GET");

        rejected.onRejected();

        assertThat(rejected.server.idle().size()).as("idle connections").isZero();
    }

    // Slow handlers

    @Test
    @Tag("step-6")
    void aHandlerThatDoesNotAnswerInTimeIsA503() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(ANSWER);
        assertThat(connection.receives("more"))
                .as("further bytes do not extend it")
                .isEqualTo(Await.unchanged());

        assertLingers(connection.onTimeout());

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 503");
        assertThat(connection.refused)
                .as("refusals that the observer was told of")
                .hasSize(1);
    }

    @Test
    @Tag("step-6")
    void theLateAnswerIsDropped() {
        List<TestConnection> connections = new ArrayList<>();
        TestConnection connection = TestConnection.strict(request -> {
            // The time is up while the handler is at work.
            assertThat(connections.get(0).onTimeout())
                    .as("what it waits for next")
                    .isEqualTo(ROOM);
            return ok(request);
        });
        connections.add(connection);
        connection.receives(GET);
        connection.hasRoomFor(0);

        connection.runNextJob();
        connection.hasRoomFor(100_000);
        assertLingers(connection.wakesUp());

        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 503")
                .doesNotContain("HTTP/1.1 200");
    }

    @Test
    @Tag("step-6")
    void aRequestThatWasNotBegunInTimeIsNotCarriedOutLater() {
        List<HttpRequest> handled = new ArrayList<>();
        TestConnection connection = TestConnection.strict(request -> {
            handled.add(request);
            return ok(request);
        });
        connection.receives(GET);

        assertLingers(connection.onTimeout());
        connection.runNextJob();

        assertThat(handled).as("requests handled").isEmpty();
    }

    @Test
    @Tag("step-6")
    void aFutureThatDoesNotCompleteInTimeIsCancelled() {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        TestConnection connection = TestConnection.strict(Handler.async(request -> future));
        connection.receives(GET);

        assertLingers(connection.onTimeout());

        assertThat(future).as("the future").isCancelled();
        assertThat(connection.wakeUps.availablePermits())
                .as("the cancelling is no failure of the handler, which would be logged and answered")
                .isZero();
    }

    @Test
    @Tag("step-6")
    void anAnswerThatComesWithTheDeadlineIsSent() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        connection.receives(GET);
        connection.runNextJob();
        connection.wakeUps.drainPermits();

        assertThat(connection.onTimeout()).as("what it waits for next").isEqualTo(Await.woken());

        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 200");
    }

    @Test
    @Tag("step-7")
    void aHandlerThatDoesNotReadItsUploadInTimeIsA503() {
        TestConnection connection = TestConnection.strict(Handler.streaming(LimitsOfPatienceTest::ok));
        connection.receives(post(1_000_000) + "x".repeat(200_000));
        assertThat(untilThePipeIsFull(connection))
                .as("more than the pipe holds")
                .isEqualTo(ANSWER_UNHEARD);

        assertLingers(connection.onTimeout());

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 503");
    }

    @Test
    @Tag("step-7")
    void anAnswerThatComesWithTheDeadlineOfTheUploadIsSent() {
        TestConnection connection = TestConnection.strict(Handler.streaming(LimitsOfPatienceTest::ok));
        connection.receives(post(1000));
        connection.runNextJob();
        connection.wakeUps.drainPermits();

        assertThat(connection.onTimeout()).as("what it waits for next").isEqualTo(Await.woken());

        assertLingers(connection.wakesUp());
        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 200");
    }

    @Test
    @Tag("step-6")
    void aResponseInFrontIsSentBeforeTheHandlersTimeCounts() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        connection.receives(GET + GET);
        connection.hasRoomFor(10);

        assertThat(connection.answers())
                .as("the first response, and the second handler at work")
                .isEqualTo(ROOM);
        connection.hasRoomFor(100_000);

        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(ANSWER);
    }

    @Test
    @Tag("step-6")
    void anAnswerThatCameWhileAResponseInFrontWasSentIsSentNext() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        connection.receives(GET + GET);
        connection.hasRoomFor(10);
        connection.answers();
        connection.runNextJob();
        connection.wakeUps.drainPermits();
        connection.sent();
        connection.hasRoomFor(100_000);

        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(Await.woken());
        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent())
                .as("what is sent")
                .contains("HTTP/1.1 200")
                .endsWith("ok");
        assertThat(connection.jobs).as("handlers that wait in the executor").isEmpty();
    }

    @Test
    @Tag("step-6")
    void aFutureIsCancelledIfItsConnectionEndsWhileAResponseInFrontIsSent() {
        List<CompletableFuture<HttpResponse>> futures = new ArrayList<>();
        TestConnection connection = TestConnection.strict(Handler.async(request -> {
            futures.add(new CompletableFuture<>());
            return futures.get(futures.size() - 1);
        }));
        connection.receives(GET + GET);
        connection.hasRoomFor(10);
        futures.get(0).complete(HttpResponse.text(200, "ok"));
        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(ROOM);
        assertThat(futures).as("requests that have a future").hasSize(2);

        connection.onClosed();

        assertThat(futures.get(1)).as("the future").isCancelled();
    }

    @Test
    @Tag("step-7")
    void anUploadThatWasAnsweredWhileAResponseInFrontWasSentIsAnsweredNext() {
        TestConnection connection = TestConnection.strict(Handler.streaming(LimitsOfPatienceTest::ok));
        connection.receives(GET + post(1000) + "half");
        connection.hasRoomFor(10);
        connection.answers();
        assertThat(connection.jobs).as("the upload's handler").hasSize(1);
        connection.runNextJob();
        connection.wakeUps.drainPermits();
        connection.hasRoomFor(100_000);

        assertLingers(connection.onReady());

        assertThat(connection.sent()).as("what is sent").endsWith("ok");
    }

    // What a handler leaves behind

    @ParameterizedTest
    @ValueSource(ints = {10_000, 200_000})
    @Tag("step-3")
    void anInterruptThatAHandlerLeavesDoesNotCutItsFile(int size, @TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[size]);
        Body region = new Body.FileRegion(() -> FileChannel.open(file), 0, size);
        TestConnection connection = TestConnection.strict(Handler.onLoop(request -> {
            Thread.currentThread().interrupt();
            return HttpResponse.of(200, "a/b", region);
        }));
        connection.hasRoomFor(5_000);

        Await next = connection.receives(GET);
        connection.hasRoomFor(1_000_000);
        while (next.equals(ROOM)) {
            // Another handler on the same thread.
            Thread.currentThread().interrupt();
            next = connection.onReady();
        }

        assertThat(Thread.interrupted())
                .as("the interrupt of the handler is still set")
                .isFalse();
        assertThat(next).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 200")
                .hasSizeGreaterThan(size);
    }

    // The end

    @Test
    @Tag("step-8")
    void anIdleConnectionMaySendALastRequestWhenTheServerStops() {
        TestConnection connection = TestConnection.strict(Handler.onLoop(LimitsOfPatienceTest::ok));
        connection.receives(GET);
        connection.sent();
        connection.onTimeout();
        connection.drain();

        assertThat(connection.onShutdown()).as("what it waits for next").isEqualTo(Await.readable(DRAIN_TIME));
        assertLingers(connection.receives(GET));

        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 200")
                .contains("\r\nConnection: close\r\n");
    }

    @Test
    @Tag("step-8")
    void anIdleConnectionWithoutALastRequestEndsBecauseTheServerStops() {
        TestConnection connection = TestConnection.strict(LimitsOfPatienceTest::ok);
        connection.onTimeout();
        connection.drain();
        connection.onShutdown();

        assertThat(connection.onTimeout()).as("when no request has come").isEqualTo(Await.closed());

        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.SHUTDOWN);
    }

    @Test
    @Tag("step-8")
    void aStreamOfEventsEndsWhenTheServerStops() {
        List<EventStream> streams = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        TestConnection connection = TestConnection.strict(Handler.events(stream -> {
            streams.add(stream);
            stream.onEnded(() -> ended.add("ended"));
        }));
        connection.receives(GET);
        streams.get(0).offer("the last one");
        connection.drain();

        assertThat(connection.onShutdown()).as("what it waits for next").isEqualTo(Await.unchanged());
        assertThat(connection.wakesUp()).as("a last request").isEqualTo(Await.readable(DRAIN_TIME));

        assertThat(connection.sent())
                .as("what is sent")
                .contains("data: the last one")
                .endsWith("0\r\n\r\n");
        assertThat(ended)
                .as("how often, or that, the stream was told of its end")
                .containsExactly("ended");
        assertThat(streams.get(0).offer("too late"))
                .as("the stream takes an event")
                .isFalse();
    }

    @Test
    @Tag("step-8")
    void aStreamThatIsOpenedWhileTheServerStopsEndsAtOnce() {
        TestConnection connection = TestConnection.strict(Handler.events(stream -> stream.offer("hello")));
        connection.drain();

        Await next = connection.receives(GET);

        assertLingers(next);
        assertThat(connection.sent()).as("what is sent").contains("data: hello").endsWith("0\r\n\r\n");
    }
}
