package lkg.server.connection;

import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import lkg.server.Observer.Answer;
import lkg.server.Observer.Ending;
import lkg.server.Observer.Refusal;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/** What an observer is told of one connection. */
class ObserverTest {

    private static final String GET = get("/a");

    @Test
    void aConnectionIsReportedWhenItBeginsAndWhenItEnds() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);

        assertThat(connection.opened)
                .singleElement()
                .satisfies(client -> assertThat(client.address()).isEqualTo(TestConnection.ADDRESS));
        assertThat(connection.ended).isEmpty();

        connection.onClosed();
        assertThat(connection.ended).hasSize(1);
        assertThat(connection.opened.get(0).hasLeft()).isTrue();
    }

    @Test
    void aResponseIsReportedWithItsSizeAndItsTimes() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);

        connection.receives(GET);

        assertThat(connection.answered).singleElement().satisfies(answer -> {
            assertThat(answer.request().target()).isEqualTo("/a");
            assertThat(answer.request().client()).isSameAs(connection.opened.get(0));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bodyBytes()).isEqualTo(2);
            assertThat(answer.toFirstByte()).isPositive();
            assertThat(answer.toLastByte()).isGreaterThanOrEqualTo(answer.toFirstByte());
            assertThat(answer.ending()).isEqualTo(Ending.COMPLETE);
        });
    }

    @Test
    void aResponseIsReportedOnlyWhenItsLastByteIsSent() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);
        connection.receives(GET);
        int oneResponse = connection.sent().length();
        connection.answered.clear();

        connection.socket.hasRoomFor(oneResponse + 10);
        connection.receives(get("/1") + get("/2"));

        assertThat(connection.answered).extracting(ObserverTest::path).containsExactly("/1");
        connection.sendsAll();
        assertThat(connection.answered).extracting(ObserverTest::path).containsExactly("/1", "/2");
        assertThat(connection.answered).extracting(Answer::bodyBytes).containsExactly(2L, 2L);
    }

    @Test
    void ofAStreamTheBytesOfTheChunksCount() {
        TestConnection connection = TestConnection.inline(request ->
                HttpResponse.stream("text/plain", out -> out.write("hello".getBytes(StandardCharsets.US_ASCII))));
        connection.receives(GET);
        assertThat(connection.answered).isEmpty();

        connection.answers();

        assertThat(connection.answered)
                .singleElement()
                .satisfies(answer -> assertThat(answer.bodyBytes()).isEqualTo("5\r\nhello\r\n0\r\n\r\n".length()));
    }

    @Test
    void aLargeBodyIsCounted() {
        TestConnection connection =
                TestConnection.inline(request -> HttpResponse.bytes(200, "text/plain", new byte[100_000]));

        connection.receives(GET);
        connection.sendsAll();

        assertThat(connection.answered).extracting(Answer::bodyBytes).containsExactly(100_000L);
    }

    @Test
    void aResponseWithoutABodyHasNoneToCount() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);

        connection.receives("HEAD /a HTTP/1.1\nHost: a\n\n" + GET);

        assertThat(connection.answered).extracting(Answer::bodyBytes).containsExactly(0L, 2L);
    }

    @Test
    void aResponseThatIsBrokenOffIsReportedWithWhatWasSentOfIt() {
        TestConnection connection =
                TestConnection.inline(request -> HttpResponse.bytes(200, "text/plain", new byte[100_000]));
        connection.receives(GET);
        int head = connection.sent().length() - 100_000;
        connection.answered.clear();
        connection.socket.hasRoomFor(head + 7);

        connection.receives(GET);
        assertThat(connection.answered).isEmpty();
        connection.onClosed();

        assertThat(connection.answered).singleElement().satisfies(answer -> {
            assertThat(answer.ending()).isEqualTo(Ending.BROKEN_OFF);
            assertThat(answer.bodyBytes()).isEqualTo(7);
        });
    }

    @Test
    void aResponseOfWhichNothingWasSentHasNoTimeToItsFirstByte() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);
        connection.socket.hasRoomFor(0);
        connection.receives(GET);

        connection.onClosed();

        assertThat(connection.answered).extracting(Answer::toFirstByte).containsExactly(Duration.ZERO);
    }

    @Test
    void theTimeOfAResponseBeginsWithItsRequestsHead() {
        TestConnection connection = TestConnection.withExecutor(ObserverTest::echo);
        connection.receives(GET);
        long before = System.nanoTime();
        while (System.nanoTime() - before < 2_000_000) {
            Thread.onSpinWait();
        }

        connection.answers();

        assertThat(connection.answered)
                .singleElement()
                .satisfies(answer -> assertThat(answer.toFirstByte()).isGreaterThan(Duration.ofMillis(2)));
    }

    @Test
    void aRequestThatWasNotUnderstoodIsReportedAsRefused() {
        assertThat(refusal("nonsense\n")).satisfies(status(400));
        assertThat(refusal("GET /" + "a".repeat(10_000) + " HTTP/1.1\n")).satisfies(status(414));
        assertThat(refusal("GET / HTTP/1.1\nX: " + "a".repeat(20_000) + "\n")).satisfies(status(431));
    }

    @Test
    void aRequestThatWasRefusedAfterItsHeadIsReportedWithIt() {
        Refusal refusal = refusal("POST /large HTTP/1.1\nHost: a\nContent-Length: "
                + (ParserLimits.defaults().maxBodyBytes() + 1) + "\n\n");

        assertThat(refusal).satisfies(status(413));
        assertThat(refusal.request())
                .hasValueSatisfying(request -> assertThat(request.path()).isEqualTo("/large"));
    }

    @Test
    void aRequestThatCameTooSlowlyIsReportedAsRefused() {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);
        connection.receives("GET");

        connection.onTimeout();

        assertThat(connection.refused).singleElement().satisfies(status(408));
        assertThat(connection.answered).isEmpty();
    }

    @Test
    void aRequestThatFoundTheExecutorFullIsReportedAsRefusedAndNotAsAnswered() {
        TestConnection connection = TestConnection.withExecutor(ObserverTest::echo);
        connection.executorIsFull = true;
        assertThat(connection.receives(GET)).isEqualTo(FIRST_BYTE);
        connection.executorIsFull = false;
        connection.receives(get("/b"));
        connection.answers();

        assertThat(connection.refused)
                .singleElement()
                .satisfies(status(503))
                .satisfies(refusal -> assertThat(refusal.request()).isPresent());
        assertThat(connection.answered).extracting(ObserverTest::path).containsExactly("/b");
        assertThat(connection.answered).extracting(Answer::bodyBytes).containsExactly(2L);
    }

    @Test
    void aWriterThatTheExecutorDoesNotTakeIsReportedAsRefused() {
        TestConnection connection = TestConnection.inline(request -> HttpResponse.stream("text/plain", out -> {}));
        connection.executorIsFull = true;

        connection.receives(GET);

        assertThat(connection.refused).singleElement().satisfies(status(503));
        assertThat(connection.answered).isEmpty();
    }

    @Test
    void anObserverThatThrowsChangesNothing() {
        for (RuntimeException failure : List.of(new IllegalStateException(), new RuntimeException() {
            @Override
            public String toString() {
                throw this;
            }
        })) {
            TestConnection connection = TestConnection.inline(ObserverTest::echo);
            connection.observerFailure = failure;

            assertThat(connection.receives(GET)).isEqualTo(FIRST_BYTE);
            connection.receives("nonsense\n");
            connection.onClosed();

            assertThat(connection.sent()).startsWith("HTTP/1.1 200").contains("HTTP/1.1 400");
            assertThat(connection.released).isEqualTo(1);
        }
    }

    // Helpers

    private static Refusal refusal(String request) {
        TestConnection connection = TestConnection.inline(ObserverTest::echo);
        connection.receives(request);
        while (connection.refused.isEmpty() && connection.socket.hasIncoming()) {
            connection.onReady();
        }
        assertThat(connection.answered).isEmpty();
        assertThat(connection.refused).hasSize(1);
        assertThat(connection.refused.get(0).client()).isSameAs(connection.opened.get(0));
        return connection.refused.get(0);
    }

    private static ThrowingConsumer<Refusal> status(int status) {
        return refusal -> assertThat(refusal.reason().status()).isEqualTo(status);
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
