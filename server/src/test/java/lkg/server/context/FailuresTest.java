package lkg.server.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import lkg.buffer.Buffer;
import lkg.http.Client;
import lkg.http.HeadParser;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import lkg.reactor.LoopLog;
import lkg.server.Handler;
import lkg.server.InMemoryClient;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.ServerBuilder;
import lkg.server.Steps;
import lkg.server.body.BodyFailedException;
import lkg.server.body.Pipe;
import org.junit.jupiter.api.Test;

/** What a client is told of a failure, and whether the log has a line of it. */
class FailuresTest {

    /** Where the lines of tests go, see simplelogger.properties. */
    private static final Path LOG = Path.of("target/tests.log");

    private final Peer client = new Peer(new InetSocketAddress("192.0.2.7", 4711), new Traffic(Steps.NONE));
    private final HttpRequest request;

    FailuresTest() throws HttpException {
        Buffer head = new Buffer(1000);
        head.appendLatin1("GET /asked HTTP/1.1\r\nHost: a\r\n\r\n");
        request = new HeadParser(ParserLimits.defaults(), client).parse(head).orElseThrow();
    }

    @Test
    void aBugIsA500AndALineInTheLog() throws Exception {
        assertThat(statusOf(new IllegalStateException("bug 1")))
                .as("the status of a bug")
                .isEqualTo(500);
        assertThat(statusOf(new CompletionException(new IllegalStateException("bug 2"))))
                .as("the status of a bug of a future")
                .isEqualTo(500);
        assertThat(isLogged("bug 1")).as("the log has the first one").isTrue();
        assertThat(isLogged("bug 2")).as("the log has the second one").isTrue();
    }

    @Test
    void aRefusalOfTheHandlersIsWhatItSays() throws Exception {
        HttpException notFound = new HttpException(404, "no such thing 3");
        for (Throwable failure :
                List.of(notFound, new CompletionException(notFound), new ExecutionException(notFound))) {
            assertThat(statusOf(failure)).as("the status of %s", failure).isEqualTo(404);
        }
        assertThat(isLogged("no such thing 3"))
                .as("the log has it, which is no failure")
                .isFalse();
    }

    @Test
    void anExceptionThatWrapsNothingIsABug() throws Exception {
        assertThat(statusOf(new CompletionException("bug 4", null)))
                .as("the status")
                .isEqualTo(500);
        assertThat(isLogged("bug 4")).as("the log has it").isTrue();
    }

    @Test
    void aFullExecutorIsA503() throws Exception {
        assertThat(statusOf(new RejectedExecutionException("full 5")))
                .as("the status")
                .isEqualTo(503);
        assertThat(isLogged("full 5"))
                .as("the log has it, which would grow with the load")
                .isFalse();
    }

    @Test
    void aBodyThatTheClientBreaksOffIsNoFailureOfTheHandler() throws Exception {
        long before = lines();
        Pipe body = new Pipe(() -> {});
        body.close();
        BodyFailedException failure = catchThrowableOfType(
                BodyFailedException.class, () -> body.input().read());

        statusOf(failure);
        statusOf(new UncheckedIOException(failure));

        assertThat(lines() - before).as("lines in the log").isZero();
    }

    @Test
    void aCancellationIsAFailureUnlessTheClientHasLeft() throws Exception {
        statusOf(new CancellationException("cancelled 7"));
        client.leave();
        statusOf(new CancellationException("cancelled 8"));
        statusOf(new IllegalStateException("bug 9"));

        assertThat(isLogged("cancelled 7"))
                .as("the log has one while the client waits")
                .isTrue();
        assertThat(isLogged("cancelled 8"))
                .as("the log has one after it has left")
                .isFalse();
        assertThat(isLogged("bug 9"))
                .as("the log has a bug after the client has left")
                .isTrue();
    }

    @Test
    void aBodyThatFailsIsALineInTheLog() throws Exception {
        Handler handler = request -> HttpResponse.stream("a/b", out -> {
            throw new IllegalStateException("bug 10");
        });
        try (InMemoryClient client = InMemoryClient.of(handler)) {
            assertThatThrownBy(() -> client.send(HttpRequest.get("/")), "a response whose body fails");
        }

        assertThat(isLogged("bug 10")).as("the log has it").isTrue();
    }

    @Test
    void aFutureThatCannotBeCancelledIsALineInTheLog() throws Exception {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw new UnsupportedOperationException("bug 11");
            }
        };
        try (InMemoryClient client = InMemoryClient.of(Handler.async(request -> future))) {
            client.begin(HttpRequest.get("/"));
        }

        assertThat(isLogged("bug 11")).as("the log has it").isTrue();
    }

    @Test
    void anObserverThatThrowsIsALineInTheLog() throws Exception {
        ServerBuilder builder = LkgServer.builder()
                .handler(request -> HttpResponse.text(200, "fine"))
                .observer(new Observer() {
                    @Override
                    public void onOpened(Client client) {
                        throw new IllegalStateException("bug 12");
                    }
                });
        try (InMemoryClient client = InMemoryClient.of(builder)) {
            assertThat(client.send(HttpRequest.get("/")).status())
                    .as("the status")
                    .isEqualTo(200);
        }

        assertThat(isLogged("bug 12")).as("the log has it").isTrue();
    }

    private int statusOf(Throwable failure) {
        return Failures.responseTo(request, failure).status();
    }

    private static long lines() throws Exception {
        assertThat(LoopLog.flush(Duration.ofSeconds(10)))
                .as("the log is written")
                .isTrue();
        try (Stream<String> lines = Files.exists(LOG) ? Files.lines(LOG) : Stream.empty()) {
            return lines.filter(line -> line.contains("/asked")).count();
        }
    }

    private static boolean isLogged(String message) throws Exception {
        assertThat(LoopLog.flush(Duration.ofSeconds(10)))
                .as("the log is written")
                .isTrue();
        assertThat(LOG).as("the log of the tests, see simplelogger.properties").exists();
        return Files.readString(LOG).contains(message);
    }
}
