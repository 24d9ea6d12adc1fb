package lkg.server.connection;

import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import lkg.server.Observer;
import lkg.server.Observer.Answer;
import lkg.server.Observer.Refusal;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an observer is told of one connection. */
@ExtendWith(ConnectionStory.class)
class ObserverTest {

    private static final String GET = get("/a");

    @Test
    @Tag("step-1")
    void aConnectionIsReportedWhenItBeginsAndWhenItEnds() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);

        assertThat(connection.opened)
                .as("connections that the observer was told of")
                .singleElement()
                .satisfies(client -> assertThat(client.address()).isEqualTo(TestConnection.ADDRESS));
        assertThat(connection.ended).as("why the connection ended").isEmpty();

        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").hasSize(1);
        assertThat(connection.opened.get(0).hasLeft())
                .as("connections that the observer was told of")
                .isTrue();
    }

    @Test
    @Tag("step-1")
    void aResponseIsReportedWithItsSizeAndItsTimes() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);

        connection.receives(GET);

        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.request().target()).as("its request").isEqualTo("/a");
                    assertThat(answer.request().client()).as("its client").isSameAs(connection.opened.get(0));
                    assertThat(answer.status()).as("its status").isEqualTo(200);
                    assertThat(answer.bodyBytes())
                            .as("bytes of its body that were sent")
                            .isEqualTo(2);
                    assertThat(answer.toFirstByte())
                            .as("the time to its first byte")
                            .isPositive();
                    assertThat(answer.toLastByte())
                            .as("the time to its last byte")
                            .isLessThan(Duration.ofMinutes(1));
                    assertThat(answer.toLastByte())
                            .as("the time to its last byte, not before the first")
                            .isGreaterThanOrEqualTo(answer.toFirstByte());
                    assertThat(answer.brokenOff()).as("why it was broken off").isEmpty();
                });
    }

    @Test
    @Tag("step-3")
    void aResponseIsReportedOnlyWhenItsLastByteIsSent() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);
        connection.receives(GET);
        int oneResponse = connection.sent().length();
        connection.answered.clear();

        connection.hasRoomFor(oneResponse + 10);
        connection.receives(get("/1") + get("/2"));

        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .extracting(ObserverTest::path)
                .containsExactly("/1");
        connection.sendsAll();
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .extracting(ObserverTest::path)
                .containsExactly("/1", "/2");
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .extracting(Answer::bodyBytes)
                .containsExactly(2L, 2L);
    }

    @Test
    @Tag("step-6")
    void ofAStreamTheBytesOfTheChunksCount() {
        TestConnection connection = TestConnection.inline(request ->
                HttpResponse.stream("text/plain", out -> out.write("hello".getBytes(StandardCharsets.US_ASCII))));
        connection.receives(GET);
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .isEmpty();

        connection.answers();

        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .singleElement()
                .satisfies(answer -> assertThat(answer.bodyBytes())
                        .as("bytes of its body that were sent")
                        .isEqualTo("5\r\nhello\r\n0\r\n\r\n".length()));
    }

    @Test
    @Tag("step-3")
    void aLargeBodyIsCounted() {
        TestConnection connection =
                TestConnection.inline(request -> HttpResponse.bytes(200, "text/plain", new byte[100_000]));

        connection.receives(GET);
        connection.sendsAll();

        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .extracting(Answer::bodyBytes)
                .containsExactly(100_000L);
    }

    @Test
    @Tag("step-1")
    void aResponseWithoutABodyHasNoneToCount() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);

        connection.receives("HEAD /a HTTP/1.1\nHost: a\n\n" + GET);

        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .extracting(Answer::bodyBytes)
                .containsExactly(0L, 2L);
    }

    @Test
    @Tag("step-3")
    void aResponseThatIsBrokenOffIsReportedWithWhatWasSentOfIt() {
        TestConnection connection =
                TestConnection.inline(request -> HttpResponse.bytes(200, "text/plain", new byte[100_000]));
        connection.receives(GET);
        int head = connection.sent().length() - 100_000;
        connection.answered.clear();
        connection.hasRoomFor(head + 7);

        connection.receives(GET);
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .isEmpty();
        connection.onClosed();

        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.brokenOff()).as("why it was broken off").hasValue(connection.ended.get(0));
                    assertThat(answer.bodyBytes())
                            .as("bytes of its body that were sent")
                            .isEqualTo(7);
                });
    }

    @Test
    @Tag("step-3")
    void aResponseOfWhichNothingWasSentHasNoTimeToItsFirstByte() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);
        connection.hasRoomFor(10);
        connection.receives(GET + GET);

        connection.onClosed();

        assertThat(connection.answered)
                .as("the times to the first byte of two responses, if 10 bytes of the first one are sent")
                .extracting(answer -> answer.toFirstByte().isZero())
                .containsExactly(false, true);
        assertThat(connection.answered)
                .as("the bytes that were sent of their bodies, if not even a head was")
                .extracting(Observer.Answer::bodyBytes)
                .containsExactly(0L, 0L);
    }

    @Test
    @Tag("step-6")
    void theTimeOfAResponseBeginsWithItsRequestsHead() {
        TestConnection connection = TestConnection.withExecutor(ObserverTest::echo);
        connection.receives(GET);
        long before = System.nanoTime();
        while (System.nanoTime() - before < 2_000_000) {
            Thread.onSpinWait();
        }

        connection.answers();

        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .singleElement()
                .satisfies(answer -> assertThat(answer.toFirstByte())
                        .as("the time to its first byte; the handler took 2 ms")
                        .isGreaterThan(Duration.ofMillis(2)));
    }

    @Test
    @Tag("step-5")
    void aRequestThatWasNotUnderstoodIsReportedAsRefused() {
        assertThat(refusal("nonsense\n")).satisfies(status(400));
        assertThat(refusal("GET /" + "a".repeat(10_000) + " HTTP/1.1\n")).satisfies(status(414));
        assertThat(refusal("GET / HTTP/1.1\nX: " + "a".repeat(20_000) + "\n")).satisfies(status(431));
    }

    @Test
    @Tag("step-5")
    void aRequestThatWasRefusedAfterItsHeadIsReportedWithIt() {
        Refusal refusal = refusal("POST /large HTTP/1.1\nHost: a\nContent-Length: "
                + (ParserLimits.defaults().maxBodyBytes() + 1) + "\n\n");

        assertThat(refusal).satisfies(status(413));
        assertThat(refusal.request())
                .as("the request that was refused")
                .hasValueSatisfying(request -> assertThat(request.path()).isEqualTo("/large"));
    }

    @Test
    @Tag("step-5")
    void aRequestThatCameTooSlowlyIsReportedAsRefused() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);
        connection.receives("GET");

        connection.onTimeout();

        assertThat(connection.refused)
                .as("refusals that the observer was told of")
                .singleElement()
                .satisfies(status(408));
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .isEmpty();
    }

    @Test
    @Tag("step-6")
    void aRequestThatFoundTheExecutorFullIsReportedAsRefusedAndNotAsAnswered() {
        TestConnection connection = TestConnection.withExecutor(ObserverTest::echo);
        connection.executorIsFull = true;
        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);
        connection.executorIsFull = false;
        connection.receives(get("/b"));
        connection.answers();

        assertThat(connection.refused)
                .as("refusals that the observer was told of")
                .singleElement()
                .satisfies(status(503))
                .satisfies(refusal -> assertThat(refusal.request())
                        .as("the request that was refused")
                        .isPresent());
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .extracting(ObserverTest::path)
                .containsExactly("/b");
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .extracting(Answer::bodyBytes)
                .containsExactly(2L);
    }

    @Test
    @Tag("step-1")
    void aWriterThatTheExecutorDoesNotTakeIsReportedAsRefused() {
        TestConnection connection = TestConnection.inline(request -> HttpResponse.stream("text/plain", out -> {}));
        connection.executorIsFull = true;

        connection.receives(GET);

        assertThat(connection.refused)
                .as("refusals that the observer was told of")
                .singleElement()
                .satisfies(status(503));
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .isEmpty();
    }

    @Test
    @Tag("step-5")
    void anObserverThatThrowsChangesNothing() {
        for (RuntimeException failure : List.of(new IllegalStateException(), new RuntimeException() {
            @Override
            public String toString() {
                throw this;
            }
        })) {
            TestConnection connection = TestConnection.inline(ObserverTest::echo);
            connection.observerFailure = failure;

            assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);
            connection.receives("nonsense\n");
            connection.onClosed();

            assertThat(connection.sent())
                    .as("what is sent")
                    .startsWith("HTTP/1.1 200")
                    .contains("HTTP/1.1 400");
            assertThat(connection.released).as("connections that count no more").isEqualTo(1);
        }
    }

    @Test
    @Tag("step-6")
    void aRequestThatIsNeverAnsweredIsReportedAsAbandoned() {
        TestConnection connection = TestConnection.withExecutor(ObserverTest::echo);
        connection.receives(GET);

        connection.onClosed();

        assertThat(connection.abandoned)
                .as("requests that the observer was told of as abandoned")
                .extracting(HttpRequest::path)
                .containsExactly("/a");
    }

    @Test
    @Tag("step-6")
    void aRequestThatWasAnsweredOrRefusedIsNotAbandoned() {
        TestConnection answered = TestConnection.inline(ObserverTest::echo);
        answered.receives(GET);
        answered.onClosed();
        TestConnection refused = TestConnection.withExecutor(ObserverTest::echo);
        refused.executorIsFull = true;
        refused.receives(GET);
        refused.onClosed();

        assertThat(answered.abandoned).as("abandoned, after an answer").isEmpty();
        assertThat(refused.abandoned).as("abandoned, after a 503").isEmpty();
    }

    // Helpers

    private static Refusal refusal(String request) {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);
        connection.receives(request);
        connection.readsAll(() -> connection.refused.isEmpty());
        assertThat(connection.answered)
                .as("responses that the observer was told of")
                .isEmpty();
        assertThat(connection.refused)
                .as("refusals that the observer was told of")
                .hasSize(1);
        assertThat(connection.refused.get(0).client())
                .as("refusals that the observer was told of")
                .isSameAs(connection.opened.get(0));
        return connection.refused.get(0);
    }

    private static ThrowingConsumer<Refusal> status(int status) {
        return refusal -> assertThat(refusal.reason().status())
                .as("the status of the refusal")
                .isEqualTo(status);
    }

    private static String path(Answer answer) {
        return answer.request().path();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\nHost: a\n\n";
    }

    private static HttpResponse echo(HttpRequest request) {
        return HttpResponse.text(200, request.target());
    }
}
