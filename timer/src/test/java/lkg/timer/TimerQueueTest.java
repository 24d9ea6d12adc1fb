package lkg.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link TimerQueue} and {@link Timer} promise from outside, whatever the heap inside looks like. */
class TimerQueueTest {

    private final TimerQueue queue = new TimerQueue();
    private final List<String> ran = new ArrayList<>();

    // Order

    @Test
    void timersRunInTheOrderOfTheirDeadlines() {
        schedule(30, "c");
        schedule(10, "a");
        schedule(20, "b");

        queue.expire(30);

        assertThat(ran).as("tasks with the deadlines 30, 10, 20").containsExactly("a", "b", "c");
    }

    @Test
    void equalDeadlinesRunInTheOrderOfScheduling() {
        List<String> names = IntStream.range(0, 100).mapToObj(i -> "t" + i).toList();
        names.forEach(name -> schedule(10, name));

        queue.expire(10);

        assertThat(ran).as("100 tasks with the same deadline").isEqualTo(names);
    }

    @Test
    void whatIsNotDueStays() {
        schedule(10, "a");
        schedule(11, "b");

        assertThat(queue.expire(10))
                .as("how many of the deadlines 10 and 11 ran at 10")
                .isEqualTo(1);

        assertThat(ran).containsExactly("a");
        assertThat(queue.size()).as("size with one timer left").isEqualTo(1);
    }

    @Test
    void aTimerIsNotDueOneNanosecondEarly() {
        schedule(10, "a");

        assertThat(queue.expire(9))
                .as("how many ran at 9, before the only deadline, 10")
                .isZero();
        assertThat(queue.expire(10))
                .as("how many ran at 10, at the deadline itself")
                .isEqualTo(1);
    }

    @Test
    void aNewTimerIsNotPendingBeforeItIsGivenADeadline() {
        Timer timer = queue.newTimer(() -> ran.add("a"));

        assertThat(timer.isPending()).as("pending without a deadline").isFalse();
        assertThat(queue.size()).isZero();
        timer.reschedule(10);
        assertThat(timer.isPending()).as("pending with a deadline").isTrue();
        queue.expire(10);
        assertThat(ran).containsExactly("a");
    }

    @Test
    void expireRunsEachTimerOnce() {
        schedule(10, "a");

        queue.expire(10);
        queue.expire(20);

        assertThat(ran).containsExactly("a");
    }

    @Test
    void expireOnAnEmptyQueueRunsNothing() {
        assertThat(queue.expire(0)).isZero();
    }

    @Test
    void aTimerNeedsATask() {
        assertThatThrownBy(() -> queue.schedule(10, null)).isInstanceOf(NullPointerException.class);
        assertThat(queue.isEmpty()).as("nothing was scheduled").isTrue();
    }

    // The next deadline

    @Test
    void anEmptyQueueHasNoNextDeadline() {
        assertThat(queue.nanosUntilNext(5)).isEqualTo(TimerQueue.NONE);
        assertThat(TimerQueue.NONE).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theNextDeadlineIsExactToTheNanosecond() {
        schedule(1_000_000_001, "a");

        assertThat(queue.nanosUntilNext(0)).isEqualTo(1_000_000_001);
        assertThat(queue.nanosUntilNext(1_000_000_000))
                .as("one nanosecond is left")
                .isEqualTo(1);
        assertThat(queue.nanosUntilNext(1_000_000_001)).as("at the deadline").isZero();
        assertThat(queue.nanosUntilNext(1_000_000_002)).as("after the deadline").isZero();
        assertThat(ran).as("nanosUntilNext only looks").isEmpty();
    }

    @Test
    void theNextDeadlineIsTheEarliestOfAll() {
        schedule(30, "c");
        schedule(10, "a");
        schedule(20, "b");

        assertThat(queue.nanosUntilNext(0)).isEqualTo(10);
        queue.expire(10);
        assertThat(queue.nanosUntilNext(10))
                .as("when 10 has run and 20 is next")
                .isEqualTo(10);
        queue.expire(30);
        assertThat(queue.nanosUntilNext(30)).as("when all have run").isEqualTo(TimerQueue.NONE);
    }

    @Test
    void theNextDeadlineFollowsCancelAndReschedule() {
        Timer a = schedule(10, "a");
        Timer b = schedule(20, "b");

        a.reschedule(30);
        assertThat(queue.nanosUntilNext(0)).as("a at 30, b at 20").isEqualTo(20);
        b.cancel();
        assertThat(queue.nanosUntilNext(0)).as("a at 30, b cancelled").isEqualTo(30);
        a.reschedule(5);
        assertThat(queue.nanosUntilNext(0)).as("a at 5").isEqualTo(5);
    }

    // Cancel

    @Test
    void aCancelledTimerNeverRuns() {
        Timer a = schedule(10, "a");

        assertThat(a.cancel()).as("cancel of a pending timer").isTrue();

        assertThat(queue.expire(10)).isZero();
        assertThat(ran).isEmpty();
    }

    @Test
    void onlyAPendingTimerCanBeCancelled() {
        Timer a = schedule(10, "a");
        Timer b = schedule(20, "b");
        schedule(30, "c");

        a.cancel();
        assertThat(a.cancel()).as("cancel, the second time").isFalse();
        queue.expire(20);
        assertThat(b.cancel()).as("cancel of a timer that ran").isFalse();

        assertThat(queue.size()).as("c is untouched").isEqualTo(1);
        queue.expire(30);
        assertThat(ran).containsExactly("b", "c");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOthersKeepTheirOrderWhicheverAreCancelled(long seed) {
        Random random = new Random(seed);
        Map<Integer, Timer> byDeadline = new TreeMap<>();
        List<Integer> deadlines =
                new ArrayList<>(IntStream.range(0, 100).boxed().toList());
        Collections.shuffle(deadlines, random);
        deadlines.forEach(deadline -> byDeadline.put(deadline, schedule(deadline, "t" + deadline)));

        Collections.shuffle(deadlines, random);
        for (int deadline : deadlines.subList(0, 60)) {
            assertThat(byDeadline.remove(deadline).cancel()).isTrue();
        }
        queue.expire(100);

        assertThat(ran)
                .as("deadlines 0 to 99, scheduled in any order, and then all but these cancelled")
                .isEqualTo(byDeadline.keySet().stream()
                        .map(deadline -> "t" + deadline)
                        .toList());
    }

    // Reschedule

    @Test
    void aPostponedTimerRunsAtItsNewDeadlineOnly() {
        Timer a = schedule(10, "a");

        a.reschedule(20);

        assertThat(queue.expire(19))
                .as("how many ran at 19, postponed from 10 to 20")
                .isZero();
        assertThat(queue.expire(20)).isEqualTo(1);
    }

    @Test
    void anAdvancedTimerRunsAtItsNewDeadline() {
        schedule(20, "b");
        Timer a = schedule(30, "a");

        a.reschedule(10);
        queue.expire(10);

        assertThat(ran).as("a was moved from 30 to 10, before b at 20").containsExactly("a");
    }

    @Test
    void postponingOneDoesNotHoldUpTheOthers() {
        Timer a = schedule(10, "a");
        schedule(20, "b");
        schedule(30, "c");

        a.reschedule(25);
        queue.expire(30);

        assertThat(ran).as("a was postponed from 10 to 25, b is at 20, c at 30").containsExactly("b", "a", "c");
    }

    @Test
    void aPostponedTimerCanBeBroughtBackHalfWay() {
        Timer a = schedule(10, "a");
        schedule(20, "b");

        a.reschedule(30);
        a.reschedule(15);

        assertThat(queue.nanosUntilNext(0))
                .as("a went from 10 to 30 and back to 15")
                .isEqualTo(15);
        queue.expire(30);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void aPostponedTimerCanBeBroughtBackToBeforeItsFirstDeadline() {
        schedule(5, "b");
        Timer a = schedule(10, "a");

        a.reschedule(30);
        a.reschedule(2);

        assertThat(queue.nanosUntilNext(0))
                .as("a went from 10 to 30 and back to 2")
                .isEqualTo(2);
        queue.expire(30);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void postponedToAnothersDeadlineItRunsAfterIt() {
        Timer a = schedule(10, "a");
        schedule(20, "b");

        a.reschedule(20);
        queue.expire(20);

        assertThat(ran).as("b was scheduled for 20 before a was").containsExactly("b", "a");
    }

    @Test
    void postponedFirstItRunsBeforeWhatIsScheduledLaterForTheSameDeadline() {
        Timer a = schedule(10, "a");

        a.reschedule(20);
        schedule(20, "b");
        queue.expire(20);

        assertThat(ran).as("a was moved to 20 before b was scheduled").containsExactly("a", "b");
    }

    @Test
    void advancedToAnothersDeadlineItRunsAfterIt() {
        Timer a = schedule(30, "a");
        schedule(20, "b");

        a.reschedule(20);
        queue.expire(20);

        assertThat(ran).as("b was scheduled for 20 before a was").containsExactly("b", "a");
    }

    @Test
    void rescheduledToItsOwnDeadlineItGoesBehindItsEquals() {
        Timer a = schedule(10, "a");
        schedule(10, "b");

        a.reschedule(10);
        queue.expire(10);

        assertThat(ran).as("rescheduling counts as scheduling now").containsExactly("b", "a");
    }

    @Test
    void aTimerThatRanIsPendingAgainWhenRescheduled() {
        Timer a = schedule(10, "a");
        queue.expire(10);

        a.reschedule(5);

        assertThat(a.isPending()).isTrue();
        assertThat(queue.nanosUntilNext(0))
                .as("outside expire a deadline may lie before earlier ones")
                .isEqualTo(5);
        queue.expire(20);
        assertThat(ran).containsExactly("a", "a");
    }

    @Test
    void aCancelledTimerIsPendingAgainWhenRescheduled() {
        Timer a = schedule(10, "a");
        a.cancel();

        a.reschedule(20);

        assertThat(a.isPending()).isTrue();
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.expire(19))
                .as("how many ran at 19, before its new deadline, 20")
                .isZero();
        assertThat(queue.expire(20)).isEqualTo(1);
    }

    // What a handle knows

    @Test
    void aTimerIsPendingUntilItRunsOrIsCancelled() {
        Timer a = schedule(10, "a");
        Timer b = schedule(10, "b");
        assertThat(a.isPending()).as("a scheduled timer").isTrue();

        a.cancel();
        assertThat(a.isPending()).as("a cancelled timer").isFalse();
        assertThat(b.isPending()).as("another timer").isTrue();

        queue.expire(10);
        assertThat(b.isPending()).as("a timer that ran").isFalse();
    }

    @Test
    void aTimerKnowsTheLastDeadlineItWasGiven() {
        Timer a = schedule(10, "a");
        assertThat(a.deadlineNanos()).isEqualTo(10);

        a.reschedule(30);
        assertThat(a.deadlineNanos()).as("postponed").isEqualTo(30);
        a.reschedule(20);
        assertThat(a.deadlineNanos()).as("brought back half-way").isEqualTo(20);
        a.reschedule(5);
        assertThat(a.deadlineNanos())
                .as("brought back to before its first deadline")
                .isEqualTo(5);
        queue.expire(5);
        assertThat(a.deadlineNanos()).as("after it ran").isEqualTo(5);
    }

    @Test
    void sizeCountsThePendingTimers() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();

        Timer a = schedule(10, "a");
        schedule(20, "b");
        a.reschedule(30);
        assertThat(queue.size()).as("two scheduled, one of them postponed").isEqualTo(2);
        assertThat(queue.isEmpty()).isFalse();

        queue.expire(20);
        assertThat(queue.size()).as("one of the two ran").isEqualTo(1);
        a.cancel();
        assertThat(queue.size()).as("the other was cancelled").isZero();
        assertThat(queue.isEmpty()).isTrue();
    }

    // The clock

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, -1, 0, 1_234_567_890_123_456_789L})
    void d05_deadlinesKeepTheirOrderWhereNanoTimeWrapsAround(long now) {
        Timer postponed = schedule(now - 1, "postponed");
        schedule(now + 2, "after");
        schedule(now + 1, "before");
        postponed.reschedule(now + 3);
        Timer advanced = schedule(now + 5, "advanced");
        advanced.reschedule(now - 2);

        assertThat(queue.nanosUntilNext(now - 3)).as("from now - 3 to now - 2").isEqualTo(1);
        queue.expire(now);
        assertThat(ran).as("at now, only now - 2 is due").containsExactly("advanced");
        assertThat(queue.nanosUntilNext(now)).as("from now to now + 1").isEqualTo(1);
        queue.expire(now + 3);
        assertThat(ran).containsExactly("advanced", "before", "after", "postponed");
    }

    @Test
    void d05_onlyTheDistanceOfInstantsCounts() {
        long now = Long.MAX_VALUE - 10;
        long halfOfWhatIsAllowed = (1L << 62) - 1;
        schedule(now + halfOfWhatIsAllowed, "far");
        schedule(now - halfOfWhatIsAllowed, "overdue");

        assertThat(queue.nanosUntilNext(now)).as("overdue for almost 2^62 ns").isZero();
        queue.expire(now);
        assertThat(ran).containsExactly("overdue");
        assertThat(queue.nanosUntilNext(now)).isEqualTo(halfOfWhatIsAllowed);
    }

    // Memory

    @Test
    void d27_aCancelledTimerLeavesTheQueueAtOnce() {
        Timer last = schedule(60, "last");
        for (int i = 0; i < 100_000; i++) {
            schedule(50, "cancelled").cancel();
            assertThat(queue.size()).as("size after the cancel of timer %d", i).isEqualTo(1);
        }

        last.cancel();

        assertThat(queue.nanosUntilNext(0)).as("with all timers cancelled").isEqualTo(TimerQueue.NONE);
    }

    @Test
    void d27_aTimerThatIsRescheduled100_000TimesIsOneTimer() {
        Timer keepAlive = schedule(0, "keep-alive");
        for (int i = 1; i <= 100_000; i++) {
            keepAlive.reschedule(i);
        }

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.expire(99_999))
                .as("how many ran before the last deadline")
                .isZero();
        assertThat(queue.expire(200_000)).as("how many ran after it").isEqualTo(1);
    }

    private Timer schedule(long deadlineNanos, String name) {
        return queue.schedule(deadlineNanos, () -> ran.add(name));
    }
}
