package lkg.server.connection;

import static lkg.server.connection.TestConnection.FIRST_BYTE;
import static lkg.server.connection.TestConnection.HANDLER;
import static lkg.server.connection.TestConnection.ROOM;
import static lkg.server.connection.TestConnection.assertLingers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.Source;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.EventStream;
import lkg.server.Handler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Responses whose body is not all there when it is begun: written in the executor, pulled from a source, events. */
@ExtendWith(ConnectionStory.class)
@Tag("step-6")
class SendingTest {

    private static final String GET = "GET /a HTTP/1.1\nHost: a\n\n";

    // Written

    @Test
    void aWrittenBodyIsSentInChunks() {
        TestConnection connection = TestConnection.inline(writing("hello"));

        assertThat(connection.receives(GET)).as("its head goes out at once").isEqualTo(HANDLER);
        assertThat(connection.sent())
                .as("what is sent")
                .contains("\r\nTransfer-Encoding: chunked\r\n")
                .endsWith("\r\n\r\n");
        assertThat(connection.answers()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").isEqualTo("5\r\nhello\r\n0\r\n\r\n");
    }

    @Test
    void http10IsSentTheBodyAsItIsAndItEndsWithTheConnection() {
        TestConnection connection = TestConnection.inline(writing("hello"));

        connection.receives("GET /a HTTP/1.0\nConnection: keep-alive\n\n");
        assertThat(connection.sent())
                .as("what is sent")
                .contains("\r\nConnection: close\r\n")
                .doesNotContain("chunked");
        assertLingers(connection.answers());
        assertThat(connection.sent()).as("what is sent").isEqualTo("hello");
    }

    @Test
    void aBodyThatIsNotSentIsNotOpened() {
        for (int status : new int[] {200, 204, 304}) {
            HttpResponse written = new HttpResponse(status, Headers.empty(), new Body.Written(out -> {}));
            TestConnection connection = TestConnection.inline(request -> written);
            String method = status == 200 ? "HEAD" : "GET";

            assertThat(connection.receives(method + " /a HTTP/1.1\nHost: a\n\n"))
                    .as("what it waits for next")
                    .isEqualTo(FIRST_BYTE);

            assertThat(connection.sent())
                    .as("what is sent")
                    .startsWith("HTTP/1.1 " + status)
                    .endsWith("\r\n\r\n");
            assertThat(connection.jobs)
                    .as("writers of " + method + " " + status)
                    .isEmpty();
        }
    }

    @Test
    void aWriterThatTheExecutorDoesNotTakeIsA503() {
        TestConnection connection = TestConnection.inline(writing("hello"));
        connection.executorIsFull = true;

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent())
                .as("what is sent")
                .startsWith("HTTP/1.1 503")
                .contains("\r\nRetry-After: ");
    }

    @Test
    void aWriterThatFailsBreaksTheConnectionOffSoThatTheClientNotices() {
        TestConnection connection = TestConnection.inline(request -> HttpResponse.stream("text/plain", out -> {
            out.write("half".getBytes(StandardCharsets.US_ASCII));
            throw new IllegalStateException();
        }));
        connection.receives(GET);

        assertThat(connection.answers()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();

        assertThat(connection.sent()).as("no last chunk").doesNotContain("0\r\n\r\n");
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.BODY_FAILED);
    }

    @Test
    void aWriterWaitsForTheClientAndItsBytesAreBounded() throws Exception {
        AtomicInteger written = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        TestConnection connection = TestConnection.inline(request -> HttpResponse.stream("text/plain", out -> {
            try {
                for (; written.get() < 10_000_000; written.addAndGet(1000)) {
                    out.write(new byte[1000]);
                }
            } catch (IOException e) {
                failure.set(e);
                throw e;
            }
        }));
        connection.receives(GET);
        connection.hasRoomFor(0);
        Thread writer = new Thread(connection.jobs.remove());
        writer.start();

        await("the writer waits")
                .until(() -> connection.onReady() != null && writer.getState() == Thread.State.WAITING);
        assertThat(written.get()).as("bytes that the writer could write").isBetween(64_000, 300_000);
        assertThat(connection.storageBytes())
                .as("bytes of storage that the connection keeps")
                .isLessThan(300_000);
        assertThat(connection.onReady()).as("no progress").isEqualTo(Await.unchanged());
        assertThat(connection.onTimeout()).as("the client has stalled").isEqualTo(Await.closed());
        connection.onClosed();

        writer.join();
        assertThat(failure.get()).as("what the writer was told by its write").isInstanceOf(IOException.class);
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.STALLED);
    }

    @Test
    void aWritersBytesArriveWholeAndInOrder() throws Exception {
        StringBuilder expected = new StringBuilder();
        TestConnection connection = TestConnection.inline(request -> HttpResponse.stream("text/plain", out -> {
            for (int i = 0; i < 50_000; i++) {
                out.write((i + " ").getBytes(StandardCharsets.US_ASCII));
            }
        }));
        for (int i = 0; i < 50_000; i++) {
            expected.append(i).append(' ');
        }
        connection.receives("GET /a HTTP/1.0\n\n");
        connection.sent();
        Thread writer = new Thread(connection.jobs.remove());
        writer.start();

        StringBuilder sent = new StringBuilder();
        Await next = HANDLER;
        while (next.equals(HANDLER) || next.equals(ROOM)) {
            next = next.equals(HANDLER) ? connection.wakesUp() : connection.onReady();
            sent.append(connection.sent());
        }
        writer.join();

        assertThat(next).as("what it waits for next").isEqualTo(Await.closed());
        assertThat(sent.toString().equals(expected.toString()))
                .as("what is sent, %s bytes, is what was written, %s bytes", sent.length(), expected.length())
                .isTrue();
    }

    // Pulled

    @Test
    void aSourceIsAskedAgainWhenItWakesTheConnection() {
        TestSource source = new TestSource();
        TestConnection connection = TestConnection.inline(source);

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(HANDLER);
        connection.sent();
        source.offer("one");
        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.sent()).as("what is sent").isEqualTo("3\r\none\r\n");
        source.offer("two");
        source.end();
        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").isEqualTo("3\r\ntwo\r\n0\r\n\r\n");
        assertThat(source.calls).as("what the source was told").containsExactly("closed");
    }

    @Test
    void whatASourceGivesWhileThereIsNoRoomWaitsForRoom() {
        TestSource source = new TestSource();
        TestConnection connection = TestConnection.inline(source);
        connection.receives(GET);
        connection.sent();
        connection.hasRoomFor(0);

        source.offer("one");
        assertThat(connection.wakesUp()).as("now the client owes us room").isEqualTo(ROOM);
        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(Await.unchanged());
        connection.hasRoomFor(1000);
        assertThat(connection.onReady()).as("and now the source does not").isEqualTo(HANDLER);
        connection.hasRoomFor(0);
        source.offer("two");
        assertThat(connection.wakesUp()).as("a deadline of its own").isEqualTo(ROOM);
    }

    @Test
    void aSourceThatAlwaysHasMoreCannotHoldTheLoop() {
        Source endless = new Source() {
            @Override
            public Next pull(Buffer out, int most) {
                out.append(new byte[most]);
                return Next.MORE;
            }

            @Override
            public void close() {}
        };
        TestConnection connection = TestConnection.inline(pulling(endless));

        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(ROOM);

        assertThat(connection.sent().length()).as("bytes sent").isBetween(1_000_000, 4_000_000);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aSourceThatSaysMoreAndGivesNothingCannotHoldTheLoop() {
        Source empty = new Source() {
            @Override
            public Next pull(Buffer out, int most) {
                return Next.MORE;
            }

            @Override
            public void close() {}
        };
        TestConnection connection =
                TestConnection.inline(request -> HttpResponse.of(200, "text/plain", new Body.Pulled(wakeUp -> empty)));

        assertThat(connection.receives(GET)).as("after the others").isEqualTo(ROOM);
        assertThat(connection.onReady()).as("no progress").isEqualTo(Await.unchanged());
        assertThat(connection.onTimeout()).as("given up").isEqualTo(Await.closed());
    }

    @Test
    void requestsBehindAStreamAreAnsweredAfterIt() {
        TestSource source = new TestSource();
        TestConnection connection = TestConnection.inline(request ->
                request.path().equals("/a") ? source.handle(request) : HttpResponse.text(200, request.path()));

        connection.receives(GET + "GET /next HTTP/1.1\nHost: a\n\n");
        assertThat(connection.sent()).as("what is sent").doesNotContain("/next");
        source.end();
        Await next = connection.goesOn(connection.wakesUp());

        assertThat(next).as("what it waits for next").isEqualTo(FIRST_BYTE);
        assertThat(connection.sent()).as("what is sent").startsWith("0\r\n\r\n").endsWith("/next");
    }

    @Test
    void aSourceIsToldThatTheClientHasClosedItsSide() {
        TestSource source = new TestSource();
        TestConnection connection = TestConnection.inline(source);
        connection.receives(GET);
        connection.clientCloses();

        assertThat(connection.onReady()).as("nothing more to read").isEqualTo(Await.woken());

        assertThat(source.calls).as("what the source was told").containsExactly("client left");
        source.offer("for one that only has no more to send");
        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(Await.woken());
        assertThat(connection.sent()).as("what is sent").contains("for one");
    }

    @Test
    void aSourceIsToldOfAClientThatHadClosedItsSideBefore() {
        TestSource source = new TestSource();
        TestConnection connection = TestConnection.withExecutor(source);
        connection.receives(GET);
        connection.clientCloses();
        connection.onReady();

        assertThat(connection.answers()).as("what it waits for next").isEqualTo(Await.woken());

        assertThat(source.calls).as("what the source was told").containsExactly("client left");
    }

    @Test
    void aSourceIsClosedWithItsConnection() {
        TestSource source = new TestSource();
        TestConnection connection = TestConnection.inline(source);
        connection.receives(GET);

        connection.onClosed();

        assertThat(source.calls).as("what the source was told").containsExactly("closed");
    }

    @Test
    void aSourceThatCannotBeClosedDoesNotKeepItsConnection() {
        TestSource source = new TestSource();
        source.failure = new IllegalStateException();
        TestConnection connection = TestConnection.inline(source);
        connection.receives(GET);

        connection.onClosed();

        assertThat(connection.released).as("connections that count no more").isEqualTo(1);
    }

    @Test
    void aSourceThatFailsBreaksTheConnectionOff() {
        for (Source failing :
                List.of(failing(new IOException()), failing(new IllegalStateException()), pulled(() -> null))) {
            TestConnection connection = TestConnection.inline(pulling(failing));

            assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(Await.closed());
            connection.onClosed();

            assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.BODY_FAILED);
        }
    }

    @Test
    void anIdleStreamHoldsNoStorage() {
        TestConnection connection = TestConnection.inline(new TestSource());

        connection.receives(GET);

        assertThat(connection.storageBytes())
                .as("bytes of storage that the connection keeps")
                .isZero();
    }

    // Server-sent events

    private final List<EventStream> streams = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    private Handler events() {
        return Handler.events(stream -> {
            streams.add(stream);
            stream.onEnded(ended::incrementAndGet);
        });
    }

    @Test
    void eventsAreSentAsTheyAreOfferedUntilTheStreamIsEnded() {
        TestConnection connection = TestConnection.withExecutor(events());
        assertThat(connection.receives(GET)).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.sent()).as("what is sent").contains("\r\nContent-Type: text/event-stream\r\n");

        assertThat(streams.get(0).offer("one")).as("the stream takes an event").isTrue();
        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(HANDLER);
        assertThat(connection.sent()).as("what is sent").contains("data: one\n\n");
        streams.get(0).end();
        assertThat(connection.wakesUp()).as("what it waits for next").isEqualTo(FIRST_BYTE);

        assertThat(connection.sent()).as("what is sent").isEqualTo("0\r\n\r\n");
        assertThat(streams.get(0).offer("too late"))
                .as("the stream takes an event")
                .isFalse();
        assertThat(ended)
                .as("how often, or that, the stream was told of its end")
                .hasValue(1);
    }

    @Test
    void aClientThatDoesNotKeepUpIsOfferedNoMore() {
        TestConnection connection = TestConnection.withExecutor(events());
        connection.receives(GET);
        connection.hasRoomFor(0);

        int taken = 0;
        while (streams.get(0).offer("x".repeat(1000)) && taken < 1000) {
            taken++;
            connection.onReady();
        }

        assertThat(taken)
                .as("events that a stream takes whose client reads nothing")
                .isBetween(64, 300);
        connection.sendsAll();
        assertThat(streams.get(0).offer("it has caught up"))
                .as("the stream takes an event")
                .isTrue();
    }

    @Test
    void aClientThatLeavesEndsItsStreamOnce() {
        TestConnection connection = TestConnection.withExecutor(events());
        connection.receives(GET);
        connection.clientCloses();

        assertThat(connection.onReady()).as("what it waits for next").isEqualTo(Await.closed());
        connection.onClosed();
        assertThat(connection.ended).as("why the connection ended").containsExactly(EndReason.CLIENT_LEFT);

        assertThat(ended)
                .as("how often, or that, the stream was told of its end")
                .hasValue(1);
        assertThat(streams.get(0).offer("nobody"))
                .as("the stream takes an event")
                .isFalse();
    }

    @Test
    void headOpensNoStream() {
        TestConnection connection = TestConnection.withExecutor(events());

        connection.receives("HEAD /a HTTP/1.1\nHost: a\n\n");

        assertThat(connection.sent()).as("what is sent").startsWith("HTTP/1.1 200");
        assertThat(streams).as("streams opened").isEmpty();
    }

    // Helpers

    private static Handler writing(String text) {
        return request -> HttpResponse.stream("text/plain", out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Handler pulling(Source source) {
        return request -> HttpResponse.of(200, "text/plain", new Body.Pulled(wakeUp -> source));
    }

    private interface Pull {
        Source.Next pull() throws IOException;
    }

    private static Source pulled(Pull pull) {
        return new Source() {
            @Override
            public Next pull(Buffer out, int most) throws IOException {
                return pull.pull();
            }

            @Override
            public void close() {}
        };
    }

    private static Source failing(Exception failure) {
        return pulled(() -> {
            throw TestConnection.sneaky(failure);
        });
    }

    /** A source that gives what it is offered, and the handler that answers with it. */
    private static final class TestSource implements Source, Handler {

        final List<String> calls = new ArrayList<>();
        final StringBuilder pending = new StringBuilder();
        RuntimeException failure;
        Runnable wakeUp;
        boolean ended;

        void offer(String text) {
            pending.append(text);
            wakeUp.run();
        }

        void end() {
            ended = true;
            wakeUp.run();
        }

        @Override
        public HttpResponse handle(HttpRequest request) {
            return HttpResponse.of(200, "text/plain", new Body.Pulled(wakeUp -> {
                this.wakeUp = wakeUp;
                return this;
            }));
        }

        @Override
        public Next pull(Buffer out, int most) {
            out.appendLatin1(pending.toString());
            pending.setLength(0);
            return ended ? Next.END : Next.WHEN_WOKEN;
        }

        @Override
        public boolean onClientLeft() {
            calls.add("client left");
            return true;
        }

        @Override
        public void close() {
            calls.add("closed");
            if (failure != null) {
                throw failure;
            }
        }
    }
}
