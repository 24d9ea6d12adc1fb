package lkg.server.connection;

import static lkg.server.connection.TestConnection.BUDGET_BYTES;
import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static lkg.server.connection.TestConnection.assertLingers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.Source;
import lkg.reactor.Await;
import lkg.server.Endpoint;
import lkg.server.Handler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What connections hold in memory, and what happens when it is too much. */
@ExtendWith(ConnectionStory.class)
class MemoryBudgetTest {

    private static final String GET = "GET /a HTTP/1.1\nHost: a\n\n";

    private final TestConnection connection = TestConnection.strict(Handler.onLoop(MemoryBudgetTest::ok));

    private static HttpResponse ok(HttpRequest request) {
        return HttpResponse.text(200, "ok");
    }

    private static String post(int bytes) {
        return "POST /a HTTP/1.1\nHost: a\nContent-Length: " + bytes + "\n\n";
    }

    /** Other connections hold so much. */
    private void othersHold(long bytes) {
        connection.server.memory().update(0, bytes);
    }

    private long heldBytes() {
        return connection.server.memory().heldBytes();
    }

    @Test
    @Tag("step-5")
    void withoutMemoryARequestIsRefusedBeforeItIsRead() {
        othersHold(BUDGET_BYTES);

        assertLingers(connection.receives(GET));

        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 503")
                .contains("\r\nConnection: close\r\n");
        assertThat(connection.socket.hasIncoming())
                .as("bytes of the client are left unread")
                .isTrue();
        assertThat(connection.refused)
                .as("refusals that the observer was told of")
                .hasSize(1);
    }

    @Test
    @Tag("step-5")
    void aByteBelowTheBudgetARequestIsAnswered() {
        othersHold(BUDGET_BYTES - 1);

        connection.receives(GET);

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 200");
    }

    @Test
    @Tag("step-5")
    void bodiesAreRefusedWhileThereIsStillMemoryForOtherRequests() {
        othersHold(BUDGET_BYTES * 3 / 4);

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 200");

        assertLingers(connection.receives(post(1)));
        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 503");
    }

    @Test
    @Tag("step-5")
    void aBodyIsBrokenOffWhenTheMemoryIsUsedUpMeanwhile() {
        connection.receives(post(1_000_000));
        assertThat(connection.receives("x".repeat(1000)))
                .as("what it waits for next")
                .isEqualTo(Await.unchanged());
        othersHold(BUDGET_BYTES * 3 / 4);

        assertLingers(connection.receives("more"));

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 503");
        assertThat(connection.socket.hasIncoming())
                .as("bytes of the client are left unread")
                .isTrue();
    }

    @Test
    @Tag("step-5")
    void aBodyIsBrokenOffBeforeItsGrowingStorageExceedsTheBudget() {
        connection.receives(post(1_000_000) + "x".repeat(400_000));
        connection.readsAll(() -> connection.refused.isEmpty());
        connection.arrives("more");

        connection.onReady();

        assertThat(connection.sent())
                .as("sent when 400,000 bytes are here and might need twice as much, of a budget of 750,000 for bodies")
                .startsWith("HTTP/1.1 503");
    }

    /** An observer is told of the request when the last byte of its response is sent. */
    @Test
    @Tag("step-5")
    void theHeadOfARequestCountsUntilItsResponseIsSent() {
        connection.hasRoomFor(1);
        connection.receives("GET / HTTP/1.1\nHost: a\nX: " + "x".repeat(10_000) + "\n\n");
        connection.readsAll(connection.socket::hasIncoming);

        assertThat(heldBytes()).as("bytes of the head").isGreaterThan(10_000);

        connection.hasRoomFor(Integer.MAX_VALUE);
        connection.onReady();
        assertThat(heldBytes()).as("when it is sent").isZero();
    }

    @Test
    @Tag("step-5")
    void aConnectionBetweenTwoRequestsHoldsNothing() {
        connection.receives(GET);

        assertThat(heldBytes()).as("bytes that count as held in memory").isZero();
    }

    @Test
    @Tag("step-5")
    void anEndpointThatTakesNoBodyIsNotKeptFromAnswering() {
        TestConnection files = TestConnection.strict(request -> ok(request));
        TestConnection refusing = TestConnection.strict(new Handler() {
            @Override
            public Endpoint endpoint(HttpRequest head) {
                return new Endpoint.Direct(Endpoint.Runs.WITHOUT_BODY, MemoryBudgetTest::ok);
            }

            @Override
            public HttpResponse handle(HttpRequest request) {
                return ok(request);
            }
        });
        files.server.memory().update(0, BUDGET_BYTES * 3 / 4);
        refusing.server.memory().update(0, BUDGET_BYTES * 3 / 4);

        files.receives(post(1000));
        refusing.receives(post(1000));

        assertThat(files.sent()).as("what is sent").startsWith("HTTP/1.1 503");
        assertThat(refusing.sent()).as("what is sent").startsWith("HTTP/1.1 200");
    }

    @Test
    @Tag("step-6")
    void aBodyCountsWhileItComesAndUntilItIsAnswered() {
        TestConnection waiting = TestConnection.strict(MemoryBudgetTest::ok);
        waiting.receives(post(100_000));
        waiting.receives("x".repeat(60_000));
        waiting.readsAll();
        assertThat(waiting.server.memory().heldBytes()).as("half of it").isGreaterThan(60_000);

        waiting.receives("x".repeat(40_000));
        waiting.readsAll();
        assertThat(waiting.jobs).as("handlers that wait in the executor").hasSize(1);
        assertThat(waiting.server.memory().heldBytes())
                .as("all of it, while its handler is at work")
                .isGreaterThanOrEqualTo(100_000);

        waiting.answers();
        waiting.onTimeout();
        assertThat(waiting.server.memory().heldBytes())
                .as("of an idle connection")
                .isZero();
    }

    @Test
    @Tag("step-3")
    void aResponseCountsUntilItIsSent() {
        TestConnection sending =
                TestConnection.strict(Handler.onLoop(request -> HttpResponse.bytes(200, "a/b", new byte[200_000])));
        sending.hasRoomFor(1000);

        sending.receives(GET);
        assertThat(sending.server.memory().heldBytes())
                .as("bytes that count as held in memory")
                .isGreaterThanOrEqualTo(200_000);

        assertThat(sending.sendsAll()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        sending.onTimeout();
        assertThat(sending.server.memory().heldBytes())
                .as("bytes that count as held in memory")
                .isZero();
    }

    @Test
    @Tag("step-7")
    void anUploadCountsWhatItsHandlerHasNotRead() {
        TestConnection uploading = TestConnection.strict(Handler.streaming(MemoryBudgetTest::ok));

        uploading.receives(post(1_000_000) + "x".repeat(50_000));
        uploading.readsAll();

        assertThat(uploading.server.memory().heldBytes())
                .as("bytes that count as held in memory")
                .isGreaterThan(50_000);
        uploading.onClosed();
        assertThat(uploading.server.memory().heldBytes())
                .as("bytes that count as held in memory")
                .isZero();
    }

    /** As a stream of events, which may wait for days. */
    @Test
    @Tag("step-6")
    void aSourceThatHasNothingHoldsNothing() {
        Source source = new Source() {
            @Override
            public Next pull(Buffer out, int most) {
                out.append(new byte[10_000]);
                return Next.WHEN_WOKEN;
            }

            @Override
            public void close() {}
        };
        TestConnection streaming = TestConnection.strict(
                Handler.onLoop(request -> HttpResponse.of(200, "text/plain", new Body.Pulled(wakeUp -> source))));

        streaming.receives(GET);

        assertThat(streaming.sent().length()).as("bytes that were sent").isGreaterThan(10_000);
        assertThat(streaming.server.memory().heldBytes())
                .as("bytes that count as held in memory while there is nothing to send: the head of the request")
                .isLessThan(1000);
    }

    @Test
    @Tag("step-4")
    void aConnectionThatEndsHoldsNothing() {
        connection.receives(post(100_000) + "x".repeat(1000));
        assertThat(heldBytes()).as("bytes that count as held in memory").isPositive();

        connection.onClosed();

        assertThat(heldBytes()).as("bytes that count as held in memory").isZero();
    }

    @Test
    @Tag("step-5")
    void aLingeringConnectionHoldsNothing() {
        assertLingers(connection.receives("nonsense\n"));

        assertThat(connection.ended).as("it has not ended yet").isEmpty();
        assertThat(heldBytes()).as("bytes that count as held in memory").isZero();
    }

    /** A response to a first request does not fit, and a body of 100,000 bytes behind it has come by 60,000. */
    private static TestConnection sendingInFrontOfABody() {
        TestConnection posting = TestConnection.strict(request -> HttpResponse.text(200, "x".repeat(10_000)));
        posting.receives(GET);
        posting.hasRoomFor(1000);
        posting.receives(post(100_000) + "x".repeat(60_000));
        posting.readsAll();
        assertThat(posting.answers()).as("a response in front of a body").isEqualTo(TestConnection.ROOM);
        return posting;
    }

    private static void assertCountsAll(TestConnection posting) {
        assertThat(posting.server.memory().heldBytes())
                .as("bytes that count: 60,000 of a body, and %s bytes of buffers", posting.storageBytes())
                .isGreaterThanOrEqualTo(posting.storageBytes() + 60_000);
    }

    @Test
    @Tag("step-6")
    void whatIsReadIsCollectedAndIsToBeSentCountsTogether() {
        assertCountsAll(sendingInFrontOfABody());
    }

    @Test
    @Tag("step-6")
    void aConnectionWhoseNetworkFailsCountsUntilItIsClosed() {
        for (IOException failure : List.of(new IOException("connection reset"), new ClosedChannelException())) {
            TestConnection posting = sendingInFrontOfABody();
            posting.networkFailsWith(failure);

            assertThat(posting.onReady()).as("if writing throws %s", failure).isEqualTo(Await.closed());

            assertCountsAll(posting);
            posting.onClosed();
            assertThat(posting.server.memory().heldBytes())
                    .as("bytes that count, once it is closed")
                    .isZero();
        }
    }

    @Test
    @Tag("step-6")
    void aConnectionThatFailsCountsUntilItIsClosed() {
        TestConnection failing = TestConnection.strict(Handler.onLoop(request -> HttpResponse.stream("a/b", out -> {
            out.write(new byte[10_000]);
            throw new IllegalStateException("on purpose");
        })));
        failing.receives(GET);
        failing.hasRoomFor(100);

        failing.answers();

        assertThat(failing.server.memory().heldBytes())
                .as("bytes that count of a connection with %s bytes of buffers", failing.storageBytes())
                .isGreaterThanOrEqualTo(failing.storageBytes());
        failing.onClosed();
        assertThat(failing.server.memory().heldBytes())
                .as("bytes that count, once it is closed")
                .isZero();
    }
}
