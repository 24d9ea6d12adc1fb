package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import lkg.reactor.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The connection's state machine, without a selector, a network or a clock: a call, and the answer it gives.
 *
 * <p>Here the deadlines are tested: what a connection waits for is a value that can be compared.
 */
class HttpConnectionTest {

    private static final String GET = "GET /a HTTP/1.1\nHost: a\n\n";

    private static final Await FIRST_BYTE = Await.readable(Duration.ofSeconds(1));
    private static final Await IDLE = Await.readable(Duration.ofSeconds(29));
    private static final Await HEAD = Await.readable(Duration.ofSeconds(10));
    private static final Await BODY = Await.readable(Duration.ofSeconds(60));
    private static final Await ROOM = Await.writable(Duration.ofSeconds(60));
    private static final Await LINGER = Await.readable(Duration.ofSeconds(5));

    private final ScriptedSocket socket = new ScriptedSocket();
    private final AtomicInteger closed = new AtomicInteger();
    private Service service;

    // Reading

    @Test
    void aRequestIsAnsweredInOneWriteAndTheNextOneIsAwaited() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.receives(GET);

        Await next = connection.onReady(SelectionKey.OP_READ);

        assertThat(socket.sent()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n/a");
        assertThat(socket.writes()).as("head and body leave together").isEqualTo(1);
        assertThat(next).isEqualTo(FIRST_BYTE);
    }

    @Test
    void d10_aPartialRequestWaitsForTheRest() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.receives("GET /a HTTP/1.1\n");

        assertThat(connection.onReady(SelectionKey.OP_READ)).isEqualTo(HEAD);
        assertThat(socket.sent()).isEmpty();
        socket.receives("Host: a\n\n");
        assertThat(connection.onReady(SelectionKey.OP_READ)).isEqualTo(FIRST_BYTE);
        assertThat(socket.sent()).endsWith("/a");
    }

    @Test
    void d13_theDeadlineOfAHeadCountsFromItsFirstByte() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);

        assertThat(receive(connection, "G")).as("the first byte").isEqualTo(HEAD);
        assertThat(receive(connection, "E")).as("the second byte").isEqualTo(Await.unchanged());
        assertThat(receive(connection, "T / HTTP/1.1\nHo")).isEqualTo(Await.unchanged());
        assertThat(receive(connection, "st: a\n\n")).isEqualTo(FIRST_BYTE);
        assertThat(receive(connection, "G"))
                .as("the first byte of the next request")
                .isEqualTo(HEAD);
    }

    @Test
    void d13_aPipelinedRequestsDeadlineIsItsOwn() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);

        assertThat(receive(connection, "G")).isEqualTo(HEAD);
        assertThat(receive(connection, GET.substring(1) + "G"))
                .as("the rest of one request and the first byte of another")
                .isEqualTo(HEAD);
    }

    @Test
    void aBodysDeadlineIsExtendedByProgress() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);

        assertThat(receive(connection, "POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\n1"))
                .isEqualTo(BODY);
        assertThat(receive(connection, "2")).isEqualTo(BODY);
        assertThat(receive(connection, "3")).isEqualTo(FIRST_BYTE);
    }

    @Test
    void aClientIsToldOnceToContinue() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        String head = "POST / HTTP/1.1\nHost: a\nContent-Length: 1\nExpect: 100-continue\n\n";

        assertThat(receive(connection, head)).isEqualTo(BODY);
        assertThat(socket.sent()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        connection.onReady(SelectionKey.OP_READ);
        assertThat(socket.sent()).as("after a readiness without bytes").isEmpty();
        receive(connection, "x");
        assertThat(socket.sent()).startsWith("HTTP/1.1 200");

        receive(connection, head);
        assertThat(socket.sent()).as("for the next request").isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    @Test
    void theEndOfTheInputClosesTheConnection() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.clientCloses();

        assertThat(connection.onReady(SelectionKey.OP_READ)).isEqualTo(Await.closed());
    }

    // Refusing

    @Test
    void d12_aBadRequestIsAnsweredAndTheRestIsReadUntilTheClientCloses() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);

        assertThat(receive(connection, "nonsense\n")).isEqualTo(LINGER);
        assertThat(socket.sent()).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("\r\nConnection: close\r\n");
        assertThat(socket.isOutputShutDown())
                .as("the client is told that this was all")
                .isTrue();

        assertThat(receive(connection, "more"))
                .as("further bytes do not extend the time to linger")
                .isEqualTo(Await.unchanged());
        assertThat(socket.sent()).isEmpty();
        socket.clientCloses();
        assertThat(connection.onReady(SelectionKey.OP_READ)).isEqualTo(Await.closed());
    }

    @Test
    void d12_aRefusalThatDoesNotFitIsSentToItsEnd() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.hasRoomFor(10);

        assertThat(receive(connection, "nonsense\n")).isEqualTo(ROOM);
        socket.hasRoomFor(1000);
        assertThat(connection.onReady(SelectionKey.OP_WRITE)).isEqualTo(LINGER);
        assertThat(socket.sent()).startsWith("HTTP/1.1 400").endsWith("\n");
    }

    @Test
    void aRefusalComesAfterTheAnswersToTheRequestsInFrontOfIt() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);

        assertThat(receive(connection, GET + "nonsense\n")).isEqualTo(LINGER);

        assertThat(socket.sent()).startsWith("HTTP/1.1 200").contains("/aHTTP/1.1 400");
    }

    @Test
    void aLingeringConnectionIsClosedByItsDeadline() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        receive(connection, "nonsense\n");

        assertThat(connection.onTimeout()).isEqualTo(Await.closed());
    }

    // Timeouts

    @Test
    void anIdleConnectionFirstGivesItsStorageBackAndIsThenClosed() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        receive(connection, GET);

        assertThat(connection.onTimeout()).as("after a second").isEqualTo(IDLE);
        assertThat(connection.storageBytes()).isZero();
        assertThat(connection.onTimeout()).as("after the whole idle time").isEqualTo(Await.closed());
        assertThat(receive(connection, GET))
                .as("a request in between would start again")
                .isEqualTo(FIRST_BYTE);
        assertThat(connection.onTimeout()).isEqualTo(IDLE);
    }

    @Test
    void d13_aHeadThatTakesTooLongIsAnswered408() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        receive(connection, "GET");

        assertThat(connection.onTimeout()).isEqualTo(LINGER);
        assertThat(socket.sent()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
    }

    @Test
    void d17_aResponseThatNobodyReadsIsGivenUp() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.hasRoomFor(3);
        assertThat(receive(connection, GET)).isEqualTo(ROOM);

        assertThat(connection.onTimeout()).isEqualTo(Await.closed());
    }

    @Test
    void d17_aSlowClientWhoseSocketWasNeverCalledWritableIsNotGivenUp() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::large);
        socket.hasRoomFor(3);
        assertThat(receive(connection, GET)).isEqualTo(ROOM);

        socket.hasRoomFor(1);
        assertThat(connection.onTimeout()).as("one byte was read").isEqualTo(ROOM);
        assertThat(connection.onTimeout()).as("and no other one").isEqualTo(Await.closed());
    }

    // Shutdown

    @Test
    void d02_anIdleConnectionEnds() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        service.drain();

        assertThat(connection.onShutdown()).isEqualTo(Await.readable(Duration.ofMillis(1)));
        assertThat(connection.onTimeout()).isEqualTo(Await.closed());
    }

    @Test
    void d02_aRequestThatHasArrivedButWasNotReadIsAnsweredFirst() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        service.drain();
        connection.onShutdown();

        assertThat(receive(connection, GET)).as("closes after the response").isEqualTo(LINGER);
        assertThat(socket.sent()).contains("\r\nConnection: close\r\n").endsWith("/a");
    }

    @Test
    void d02_aConnectionThatHasBegunSomethingFinishesIt() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        receive(connection, "GET");
        service.drain();

        assertThat(connection.onShutdown()).isEqualTo(Await.unchanged());
    }

    @Test
    void d02_aConnectionThatHasFinishedItsResponseIsIdleFromThenOn() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.hasRoomFor(20);
        receive(connection, GET);
        service.drain();
        assertThat(connection.onShutdown()).isEqualTo(Await.unchanged());

        socket.hasRoomFor(1000);
        assertThat(connection.onReady(SelectionKey.OP_WRITE))
                .as("the response did not say that the connection closes, so a request may be on its way")
                .isEqualTo(Await.readable(Duration.ofMillis(1)));
        assertThat(receive(connection, GET)).as("that request is the last one").isEqualTo(LINGER);
    }

    @Test
    void aLingeringConnectionIsCountedAsOneWhoseRequestsWereAnswered() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        receive(connection, GET);
        assertThat(service.lingering).hasValue(0);
        receive(connection, "nonsense\n");
        assertThat(service.lingering).hasValue(1);

        connection.onClosed();

        assertThat(service.lingering).hasValue(0);
        HttpConnection other = connection(HttpConnectionTest::echo);
        other.onClosed();
        assertThat(service.lingering).as("after one that did not linger").hasValue(0);
    }

    // Writing

    @Test
    void d19_whatDoesNotFitWaitsForRoomAndNotForInput() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.hasRoomFor(20);

        assertThat(receive(connection, GET)).isEqualTo(ROOM);
        String sent = socket.sent();
        socket.hasRoomFor(1000);
        assertThat(connection.onReady(SelectionKey.OP_WRITE)).isEqualTo(FIRST_BYTE);

        assertThat(sent + socket.sent()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n/a");
    }

    @Test
    void d17_onlyProgressExtendsTheDeadlineOfAResponse() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.hasRoomFor(20);
        receive(connection, GET);

        assertThat(connection.onReady(SelectionKey.OP_WRITE))
                .as("no room after all")
                .isEqualTo(Await.unchanged());
        socket.hasRoomFor(1);
        assertThat(connection.onReady(SelectionKey.OP_WRITE)).as("one byte").isEqualTo(ROOM);
    }

    @Test
    void d14_inputIsNotReadWhileAResponseWaits() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);
        socket.hasRoomFor(20);
        assertThat(receive(connection, GET)).as("waits for room alone").isEqualTo(ROOM);

        socket.receives("GET /b HTTP/1.1\nHost: a\n\n");
        socket.hasRoomFor(1000);
        connection.onReady(SelectionKey.OP_WRITE);
        assertThat(socket.sent()).contains("/a").doesNotContain("/b");
        connection.onReady(SelectionKey.OP_READ);
        assertThat(socket.sent()).contains("/b");
    }

    @Test
    void d18_aRequestThatIsInTheBufferIsAnsweredWithoutAnotherEvent() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::echo);

        Await next = receive(connection, GET + GET + GET);

        assertThat(socket.sent().split("HTTP/1.1 200 OK", -1)).hasSize(4);
        assertThat(socket.writes()).as("writes for three responses").isEqualTo(1);
        assertThat(next).isEqualTo(FIRST_BYTE);
    }

    @Test
    void d18_aRequestBehindAResponseThatDidNotFitIsAnsweredAfterIt() throws IOException {
        HttpConnection connection = connection(HttpConnectionTest::large);
        socket.hasRoomFor(50_000);
        assertThat(receive(connection, GET + GET)).isEqualTo(ROOM);

        socket.hasRoomFor(10_000_000);
        Await next = ROOM;
        for (int turns = 0; next.equals(ROOM) && turns < 10; turns++) {
            next = connection.onReady(SelectionKey.OP_WRITE);
        }

        assertThat(next).isEqualTo(FIRST_BYTE);
        assertThat(socket.sent().split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }

    @Test
    void oneConnectionCannotHoldTheLoopWithPipelinedRequests() throws IOException {
        AtomicInteger handled = new AtomicInteger();
        HttpConnection connection = connection(request -> {
            handled.incrementAndGet();
            return echo(request);
        });

        assertThat(receive(connection, GET.repeat(1000)))
                .as("there is room at once, so the loop comes back after its other connections")
                .isEqualTo(ROOM);
        assertThat(handled.get()).isBetween(1, 999);

        while (handled.get() < 1000) {
            int before = handled.get();
            connection.onReady(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            assertThat(handled.get()).as("each turn gets on").isGreaterThan(before);
        }
    }

    // Files

    @Test
    void aFileIsClosedWhenItWasSent(@TempDir Path directory) throws IOException {
        FileChannel file = file(directory, 300_000);
        HttpConnection connection = connection(request -> response(file, 300_000));

        Await next = receive(connection, GET);
        while (next.equals(ROOM)) {
            next = connection.onReady(SelectionKey.OP_WRITE);
        }

        assertThat(socket.sent().length()).as("bytes sent").isGreaterThan(300_000);
        assertThat(file.isOpen()).isFalse();
    }

    @Test
    void aFastDownloadCannotHoldTheLoop(@TempDir Path directory) throws IOException {
        FileChannel file = file(directory, 20_000_000);
        HttpConnection connection = connection(request -> response(file, 20_000_000));

        Await next = receive(connection, GET);

        assertThat(socket.sent().length()).as("bytes sent in one turn").isBetween(1_000_000, 19_000_000);
        assertThat(next)
                .as("there is room at once, so the loop comes back after its other connections")
                .isEqualTo(ROOM);
        connection.onClosed();
    }

    @Test
    void aFileIsClosedWhenTheConnectionIs(@TempDir Path directory) throws IOException {
        FileChannel file = file(directory, 300_000);
        HttpConnection connection = connection(request -> response(file, 300_000));
        socket.hasRoomFor(10_000);
        receive(connection, GET);
        assertThat(file.isOpen()).isTrue();

        connection.onClosed();

        assertThat(file.isOpen()).isFalse();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aFileIsClosedWhenOnlyItsHeadIsSent(@TempDir Path directory) throws IOException {
        FileChannel file = file(directory, 300_000);
        HttpConnection connection = connection(request -> response(file, 300_000));

        receive(connection, "HEAD /a HTTP/1.1\nHost: a\n\n");

        assertThat(socket.sent()).contains("Content-Length: 300000").endsWith("\r\n\r\n");
        assertThat(file.isOpen()).isFalse();
    }

    @Test
    void aFileIsClosedWhenItsHeadCannotBeSent(@TempDir Path directory) throws IOException {
        FileChannel file = file(directory, 300_000);
        HttpConnection connection =
                connection(request -> response(file, 300_000).withHeader("Too-Large", "x".repeat(2_000_000)));

        assertThatThrownBy(() -> receive(connection, GET)).isInstanceOf(RuntimeException.class);

        assertThat(file.isOpen()).isFalse();
    }

    @Test
    void aFileThatBecameShorterEndsTheConnectionAndNotTheResponse(@TempDir Path directory) throws IOException {
        for (int size : new int[] {1000, 300_000}) {
            FileChannel file = file(directory, size);
            HttpConnection connection = connection(request -> response(file, size + 1));
            IOException failure = null;
            try {
                Await next = receive(connection, GET);
                while (next.equals(ROOM)) {
                    next = connection.onReady(SelectionKey.OP_WRITE);
                }
            } catch (IOException e) {
                failure = e;
            }
            assertThat(failure).as("a file of %s bytes that had one more", size).hasMessageContaining("shorter");
        }
    }

    // Helpers

    private static HttpResponse echo(HttpRequest request) {
        return HttpResponse.text(200, request.target());
    }

    private static HttpResponse large(HttpRequest request) {
        return HttpResponse.bytes(200, "text/plain", new byte[200_000]);
    }

    private static FileChannel file(Path directory, int size) throws IOException {
        return FileChannel.open(Files.write(directory.resolve("file" + size), new byte[size]), StandardOpenOption.READ);
    }

    private static HttpResponse response(FileChannel file, long length) {
        return new HttpResponse(200, Headers.empty(), new Body.FileRegion(file, 0, length));
    }

    private HttpConnection connection(Handler handler) {
        ServerConfig config = new ServerConfig(
                new InetSocketAddress(0),
                1,
                Wiring.INLINE,
                1,
                1,
                1,
                1,
                10_000,
                ParserLimits.defaults(),
                Timeouts.defaults());
        service = new Service(handler, config, Runnable::run, closed::incrementAndGet);
        return new HttpConnection(socket, service);
    }

    private Await receive(HttpConnection connection, String text) throws IOException {
        socket.receives(text);
        return connection.onReady(SelectionKey.OP_READ);
    }
}
