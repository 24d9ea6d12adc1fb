package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The events of a trace, of which only the latest are kept. */
class EventRingTest {

    private final EventRing ring = new EventRing(1_000);

    @Test
    void eventsComeInOrderAndAReaderGoesOnWhereItWas() {
        addEvents(5);

        EventRing.Batch first = ring.read(1, 3);
        EventRing.Batch second = ring.read(first.next(), 3);

        assertThat(numbers(first)).containsExactly(1L, 2L, 3L);
        assertThat(numbers(second)).containsExactly(4L, 5L);
        assertThat(ring.read(second.next(), 3).events())
                .as("there is nothing new")
                .isEmpty();
        assertThat(first.dropped() + second.dropped()).isZero();
    }

    @Test
    void aReaderThatIsTooSlowIsToldHowManyItHasMissed() {
        addEvents(3_000);

        EventRing.Batch batch = ring.read(1, 10_000);

        assertThat(batch.dropped()).isBetween(2_000L, 2_300L);
        assertThat(numbers(batch))
                .as("all others, up to the last one")
                .containsExactlyElementsOf(LongStream.rangeClosed(batch.dropped() + 1, 3_000)
                        .boxed()
                        .toList());
    }

    /** Each event that a reader gets is the one with the next number, or it is told that some are gone. */
    @Test
    void aReaderBesideFourWritersMissesNothingUnnoticed() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> writers = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> addEvents(20_000)))
                .toList();
        writers.forEach(Thread::start);
        Thread end = new Thread(() -> {
            writers.forEach(EventRingTest::join);
            done.set(true);
        });
        end.start();

        long next = 1;
        long seen = 0;
        long dropped = 0;
        while (!done.get() || next <= ring.count()) {
            EventRing.Batch batch = ring.read(next, 100);
            long expected = next + batch.dropped();
            for (TraceEvent event : batch.events()) {
                assertThat(event.number()).isEqualTo(expected++);
            }
            seen += batch.events().size();
            dropped += batch.dropped();
            next = batch.next();
        }

        assertThat(seen + dropped).isEqualTo(80_000);
    }

    @Test
    void theEndOfAVisitIsToldThoughItHasLeftTheRing() {
        addEvents(4);
        ring.add(Kind.VISIT, Fields.of("phase", "ends"));
        addEvents(3_000);

        EventRing.Batch late = ring.read(3, 10);
        assertThat(late.toJson())
                .startsWith("{\"n\":5,")
                .containsSubsequence("\"kind\":\"visit\"", "\"kind\":\"dropped\"", "\"kind\":\"turn\"")
                .contains("\"count\":" + (late.dropped() - 1));
        assertThat(ring.read(late.next(), 10).toJson()).as("told once").doesNotContain("visit");
        assertThat(ring.read(6, 10).toJson())
                .as("the reader has had it")
                .contains("dropped")
                .doesNotContain("visit");
    }

    /** Otherwise a reader would wait at the place of the late one until the ring has gone round once more. */
    @Test
    void anEventThatComesARoundTooLateTakesNoPlaceFromALaterOne() {
        addEvents(1_500);
        ring.put(new TraceEvent(450, 0, "late", Kind.TURN, new Fields()));

        assertThat(numbers(ring.read(1_450, 10))).startsWith(1_450L, 1_451L);
    }

    /** Whoever reads all events up to the last change sees what that left behind. */
    @Test
    void fieldsThatOthersChangeAreReadWhenTheEventHasItsNumber() {
        long[] changedBy = new long[1];
        ring.add(Kind.WAITS, () -> {
            changedBy[0] = ring.count();
            return new Fields();
        });

        assertThat(changedBy[0]).as("the number of the event").isEqualTo(1);
    }

    private void addEvents(int count) {
        Stream.generate(() -> Kind.TURN).limit(count).forEach(kind -> ring.add(kind, Fields.of("turn", 1)));
    }

    private static List<Long> numbers(EventRing.Batch batch) {
        return batch.events().stream().map(TraceEvent::number).toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
