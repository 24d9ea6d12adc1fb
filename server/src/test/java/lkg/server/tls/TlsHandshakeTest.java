package lkg.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import lkg.http.Source;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.Observer;
import lkg.server.Steps;
import lkg.server.Wiring;
import lkg.server.context.ConnectionConfig;
import lkg.server.context.Peer;
import lkg.server.context.ServerContext;
import lkg.server.context.Timeouts;
import lkg.server.context.Traffic;
import lkg.server.proxy.TrustedProxies;
import lkg.server.testing.InMemorySocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handshake without a network or a second thread: the test calls it, and runs what it gives to its executor. */
class TlsHandshakeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InMemorySocket socket = new InMemorySocket();
    private final Queue<Runnable> jobs = new ArrayDeque<>();
    private final List<EndReason> ended = new ArrayList<>();
    private int wakeUps;
    private boolean executorIsFull;
    private final ServerContext server =
            new ServerContext(config(TlsHandshakeTest::answer), Runnable::run, () -> {}, () -> {});
    private EventHandler handler = new TlsHandshake(
            socket,
            new Peer(new InetSocketAddress("192.0.2.7", 4711), new Traffic(Steps.NONE)).encrypted(),
            server,
            new Tls(TestCertificate.EC::server, this::addJob),
            () -> wakeUps++);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aRequestIsAnsweredAfterAHandshakeByteByByte(String protocol) throws IOException {
        MemoryClient client = new MemoryClient(protocol);
        for (byte[] said = client.says(); said.length > 0; said = client.says()) {
            for (byte b : said) {
                socket.receives(new byte[] {b});
                goOn();
            }
            client.reads(socket.sentBytes());
        }

        assertThat(handler).isInstanceOf(TlsConnection.class);
        socket.receives(client.encrypts("GET / HTTP/1.1\nHost: a\n\n"));
        goOn();
        client.reads(socket.sentBytes());
        assertThat(client.receivedText()).startsWith("HTTP/1.1 200 OK").endsWith("hello");
    }

    @Test
    void aHandshakeThatWaitsForAThreadHoldsWhatWasReadAndIsCounted() throws IOException {
        byte[] hello = new MemoryClient("TLSv1.3").says();
        socket.receives(hello);
        handler.onReady();

        assertThat(server.memory().heldBytes()).as("bytes that are held").isEqualTo(hello.length);
    }

    @Test
    void nothingIsReadWhileItIsComputed() throws IOException {
        socket.receives(new MemoryClient("TLSv1.3").says());
        Await computing = handler.onReady();
        socket.receives("more");

        assertThat(computing.toString()).startsWith("a pause of");
        assertThat(handler.onReady()).as("after a wake-up of somebody else").isEqualTo(Await.unchanged());
        assertThat(socket.hasIncoming()).as("the rest waits in the socket").isTrue();
    }

    @Test
    void aRequestThatComesWithTheEndOfTheHandshakeIsAnswered() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        socket.receives(client.says());
        goOn();
        client.reads(socket.sentBytes());
        socket.receives(client.says());
        socket.receives(client.encrypts("GET / HTTP/1.1\nHost: a\n\n"));
        wakeUps = 0;
        goOn();

        assertThat(wakeUps).as("computed, and woken up for the request").isEqualTo(2);
        goOn();
        client.reads(socket.sentBytes());
        assertThat(client.receivedText()).endsWith("hello");
        assertThat(server.memory().heldBytes()).as("bytes that are held").isZero();
    }

    @Test
    void theAnswerToTheClientWaitsForRoom() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        socket.receives(client.says());
        socket.hasRoomFor(100);
        assertThat(goOn().toString()).startsWith("writable within");

        socket.hasRoomFor(Integer.MAX_VALUE);
        assertThat(goOn().toString()).startsWith("readable within");
        client.reads(socket.sentBytes());
        assertThat(client.says()).as("the client has understood").isNotEmpty();
    }

    @Test
    void theEndOfTheHandshakeWaitsForRoom() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.2");
        socket.receives(client.says());
        goOn();
        client.reads(socket.sentBytes());
        socket.receives(client.says());
        socket.hasRoomFor(5);

        assertThat(goOn().toString()).startsWith("writable within");
        socket.hasRoomFor(Integer.MAX_VALUE);
        goOn();

        client.reads(socket.sentBytes());
        assertThat(client.says()).as("the client is content").isEmpty();
        assertThat(handler).isInstanceOf(TlsConnection.class);
    }

    @Test
    void plainHttpIsToldOfTls() {
        socket.receives("GET / HTTP/1.1\nHost: a\n\n");

        assertThat(goOn().toString()).startsWith("handed over, then readable");
        assertThat(socket.sent()).startsWith("HTTP/1.1 400 Bad Request").contains("this port speaks TLS");
        assertThat(socket.isOutputShutDown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "\0", "\u0016\2", "\u0016\3\1\u00ff\u00ff"})
    void whatCannotBecomeAHandshakeIsNotComputed(String junk) {
        socket.receives(junk);

        assertThat(goOn()).isEqualTo(Await.closed());
        assertThat(jobs).isEmpty();
        assertEnded(EndReason.TLS_FAILED);
    }

    @Test
    void aHandshakeThatFailsEndsWithAnAlert() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        byte[] hello = client.says();
        Arrays.fill(hello, 9, hello.length, (byte) 1);
        socket.receives(hello);

        assertThat(goOn()).isEqualTo(Await.closed());
        assertThat(socket.sentBytes()).as("an alert").startsWith(21, 3);
        assertEnded(EndReason.TLS_FAILED);
    }

    @Test
    void aFullExecutorEndsTheHandshake() throws IOException {
        executorIsFull = true;
        socket.receives(new MemoryClient("TLSv1.3").says());

        assertThat(goOn()).isEqualTo(Await.closed());
        assertEnded(EndReason.TLS_FAILED);
    }

    @Test
    void aStalledHandshakeEndsEvenWhileItIsComputed() throws IOException {
        socket.receives(new MemoryClient("TLSv1.3").says());
        handler.onReady();

        assertThat(handler.onTimeout()).isEqualTo(Await.closed());
        assertEnded(EndReason.TLS_TIMEOUT);
        jobs.remove().run();
        assertThat(ended)
                .as("told once, and not again when the computation is done")
                .hasSize(1);
    }

    @Test
    void anIdleConnectionEndsWithCloseNotify() throws IOException {
        MemoryClient client = shakeHands();
        handler.onTimeout();

        assertThat(handler.onTimeout()).as("idle for too long").isEqualTo(Await.closed());

        client.reads(socket.sentBytes());
        assertThat(client.engine.isInboundDone()).as("close_notify has come").isTrue();
    }

    @Test
    void aResponseThatIsBrokenOffEndsWithoutCloseNotify() throws IOException {
        MemoryClient client = shakeHands();
        socket.receives(client.encrypts("GET /failing HTTP/1.1\nHost: a\n\n"));

        assertThat(goOn()).isEqualTo(Await.closed());

        client.reads(socket.sentBytes());
        assertThat(client.engine.isInboundDone()).as("close_notify has come").isFalse();
    }

    @Test
    void aConnectionThatDoesNotReadIsNotWokenUpForWhatIsHeld() throws IOException {
        MemoryClient client = shakeHands();
        socket.hasRoomFor(1_000);
        String more = "GET / HTTP/1.1\nHost: a\n\n".repeat(500);
        socket.receives(client.encrypts("GET /large HTTP/1.1\nHost: a\n\n" + more));
        wakeUps = 0;

        assertThat(goOn().toString()).startsWith("writable");

        assertThat(wakeUps)
                .as("the next requests wait until the response has been sent")
                .isZero();
    }

    @Test
    void aConnectionThatReadsIsWokenUpForWhatIsHeld() throws IOException {
        MemoryClient client = shakeHands();
        socket.receives(client.encrypts("POST / HTTP/1.1\nHost: a\nContent-Length: 40000\n\n"));
        socket.receives(client.encrypts(new byte[40_000]));
        int events = 0;
        do {
            wakeUps = 0;
            goOn();
            events++;
        } while (wakeUps > 0 && events < 1000);

        client.reads(socket.sentBytes());
        assertThat(client.receivedText()).as("after " + events + " events").endsWith("hello");
        assertThat(events)
                .as("events: the first one reads only as much as it has room for")
                .isGreaterThan(1);
    }

    @Test
    void aClientThatLeavesWithoutAWordHasClosed() {
        socket.clientCloses();

        assertThat(goOn()).isEqualTo(Await.closed());
        assertEnded(EndReason.CLIENT_CLOSED);
    }

    @Test
    void aServerThatStopsGivesAHandshakeOneSecond() {
        String wait = ((TlsHandshake) handler).onShutdown().toString();

        assertThat(wait).startsWith("readable within PT");
        assertThat(Duration.parse(wait.substring("readable within ".length()))).isLessThanOrEqualTo(SECOND);
        server.drain();
        assertThat(((TlsHandshake) handler).onTimeout()).isEqualTo(Await.closed());
        assertEnded(EndReason.SHUTDOWN);
    }

    /** A client that sends a byte now and then would be waited for as long as it likes. */
    @Test
    void whatTheClientSendsDoesNotExtendTheTimeOfItsHandshake() throws IOException {
        ((TlsHandshake) handler).onShutdown();

        socket.receives(new MemoryClient("TLSv1.3").says());
        String wait = goOn().toString();

        assertThat(wait).as("what it waits for behind the first record").startsWith("readable within PT");
        assertThat(Duration.parse(wait.substring("readable within ".length())))
                .as("the time that is left of one second")
                .isLessThanOrEqualTo(SECOND);
    }

    private static final class FailingSource implements Source {

        @Override
        public Next pull(Buffer out, int most) throws IOException {
            throw new IOException("half-way");
        }

        @Override
        public void close() {}
    }

    /** Makes the connection the handler. */
    private MemoryClient shakeHands() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        for (byte[] said = client.says(); said.length > 0; said = client.says()) {
            socket.receives(said);
            goOn();
            client.reads(socket.sentBytes());
        }
        return client;
    }

    private void assertEnded(EndReason expected) {
        handler.onClosed();
        assertThat(ended).containsExactly(expected);
        assertThat(server.memory().heldBytes()).as("bytes that are held").isZero();
    }

    /** Calls the handler, has computed what it wants computed, and makes its successor the handler. */
    private Await goOn() {
        try {
            Await next = handler.onReady();
            while (!jobs.isEmpty()) {
                jobs.remove().run();
                next = handler.onReady();
            }
            handler = next.successor().orElse(handler);
            return next;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse answer(HttpRequest request) {
        return switch (request.path()) {
            case "/large" -> HttpResponse.bytes(200, "text/plain", new byte[100_000]);
            case "/failing" -> HttpResponse.of(200).withBody(new Body.Pulled(wakeUp -> new FailingSource()));
            default -> HttpResponse.text(200, "hello");
        };
    }

    private void addJob(Runnable job) {
        if (executorIsFull) {
            throw new RejectedExecutionException("full");
        }
        jobs.add(job);
    }

    private ConnectionConfig config(Handler application) {
        Observer observer = new Observer() {
            @Override
            public void onClosed(lkg.http.Client client, EndReason reason) {
                ended.add(reason);
            }
        };
        Duration time = Duration.ofSeconds(10);
        Timeouts timeouts = new Timeouts(time, time, time, time, Duration.ZERO, Duration.ZERO);
        return new ConnectionConfig(
                application,
                observer,
                TrustedProxies.NONE,
                Wiring.INLINE,
                ParserLimits.defaults(),
                0,
                1000,
                0,
                1_000_000,
                timeouts);
    }
}
