package lkg.server.connection;

import static lkg.server.connection.TestConnection.BODY;
import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static lkg.server.connection.TestConnection.HANDLER;
import static lkg.server.connection.TestConnection.ROOM;
import static lkg.server.connection.TestConnection.assertLingers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.Endpoint;
import lkg.server.Handler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests whose handler reads the body while it arrives. */
@ExtendWith(ConnectionStory.class)
@Tag("step-7")
class UploadingTest {

    private static final String GET = "GET /next HTTP/1.1\nHost: a\n\n";

    /** What the handlers here read, and how they failed. */
    private final List<String> read = new ArrayList<>();

    @Test
    void theHandlerReadsWhatHasArrivedBeforeTheRestHas() {
        TestConnection connection = TestConnection.withExecutor(reading(3));

        assertThat(connection.receives(post(6) + "abc"))
                .as("what it waits for next")
                .isEqualTo(BODY);
        connection.runNextJob();

        assertThat(read)
                .as("what the handler has read, or how its reading failed")
                .containsExactly("abc");
    }

    @Test
    void aBodyThatHasArrivedLeavesOnlyTheAnswerToWaitFor() {
        TestConnection connection = TestConnection.withExecutor(streaming(UploadingTest::all));

        assertThat(connection.receives(post(6) + "abc"))
                .as("what it waits for next")
                .isEqualTo(BODY);
        assertThat(connection.receives("def" + GET))
                .as("what it waits for next")
                .isEqualTo(HANDLER);
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nabcdef");
        assertThat(connection.answers()).as("the request behind it").isEqualTo(FIRST_BYTE);
    }

    @Test
    void aBodyMayBeLongerThanOneInMemoryButHasALimitOfItsOwn() {
        TestConnection connection = TestConnection.withExecutor(streaming(UploadingTest::all));
        assertThat(connection.receives(post(10_000_000)))
                .as("what it waits for next")
                .isEqualTo(BODY);
        connection.onClosed();

        TestConnection other = TestConnection.withExecutor(streaming(UploadingTest::all));
        assertLingers(other.receives(post(10_000_001)));
        assertThat(other.sent()).as("what is sent").startsWith("HTTP/1.1 413");
        assertThat(other.jobs).as("handlers at work").isEmpty();
    }

    @Test
    void aClientIsReadNoFasterThanTheHandlerReads() {
        TestConnection connection = TestConnection.withExecutor(reading(10));
        connection.receives(post(9_000_000));
        connection.arrives(new byte[1_000_000]);

        Await next = BODY;
        for (int turns = 0; next.equals(BODY) && turns < 20; turns++) {
            next = connection.onReady();
        }

        assertThat(next).as("no deadline while we wait for our own handler").isEqualTo(Await.woken());
        assertThat(connection.socket.hasIncoming())
                .as("bytes of the client are left unread")
                .isTrue();
        assertThat(connection.storageBytes())
                .as("bytes of storage that the connection keeps")
                .isLessThan(200_000);
        connection.wakeUps.drainPermits();
        connection.runNextJob();
        assertThat(connection.wakeUps.availablePermits())
                .as("wake-ups by the room and the answer")
                .isEqualTo(2);
    }

    @Test
    void aBodysDeadlineIsExtendedByProgressAndEndsIn408() {
        TestConnection connection = TestConnection.withExecutor(reading(6));
        assertThat(connection.receives(post(6) + "a"))
                .as("what it waits for next")
                .isEqualTo(BODY);
        assertThat(connection.receives("b")).as("what it waits for next").isEqualTo(BODY);

        assertLingers(connection.onTimeout());

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 408");
        connection.runNextJob();
        assertThat(read).as("the handler's read").containsExactly("BodyFailedException");
        assertThat(connection.sent()).as("no second answer").isEmpty();
    }

    @Test
    void aClientIsToldToContinue() {
        TestConnection connection = TestConnection.withExecutor(streaming(UploadingTest::all));

        assertThat(connection.receives(postExpecting(3)))
                .as("what it waits for next")
                .isEqualTo(BODY);

        assertThat(connection.sent()).as("what is sent").isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        connection.receives("abc");
        connection.answers();
        assertThat(connection.sent()).as("what is sent").endsWith("\r\n\r\nabc");
    }

    @Test
    void whatDoesNotFitInFrontOfAnUploadIsSentAllTheSame() {
        TestConnection connection = TestConnection.withExecutor(streaming(UploadingTest::all));
        connection.hasRoomFor(3);

        assertThat(connection.receives(postExpecting(3)))
                .as("what it waits for next")
                .isEqualTo(ROOM);
        assertThat(connection.sendsAll()).as("what it waits for next").isEqualTo(BODY);
        assertThat(connection.sent()).as("what is sent").isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    @Test
    void anUploadThatFindsTheExecutorFullIsNotToldToContinue() {
        TestConnection connection = TestConnection.withExecutor(streaming(UploadingTest::all));
        connection.executorIsFull = true;

        connection.receives(postExpecting(3));
        assertLingers(connection.wakesUp());

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 503");
    }

    @Test
    void aCompleteUploadThatFindsTheExecutorFullIsAnswered503AndItsConnectionGoesOn() {
        TestConnection connection = TestConnection.withExecutor(streaming(UploadingTest::all));
        connection.executorIsFull = true;

        connection.receives(post(3) + "abc");

        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 503")
                .doesNotContain("Connection: close");
    }

    @Test
    void aHandlerThatAnswersBeforeTheBodyHasComeEndsTheConnection() {
        TestConnection connection =
                TestConnection.withExecutor(streaming(request -> HttpResponse.text(403, "not you\n")));
        connection.receives(post(1_000_000) + "abc");

        assertLingers(connection.answers());

        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 403")
                .contains("\r\nConnection: close\r\n")
                .endsWith("not you\n");
    }

    /** The handler has returned, but another thread may still hold the stream. */
    @Test
    void afterTheAnswerTheRestOfTheBodyCannotBeRead() {
        List<InputStream> bodies = new ArrayList<>();
        TestConnection connection = TestConnection.withExecutor(streaming(request -> {
            bodies.add(request.body().stream());
            return HttpResponse.text(403, "not you\n");
        }));
        connection.receives(post(1_000_000));
        assertLingers(connection.answers());

        assertTimeoutPreemptively(
                Duration.ofSeconds(3),
                () -> assertThatThrownBy(() -> bodies.get(0).read(), "a read of the body after its answer")
                        .isInstanceOf(IOException.class),
                "a read of the body after its answer waits");
    }

    @Test
    void aBadChunkIsAnswered400AndTheHandlersReadFails() {
        TestConnection connection = TestConnection.withExecutor(reading(6));
        connection.receives("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n3\nabc\n");

        assertLingers(connection.receives("nonsense\n"));

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 400");
        connection.runNextJob();
        assertThat(read)
                .as("what the handler has read, or how its reading failed")
                .containsExactly("BodyFailedException");
    }

    @Test
    void aChunkedBodyBeyondTheLimitIsAnswered413() {
        TestConnection connection = TestConnection.withExecutor(reading(6));
        connection.receives("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n3\nabc\n");

        assertLingers(connection.receives(Integer.toHexString(9_999_998) + "\n"));

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 413");
    }

    @Test
    void aClientThatLeavesMakesTheHandlersReadFail() {
        TestConnection connection = TestConnection.withExecutor(reading(6));
        connection.receives(post(6) + "abc");
        connection.clientCloses();

        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();

        connection.runNextJob();
        assertThat(read)
                .as("what the handler has read, or how its reading failed")
                .containsExactly("BodyFailedException");
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_LEFT);
    }

    @Test
    void aHalfClosedClientsUploadIsReadToItsEnd() throws Exception {
        TestConnection connection = TestConnection.withExecutor(streaming(request -> {
            byte[] body = request.body().bytes();
            return HttpResponse.text(200, body.length + " bytes");
        }));
        connection.receives(post(100_000));
        connection.arrives(new byte[100_000]);
        connection.clientCloses();
        connection.readsAll();
        Await next = connection.onReady();
        assertThat(next)
                .as("part of the body is still here, and the pipe is full")
                .isEqualTo(Await.woken());

        Thread handler = new Thread(connection.jobs.remove());
        handler.start();
        String sent = "";
        while (sent.isEmpty() && !next.equals(Await.closed())) {
            next = next.equals(BODY) ? connection.onReady() : connection.wakesUp();
            sent = connection.sent();
        }
        handler.join();

        assertThat(sent).as("what is sent").endsWith("100000 bytes");
    }

    @Test
    void anUploadGoesOnThoughItsEventsAreRejected() {
        TestConnection connection = TestConnection.withExecutor(streaming(UploadingTest::all));
        connection.receives(post(6) + "abc");
        connection.arrives("def");

        assertThat(connection.onRejected()).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").endsWith("\r\n\r\nabcdef");
    }

    @Test
    void aConnectionThatIsClosedByForceMakesTheHandlersReadFail() {
        TestConnection connection = TestConnection.withExecutor(reading(6));
        connection.receives(post(6) + "abc");

        connection.onClosed();

        connection.runNextJob();
        assertThat(read)
                .as("what the handler has read, or how its reading failed")
                .containsExactly("BodyFailedException");
    }

    @Test
    void anAsyncHandlerIsNotAskedBeforeTheBodyIsComplete() {
        TestConnection connection =
                TestConnection.withExecutor(Handler.async(request -> CompletableFuture.completedFuture(
                        HttpResponse.text(200, request.body().text()))));

        assertThat(connection.receives(post(6) + "abc"))
                .as("what it waits for next")
                .isEqualTo(BODY);
        assertThat(connection.receives("def")).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").endsWith("abcdef");
    }

    // Helpers

    private static String post(int length) {
        return "POST /a HTTP/1.1\nHost: a\nContent-Length: " + length + "\n\n";
    }

    private static String postExpecting(int length) {
        return "POST /a HTTP/1.1\nHost: a\nContent-Length: " + length + "\nExpect: 100-continue\n\n";
    }

    private static HttpResponse all(HttpRequest request) throws IOException {
        return HttpResponse.text(200, request.body().text());
    }

    /** POST is streamed, everything else is not. */
    private static Handler streaming(Handler handler) {
        return new Handler() {
            @Override
            public HttpResponse handle(HttpRequest request) throws Exception {
                return handler.handle(request);
            }

            @Override
            public Endpoint endpoint(HttpRequest head) {
                return new Endpoint.Direct(
                        head.method().equals("POST") ? Endpoint.Runs.STREAMING : Endpoint.Runs.IN_EXECUTOR, this);
            }
        };
    }

    /** Reads {@code length} bytes, and notes them, or the failure. */
    private Handler reading(int length) {
        return streaming(request -> {
            try (InputStream body = request.body().stream()) {
                read.add(new String(body.readNBytes(length), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                read.add(e.getClass().getSimpleName());
                throw e;
            }
            return HttpResponse.of(204);
        });
    }
}
