package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.Source;
import lkg.http.Source.Next;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final HttpRequest REQUEST = HttpRequest.get("/live").withHeader("Last-Event-ID", "7");

    private final AtomicInteger wakeUps = new AtomicInteger();
    private final List<EventStream> subscribed = new ArrayList<>();
    private EventStream stream;
    private Source source;

    @BeforeEach
    void subscribe() throws IOException {
        source = open(EventStream.response(REQUEST, subscribed::add));
        stream = subscribed.get(0);
    }

    private Source open(HttpResponse response) throws IOException {
        return ((Body.Pulled) response.body()).source().open(wakeUps::incrementAndGet);
    }

    @Test
    void aResponseThatIsNotSentSubscribesNobody() {
        List<EventStream> none = new ArrayList<>();

        EventStream.response(REQUEST, none::add);

        assertThat(none).isEmpty();
    }

    @Test
    void theResponseIsAnEventStreamThatNobodyKeeps() {
        HttpResponse response = EventStream.response(REQUEST, subscribed::add);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().first("Content-Type")).contains("text/event-stream");
        assertThat(response.headers().first("Cache-Control")).contains("no-cache");
        assertThat(response.body().length()).isEqualTo(Body.UNKNOWN_LENGTH);
    }

    @Test
    void theSubscriberSeesWhereTheClientLeftOff() {
        assertThat(stream.request().headers().first("Last-Event-ID")).contains("7");
    }

    @Test
    void eachOfferWakesTheConnectionUp() {
        assertThat(stream.offer("a")).as("the stream takes an event").isTrue();
        assertThat(stream.offer(ServerSentEvent.of("b").withType("t")))
                .as("the stream takes an event")
                .isTrue();

        assertThat(wakeUps).hasValue(2);
        assertThat(pull()).isEqualTo("data: a\n\nevent: t\ndata: b\n\n then WHEN_WOKEN");
        assertThat(pull()).isEqualTo(" then WHEN_WOKEN");
    }

    @Test
    void aPullTakesNoMoreThanIsAskedFor() {
        stream.offer("hello");

        assertThat(pull(5)).isEqualTo("data: then MORE");
        assertThat(pull(8)).isEqualTo(" hello\n\n then WHEN_WOKEN");
    }

    @Test
    void aClientThatDoesNotKeepUpIsToldToTheSender() {
        String event = "x".repeat(EventStream.MAX_PENDING_BYTES - "data: \n\n".length());

        assertThat(stream.offer(event)).as("exactly as much as may wait").isTrue();
        assertThat(stream.offer(""))
                .as("a stream that has ended, or is full, takes an event")
                .isFalse();
        assertThat(wakeUps).as("a dropped event wakes nobody").hasValue(1);

        pull(8);
        assertThat(stream.offer("")).as("room for one empty event").isTrue();
        assertThat(stream.offer(""))
                .as("a stream that has ended, or is full, takes an event")
                .isFalse();
    }

    @Test
    void anEventThatIsLargerThanAllThatMayWaitIsTakenAlone() throws IOException {
        String large = "x".repeat(2 * EventStream.MAX_PENDING_BYTES);

        assertThat(stream.offer(large)).as("while nothing waits").isTrue();
        assertThat(stream.offer("small")).as("behind it").isFalse();
    }

    @Test
    void theEndComesBehindWhatWasOffered() {
        stream.offer("last");
        stream.end();

        assertThat(wakeUps).hasValue(2);
        assertThat(stream.offer("too late"))
                .as("a stream that has ended, or is full, takes an event")
                .isFalse();
        assertThat(pull(6)).isEqualTo("data:  then MORE");
        assertThat(pull()).isEqualTo("last\n\n then END");
    }

    @Test
    void aStreamMayEndBeforeItBegins() throws IOException {
        source = open(EventStream.response(REQUEST, EventStream::end));

        assertThat(pull()).isEqualTo(" then END");
    }

    @Test
    void actionsRunOnceWhenTheClientLeaves() {
        AtomicInteger runs = new AtomicInteger();
        stream.onEnded(runs::incrementAndGet);
        stream.onEnded(runs::incrementAndGet);

        source.onClientLeft();
        assertThat(runs).hasValue(2);
        assertThat(stream.offer("to nobody"))
                .as("a stream that has ended, or is full, takes an event")
                .isFalse();

        source.close();
        stream.end();
        assertThat(runs).as("once each").hasValue(2);
    }

    @Test
    void actionsRunWhenTheConnectionBreaks() {
        AtomicInteger runs = new AtomicInteger();
        stream.onEnded(runs::incrementAndGet);

        source.close();

        assertThat(runs).hasValue(1);
    }

    @Test
    void aSubscriberThatFailsEndsItsStream() {
        List<String> calls = new ArrayList<>();
        HttpResponse response = EventStream.response(REQUEST, failing -> {
            failing.onEnded(() -> calls.add("unsubscribed"));
            subscribed.add(failing);
            throw new IllegalStateException("after it has subscribed");
        });

        assertThatThrownBy(() -> open(response)).hasMessage("after it has subscribed");

        assertThat(calls).containsExactly("unsubscribed");
        assertThat(subscribed.get(1).offer("to nobody"))
                .as("a stream that has ended, or is full, takes an event")
                .isFalse();
    }

    @Test
    void anActionThatComesTooLateRunsAtOnce() {
        AtomicInteger runs = new AtomicInteger();
        stream.end();

        stream.onEnded(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionThatFailsHoldsNothingUp() {
        AtomicInteger runs = new AtomicInteger();
        stream.onEnded(() -> {
            throw new IllegalStateException("a bug of the subscriber");
        });
        stream.onEnded(runs::incrementAndGet);

        source.close();

        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionMayUseTheStream() {
        List<Boolean> offered = new ArrayList<>();
        stream.onEnded(() -> offered.add(stream.offer("to nobody")));
        stream.onEnded(stream::end);

        stream.end();

        assertThat(offered).containsExactly(false);
    }

    private String pull() {
        return pull(Integer.MAX_VALUE);
    }

    private String pull(int most) {
        Buffer out = new Buffer(EventStream.MAX_PENDING_BYTES);
        try {
            Next next = source.pull(out, most);
            return out.latin1(0, out.readableBytes()) + " then " + next;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
