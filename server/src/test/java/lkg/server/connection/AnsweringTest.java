package lkg.server.connection;

import static lkg.server.connection.TestConnection.BODY;
import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static lkg.server.connection.TestConnection.HANDLER;
import static lkg.server.connection.TestConnection.HEAD;
import static lkg.server.connection.TestConnection.ROOM;
import static lkg.server.connection.TestConnection.assertLingers;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lkg.http.Client;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.AsyncHandler;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.Handler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that are answered later: by a handler in the executor, or by a future. */
@ExtendWith(ConnectionStory.class)
class AnsweringTest {

    private static final String GET = get("/a");

    // In the executor

    @Test
    @Tag("step-6")
    void noDeadlineRunsWhileAHandlerIsAtWork() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.jobs).as("handlers that wait in the executor").hasSize(1);
        assertThat(connection.sent()).as("what is sent").isEmpty();

        assertThat(connection.answers()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 200")
                .endsWith("/a");
    }

    @Test
    @Tag("step-6")
    void pipelinedRequestsAreHandledOneAfterTheOther() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);

        assertThat(connection.receives(get("/1") + get("/2")))
                .as("what it waits for next")
                .isEqualTo(HANDLER);
        assertThat(connection.jobs).as("handlers at work").hasSize(1);
        assertThat(connection.answers()).as("the second one's").isEqualTo(HANDLER);
        assertThat(connection.sent()).as("what is sent").endsWith("/1");
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").endsWith("/2");
    }

    @Test
    @Tag("step-6")
    void d14_whatAClientSendsWhileItsRequestIsHandledIsKept() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        connection.receives(get("/1"));

        assertThat(connection.receives(get("/2"))).as("what it waits for next").isEqualTo(Await.unchanged());
        assertThat(connection.jobs).as("handlers at work").hasSize(1);

        connection.answers();
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").contains("/1").endsWith("/2");
    }

    @Test
    @Tag("step-6")
    void d14_aClientThatSendsOnAndOnIsNotReadBeyondOneBuffer() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        connection.receives(GET);
        connection.arrives(new byte[1_000_000]);

        Await next = Await.unchanged();
        for (int turns = 0; next.equals(Await.unchanged()) && turns < 10; turns++) {
            next = connection.onReady();
        }

        assertThat(next)
                .as("readiness is of no interest any more, and its leaving could not be seen: so not for ever")
                .isEqualTo(Await.pause(Duration.ofSeconds(60)));
        assertThat(connection.storageBytes())
                .as("bytes of storage that the connection keeps")
                .isLessThan(200_000);
        assertThat(connection.socket.hasIncoming())
                .as("bytes of the client are left unread")
                .isTrue();

        assertThat(connection.onTimeout()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.STALLED);
    }

    @Test
    @Tag("step-6")
    void aHalfClosedClientGetsTheAnswersToAllThatItHasSent() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        connection.receives(get("/1") + get("/2"));
        connection.clientCloses();

        assertThat(connection.onReady()).as("nothing more to read").isEqualTo(Await.woken());
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(Await.woken());
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").contains("/1").endsWith("/2");
        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_CLOSED);
    }

    @Test
    @Tag("step-6")
    void aHandlerCanSeeThatItsClientHasLeft() {
        AtomicReference<Client> client = new AtomicReference<>();
        TestConnection connection = TestConnection.withExecutor(request -> {
            client.set(request.client());
            return HttpResponse.text(200, "left: " + request.client().hasLeft());
        });
        connection.receives(GET);
        connection.answers();
        assertThat(connection.sent()).as("what is sent").endsWith("left: false");

        connection.receives(GET);
        connection.clientCloses();
        connection.onReady();
        connection.answers();

        assertThat(connection.sent()).as("what is sent").endsWith("left: true");
        assertThat(client.get().address()).as("the address of the client").isEqualTo(TestConnection.ADDRESS);
    }

    @Test
    @Tag("step-6")
    void theAnswerToAConnectionThatHasEndedIsDropped() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        connection.receives(GET);
        connection.onClosed();

        connection.runNextJob();

        assertThat(connection.sent()).as("what is sent").isEmpty();
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .isEmpty();
    }

    @Test
    @Tag("step-6")
    void anAnswerThatFindsNoRoomWaitsForRoom() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        connection.receives(GET);
        connection.hasRoomFor(0);

        assertThat(connection.answers()).as("what it waits for next").isEqualTo(ROOM);
        assertThat(connection.onReady()).as("no progress").isEqualTo(Await.unchanged());
        assertThat(connection.sendsAll()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").endsWith("/a");
    }

    @Test
    @Tag("step-6")
    void theAnswersInFrontOfAHandlersAreSentWhileItWorks() {
        TestConnection connection = TestConnection.withExecutor(
                byPath(Map.of("/loop", Handler.onLoop(AnsweringTest::echo), "/executor", AnsweringTest::echo)));
        connection.hasRoomFor(10);

        assertThat(connection.receives(get("/loop") + get("/executor")))
                .as("what it waits for next")
                .isEqualTo(ROOM);
        assertThat(connection.sendsAll()).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.sent()).as("what is sent").endsWith("/loop");
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(FIRST_BYTE);
    }

    @Test
    @Tag("step-6")
    void aClientThatDoesNotTakeTheAnswersInFrontOfAHandlersIsGivenUp() {
        TestConnection connection = TestConnection.withExecutor(
                byPath(Map.of("/loop", Handler.onLoop(AnsweringTest::echo), "/executor", AnsweringTest::echo)));
        connection.hasRoomFor(10);
        connection.receives(get("/loop") + get("/executor"));

        connection.hasRoomFor(1);
        assertThat(connection.onTimeout()).as("after progress").isEqualTo(ROOM);
        assertThat(connection.onTimeout()).as("what it waits for next").isEqualTo(Await.closed());

        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.STALLED);
    }

    @Test
    @Tag("step-6")
    void d20_aRequestThatFindsTheExecutorFullIsAnswered503AndItsConnectionGoesOn() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        connection.executorIsFull = true;

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 503")
                .contains("\r\nRetry-After: ")
                .doesNotContain("close");

        connection.executorIsFull = false;
        assertThat(connection.onReady()).as("a wake-up that came late").isEqualTo(FIRST_BYTE);
        connection.receives(GET);
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 200");
    }

    @Test
    @Tag("step-6")
    void a503ForAFullExecutorIsFramedForItsRequest() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        connection.executorIsFull = true;

        assertThat(connection.receives("HEAD /a HTTP/1.0\nConnection: keep-alive\n\n"))
                .as("what it waits for next")
                .isEqualTo(FIRST_BYTE);

        assertThat(connection.sent())
                .as(
                        "what is sent to HEAD of HTTP/1.0, which gets no body and has to be told that the connection goes on")
                .startsWith("HTTP/1.1 503")
                .contains("\r\nConnection: keep-alive\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    @Tag("step-6")
    void anExecutorThatFailsIsA500() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        connection.executorFailure = new OutOfMemoryError("unable to create native thread");

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 500");
    }

    // A future

    @Test
    @Tag("step-6")
    void aFutureThatIsCompletedAtOnceIsAnsweredAtOnce() {
        TestConnection connection =
                TestConnection.withExecutor(async(request -> CompletableFuture.completedFuture(echo(request))));

        assertThat(connection.receives(get("/1") + get("/2")))
                .as("what it waits for next")
                .isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").contains("/1").endsWith("/2");
        assertThat(connection.socket.writes()).as("writes to the socket").isEqualTo(1);
    }

    @Test
    @Tag("step-6")
    void aFutureIsAnsweredWhenItIsCompleted() {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        TestConnection connection = TestConnection.withExecutor(async(request -> future));

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.jobs).as("jobs for the executor").isEmpty();
        future.complete(HttpResponse.text(200, "later"));

        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").endsWith("later");
    }

    @Test
    @Tag("step-6")
    void aFutureThatFailsIsAnsweredAsAHandlerThatThrows() {
        Throwable notFound = new HttpException(404, "there is no such thing");
        assertThat(statusOf(CompletableFuture.failedFuture(notFound)))
                .as("the status for a future that failed with a 404")
                .isEqualTo("404");
        assertThat(statusOf(
                        CompletableFuture.<HttpResponse>failedFuture(notFound).thenApply(response -> response)))
                .as("wrapped in a CompletionException")
                .isEqualTo("404");
        assertThat(statusOf(CompletableFuture.failedFuture(new IllegalStateException("secret"))))
                .as("the status for a future that failed with a bug")
                .isEqualTo("500");
        assertThat(statusOf(CompletableFuture.completedFuture(null)))
                .as("the status for a future of null")
                .isEqualTo("500");
        assertThat(statusOf(null))
                .as("the status if the handler returns no future")
                .isEqualTo("500");
    }

    private static String statusOf(CompletableFuture<HttpResponse> future) {
        TestConnection connection = TestConnection.withExecutor(async(request -> future));
        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);
        String sent = connection.sent();
        assertThat(sent).as("what is sent").doesNotContain("secret");
        return sent.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    }

    @Test
    @Tag("step-6")
    void anAsyncHandlerThatThrowsIsA500() {
        TestConnection connection = TestConnection.withExecutor(async(request -> {
            throw new IllegalStateException();
        }));

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 500");
    }

    @Test
    @Tag("step-6")
    void aFutureIsCancelledWhenTheClientLeaves() {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        TestConnection connection = TestConnection.withExecutor(async(request -> future));
        connection.receives(GET);
        connection.clientCloses();

        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();

        assertThat(future).as("the future").isCancelled();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_LEFT);
        assertThat(connection.sent()).as("what is sent").isEmpty();
    }

    @Test
    @Tag("step-6")
    void aFutureIsCancelledIfTheClientHadClosedItsSideBefore() {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        TestConnection connection = TestConnection.withExecutor(
                byPath(Map.of("/executor", AnsweringTest::echo, "/future", async(request -> future))));
        connection.receives(get("/executor") + get("/future"));
        connection.clientCloses();
        connection.onReady();

        assertThat(connection.answers()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();

        assertThat(future).as("the future").isCancelled();
        assertThat(connection.sent()).as("the answer in front of it").endsWith("/executor");
    }

    @Test
    @Tag("step-6")
    void aFutureIsCancelledWhenTheConnectionIsClosedByForce() {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        TestConnection connection = TestConnection.withExecutor(async(request -> future));
        connection.receives(GET);
        connection.drain();
        assertThat(connection.onShutdown()).as("it has begun something").isEqualTo(Await.unchanged());

        connection.onClosed();

        assertThat(future).as("the future").isCancelled();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.SHUTDOWN);
    }

    @Test
    @Tag("step-6")
    void aFutureThatCannotBeCancelledDoesNotKeepItsConnection() {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw new UnsupportedOperationException();
            }
        };
        TestConnection connection = TestConnection.withExecutor(async(request -> future));
        connection.receives(GET);

        connection.onClosed();

        assertThat(connection.released).as("connections that count no more").isEqualTo(1);
    }

    @Test
    @Tag("step-6")
    void thousandsOfPipelinedRequestsDoNotNestTheirAnswers() {
        AtomicInteger handled = new AtomicInteger();
        TestConnection connection = TestConnection.withExecutor(async(request -> {
            handled.incrementAndGet();
            return CompletableFuture.completedFuture(HttpResponse.of(204));
        }));
        connection.arrives(GET.repeat(10_000));

        for (int turns = 0; handled.get() < 10_000 && turns < 1000; turns++) {
            connection.onReady();
        }

        assertThat(handled).as("requests handled").hasValue(10_000);
    }

    @Test
    @Tag("step-6")
    void aHandlerOnTheLoopIsAnsweredWhileTheExecutorIsFull() {
        TestConnection connection = TestConnection.withExecutor(Handler.onLoop(AnsweringTest::echo));
        connection.executorIsFull = true;

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 200");
    }

    @Test
    @Tag("step-6")
    void aChoiceOfTheHandlerThatFailsIsAnsweredAsAHandlerThatThrows() {
        for (Map.Entry<Throwable, String> expected : Map.of(
                        new HttpException(404, "nothing there"), "HTTP/1.1 404", new LinkageError(), "HTTP/1.1 500")
                .entrySet()) {
            TestConnection connection = TestConnection.withExecutor(new Handler() {
                @Override
                public HttpResponse handle(HttpRequest request) {
                    throw new AssertionError("not chosen");
                }

                @Override
                public Endpoint endpoint(HttpRequest head) {
                    throw TestConnection.sneaky(expected.getKey());
                }
            });

            assertThat(connection.receives("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\nabc" + GET))
                    .as("what it waits for next")
                    .isEqualTo(FIRST_BYTE);

            assertThat(connection.sent().split("\r\n\r\n")[0])
                    .as("what is sent")
                    .startsWith(expected.getValue());
        }
    }

    // Events that the executor of the events does not take

    @Test
    @Tag("step-6")
    void anAnswerIsSentThoughTheEventWasRejectedButNoOtherHandlerRunsOnTheLoop() {
        List<String> handled = new ArrayList<>();
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        TestConnection connection =
                TestConnection.inline(byPath(Map.of("/future", async(request -> future), "/next", request -> {
                    handled.add(request.path());
                    return echo(request);
                })));
        connection.receives(get("/future") + get("/next"));
        future.complete(HttpResponse.text(200, "first"));

        assertThat(connection.onRejected())
                .as("the next one has an event of its own")
                .isEqualTo(ROOM);
        assertThat(connection.sent()).as("what is sent").endsWith("first");
        assertThat(handled).as("requests handled").isEmpty();

        assertLingers(connection.onRejected());
        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 503");
        assertThat(handled).as("requests handled").isEmpty();
    }

    @Test
    @Tag("step-6")
    void aRejectedEventDoesNotComeAgainAtOnce() {
        TestConnection connection = TestConnection.inline(async(request -> new CompletableFuture<>()));
        connection.receives(GET);
        connection.arrives(GET);

        assertThat(connection.onRejected()).as("what it waits for next").isEqualTo(Await.unchanged());

        assertThat(connection.socket.hasIncoming())
                .as("unread, it would be ready again")
                .isFalse();
    }

    @Test
    @Tag("step-5")
    void aRejectedHeadIsRefusedWithoutABodyIfItIsOfHead() {
        TestConnection connection = TestConnection.inline(AnsweringTest::echo);
        connection.arrives("HEAD /a HTTP/1.1\nHost: a\n\n");

        assertLingers(connection.onRejected());

        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 503")
                .endsWith("\r\n\r\n");
    }

    @Test
    @Tag("step-5")
    void anIdleConnectionWhoseFirstBytesAreRejectedIsAnswered503() {
        TestConnection connection = TestConnection.inline(AnsweringTest::echo);
        connection.onTimeout();
        connection.arrives(GET);

        assertLingers(connection.onRejected());

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 503");
    }

    @Test
    @Tag("step-5")
    void aRejectedWakeUpThatCameLateIsNoRequest() {
        TestConnection connection = TestConnection.inline(AnsweringTest::echo);

        assertThat(connection.onRejected()).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").isEmpty();
        connection.clientCloses();
        assertThat(connection.onRejected()).as("what it waits for next").isEqualTo(Await.closed());
        assertThat(connection.sent()).as("what is sent").isEmpty();
    }

    @Test
    @Tag("step-5")
    void aBodyThatIsRejectedIsAnswered503() {
        TestConnection connection = TestConnection.inline(AnsweringTest::echo);
        connection.receives("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\na");

        assertLingers(connection.onRejected());

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 503");
    }

    @Test
    @Tag("step-5")
    void aRejectedEventWhileAResponseIsSentGoesOnSending() {
        TestConnection connection = TestConnection.inline(request -> HttpResponse.text(200, "x".repeat(100_000)));
        connection.hasRoomFor(10);
        connection.receives(GET);

        assertThat(connection.onRejected()).as("no room").isEqualTo(Await.unchanged());
        connection.hasRoomFor(1_000_000);
        Await next = ROOM;
        for (int turns = 0; next.equals(ROOM) && turns < 100; turns++) {
            next = connection.onRejected();
        }
        assertThat(next).as("what it waits for next").isEqualTo(FIRST_BYTE);
    }

    // Wake-ups that come late

    @Test
    @Tag("step-6")
    void aWakeUpThatComesLateChangesNothing() {
        TestConnection connection = TestConnection.withExecutor(AnsweringTest::echo);
        assertThat(connection.onReady()).as("before a request").isEqualTo(FIRST_BYTE);

        assertThat(connection.receives("GET")).as("what it waits for next").isEqualTo(HEAD);
        assertThat(connection.onReady()).as("in a head").isEqualTo(Await.unchanged());

        assertThat(connection.receives(" / HTTP/1.1\nHost: a\nContent-Length: 2\n\na"))
                .as("what it waits for next")
                .isEqualTo(BODY);
        assertThat(connection.onReady()).as("in a body").isEqualTo(Await.unchanged());

        assertThat(connection.receives("b")).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.onReady()).as("while the handler works").isEqualTo(Await.unchanged());

        connection.hasRoomFor(1);
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(ROOM);
        assertThat(connection.onReady()).as("while there is no room").isEqualTo(Await.unchanged());

        connection.sendsAll();
        connection.onTimeout();
        assertThat(connection.onReady()).as("while idle").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent().split("HTTP/1.1 ")).as("what is sent").hasSize(2);
    }

    // Helpers

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\nHost: a\n\n";
    }

    private static HttpResponse echo(HttpRequest request) {
        return HttpResponse.text(200, request.target());
    }

    private static Handler async(AsyncHandler handler) {
        return Handler.async(handler);
    }

    private static Handler byPath(Map<String, Handler> handlers) {
        return new Handler() {
            @Override
            public HttpResponse handle(HttpRequest request) {
                throw new AssertionError("not chosen");
            }

            @Override
            public Endpoint endpoint(HttpRequest head) {
                return handlers.get(head.path()).endpoint(head);
            }
        };
    }
}
