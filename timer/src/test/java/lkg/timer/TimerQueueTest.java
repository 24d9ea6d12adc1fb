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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link TimerQueue} and {@link Timer} promise from outside, whatever the heap inside looks like. */
class TimerQueueTest {

    private final TimerQueue queue = new TimerQueue();
    private final List<String> ran = new ArrayList<>();

    // Order

    @Test
    @Tag("step-1")
    void timersRunInTheOrderOfTheirDeadlines() {
        schedule(30, "c");
        schedule(10, "a");
        schedule(20, "b");

        queue.expire(30);

        assertThat(ran)
                .as("what ran at 30, with c at 30, a at 10, b at 20, scheduled in this order")
                .containsExactly("a", "b", "c");
    }

    @Test
    @Tag("step-1")
    void whatIsNotDueStays() {
        schedule(10, "a");
        schedule(11, "b");

        assertThat(queue.expire(10))
                .as("how many of the deadlines 10 and 11 ran at 10")
                .isEqualTo(1);

        assertThat(ran).as("what ran at 10, with a at 10, b at 11").containsExactly("a");
        assertThat(queue.size()).as("size with one timer left").isEqualTo(1);
    }

    @Test
    @Tag("step-1")
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
    @Tag("step-1")
    void expireRunsEachTimerOnce() {
        schedule(10, "a");

        queue.expire(10);
        queue.expire(20);

        assertThat(ran).as("what ran at 10 and at 20, with a at 10").containsExactly("a");
    }

    @Test
    @Tag("step-1")
    void expireOnAnEmptyQueueRunsNothing() {
        assertThat(queue.expire(0)).as("how many ran of an empty queue").isZero();
    }

    @Test
    @Tag("step-1")
    void aTimerNeedsATask() {
        assertThatThrownBy(() -> queue.schedule(10, null), "schedule(10, null)")
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> queue.newTimer(null), "newTimer(null)").isInstanceOf(NullPointerException.class);
        assertThat(queue.isEmpty()).as("empty: nothing was scheduled").isTrue();
    }

    @Test
    @Tag("step-1")
    void aNewTimerIsNotInTheQueue() {
        Timer timer = queue.newTimer(() -> ran.add("a"));

        assertThat(timer.isPending())
                .as("pending: the new timer has no deadline yet")
                .isFalse();
        assertThat(queue.size()).as("size: the new timer has no deadline yet").isZero();
        assertThat(queue.nanosUntilNext(0)).as("time to the next deadline").isEqualTo(TimerQueue.NONE);
        queue.expire(10);
        assertThat(ran).as("what ran").isEmpty();
    }

    @Test
    @Tag("step-1")
    void sizeCountsTheTimersThatWait() {
        assertThat(queue.size()).as("size of a new queue").isZero();
        assertThat(queue.isEmpty()).as("a new queue is empty").isTrue();

        schedule(10, "a");
        schedule(20, "b");
        assertThat(queue.size()).as("size with a at 10, b at 20").isEqualTo(2);
        assertThat(queue.isEmpty()).as("a queue with two timers is empty").isFalse();

        queue.expire(10);
        assertThat(queue.size()).as("size when a has run").isEqualTo(1);
        queue.expire(20);
        assertThat(queue.size()).as("size when both have run").isZero();
        assertThat(queue.isEmpty()).as("empty when both have run").isTrue();
    }

    @Test
    @Tag("step-1")
    void aTimerIsPendingUntilItRuns() {
        Timer a = schedule(10, "a");
        Timer b = schedule(20, "b");

        assertThat(a.isPending()).as("pending: a scheduled timer").isTrue();
        assertThat(a.deadlineNanos()).as("deadline, scheduled for 10").isEqualTo(10);
        queue.expire(10);
        assertThat(a.isPending()).as("pending: a timer that ran").isFalse();
        assertThat(b.isPending()).as("pending: another timer").isTrue();
        assertThat(a.deadlineNanos()).as("deadline, after it ran").isEqualTo(10);
    }

    // The next deadline

    @Test
    @Tag("step-1")
    void anEmptyQueueHasNoNextDeadline() {
        assertThat(queue.nanosUntilNext(5))
                .as("time to the next deadline of an empty queue")
                .isEqualTo(TimerQueue.NONE);
    }

    @Test
    @Tag("step-1")
    void theNextDeadlineIsExactToTheNanosecond() {
        schedule(1_000_000_001, "a");

        assertThat(queue.nanosUntilNext(0)).as("from 0 to 1,000,000,001").isEqualTo(1_000_000_001);
        assertThat(queue.nanosUntilNext(1_000_000_000))
                .as("one nanosecond is left")
                .isEqualTo(1);
        assertThat(queue.nanosUntilNext(1_000_000_001)).as("at the deadline").isZero();
        assertThat(queue.nanosUntilNext(1_000_000_002)).as("after the deadline").isZero();
        assertThat(ran).as("what ran: nanosUntilNext only looks").isEmpty();
    }

    @Test
    @Tag("step-1")
    void theNextDeadlineIsTheEarliestOfAll() {
        schedule(30, "c");
        schedule(10, "a");
        schedule(20, "b");

        assertThat(queue.nanosUntilNext(0)).as("from 0, with 30, 10, 20").isEqualTo(10);
        queue.expire(10);
        assertThat(queue.nanosUntilNext(10))
                .as("from 10, when 10 has run and 20 is next")
                .isEqualTo(10);
        queue.expire(30);
        assertThat(queue.nanosUntilNext(30)).as("when all have run").isEqualTo(TimerQueue.NONE);
    }

    // Many timers

    @Test
    @Tag("step-2")
    void equalDeadlinesRunInTheOrderOfScheduling() {
        List<String> names = IntStream.range(0, 40).mapToObj(i -> "t" + i).toList();
        names.forEach(name -> schedule(10, name));

        queue.expire(10);

        assertThat(ran)
                .as("40 tasks with the same deadline, t0 scheduled first")
                .isEqualTo(names);
    }

    /** Timers come and go in turns, so that the queue is of many sizes and its last timer fills many places. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("step-2")
    void manyTimersRunInOrderWhileOthersAreAdded(long seed) {
        Random random = new Random(seed);
        TreeMap<Integer, Integer> waiting = new TreeMap<>();
        for (int now = 0; now < 300; now++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                int deadline = now + 1 + random.nextInt(100);
                waiting.merge(deadline, 1, Integer::sum);
                schedule(deadline, "d" + deadline);
            }
            List<String> due = Collections.nCopies(waiting.getOrDefault(now, 0), "d" + now);
            waiting.remove(now);
            ran.clear();
            queue.expire(now);
            assertThat(ran)
                    .as("what ran at %d, of timers with random deadlines (seed %d); d7 is due at 7", now, seed)
                    .isEqualTo(due);
            assertThat(queue.nanosUntilNext(now))
                    .as("from %d to the next deadline of %s", now, waiting.keySet())
                    .isEqualTo(waiting.isEmpty() ? TimerQueue.NONE : waiting.firstKey() - now);
        }
    }

    // Cancel

    @Test
    @Tag("step-3")
    void aCancelledTimerNeverRuns() {
        Timer a = schedule(10, "a");

        assertThat(a.cancel()).as("cancel of a pending timer").isTrue();

        assertThat(queue.expire(10))
                .as("how many ran at 10, with a at 10 cancelled")
                .isZero();
        assertThat(ran).as("what ran").isEmpty();
    }

    @Test
    @Tag("step-3")
    void onlyAPendingTimerCanBeCancelled() {
        Timer a = schedule(10, "a");
        Timer b = schedule(20, "b");
        schedule(30, "c");

        a.cancel();
        assertThat(a.cancel()).as("cancel, the second time").isFalse();
        assertThat(queue.size()).as("size: b and c are untouched").isEqualTo(2);
        queue.expire(20);
        assertThat(b.cancel()).as("cancel of a timer that ran").isFalse();
        assertThat(queue.newTimer(() -> {}).cancel())
                .as("cancel of a timer without a deadline")
                .isFalse();

        assertThat(queue.size()).as("size: c is untouched").isEqualTo(1);
        queue.expire(30);
        assertThat(ran).as("what ran, of a (cancelled), b and c").containsExactly("b", "c");
    }

    @Test
    @Tag("step-3")
    void theOthersKeepTheirOrderWhicheverAreCancelled() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Integer> deadlines =
                    new ArrayList<>(IntStream.range(0, 20).boxed().toList());
            Collections.shuffle(deadlines, random);
            Map<Integer, Timer> byDeadline = new TreeMap<>();
            deadlines.forEach(deadline -> byDeadline.put(deadline, schedule(deadline, "t" + deadline)));
            String scheduled = "timers with the deadlines " + deadlines + " in this order";

            Collections.shuffle(deadlines, random);
            List<Integer> cancelled = deadlines.subList(0, 1 + random.nextInt(10));
            cancelled.forEach(deadline -> byDeadline.remove(deadline).cancel());
            ran.clear();
            queue.expire(20);

            assertThat(ran)
                    .as("what ran, of %s, then cancelled: %s", scheduled, cancelled)
                    .isEqualTo(byDeadline.keySet().stream()
                            .map(deadline -> "t" + deadline)
                            .toList());
        }
    }

    @Test
    @Tag("step-3")
    void theNextDeadlineFollowsCancel() {
        Timer a = schedule(10, "a");
        Timer b = schedule(20, "b");

        a.cancel();
        assertThat(queue.nanosUntilNext(0))
                .as("from 0, with a at 10 cancelled, b at 20")
                .isEqualTo(20);
        b.cancel();
        assertThat(queue.nanosUntilNext(0)).as("from 0, with both cancelled").isEqualTo(TimerQueue.NONE);
    }

    @Test
    @Tag("step-3")
    void aCancelledTimerIsNotPending() {
        Timer a = schedule(10, "a");
        Timer b = schedule(10, "b");

        a.cancel();

        assertThat(a.isPending()).as("pending: a cancelled timer").isFalse();
        assertThat(b.isPending()).as("pending: another timer").isTrue();
    }

    // Reschedule

    @Test
    @Tag("step-4")
    void aNewTimerIsPendingOnceItIsGivenADeadline() {
        Timer timer = queue.newTimer(() -> ran.add("a"));

        timer.reschedule(10);

        assertThat(timer.isPending()).as("pending, with a deadline").isTrue();
        queue.expire(10);
        assertThat(ran).as("what ran at 10, the deadline").containsExactly("a");
    }

    @Test
    @Tag("step-4")
    void aPostponedTimerRunsAtItsNewDeadlineOnly() {
        Timer a = schedule(10, "a");

        a.reschedule(20);

        assertThat(queue.expire(19))
                .as("how many ran at 19, postponed from 10 to 20")
                .isZero();
        assertThat(queue.expire(20))
                .as("how many ran at 20, postponed from 10 to 20")
                .isEqualTo(1);
    }

    @Test
    @Tag("step-4")
    void anAdvancedTimerRunsAtItsNewDeadline() {
        schedule(20, "b");
        Timer a = schedule(30, "a");

        a.reschedule(10);
        queue.expire(10);

        assertThat(ran)
                .as("what ran at 10: a was moved from 30 to 10, before b at 20")
                .containsExactly("a");
    }

    @Test
    @Tag("step-4")
    void theNextDeadlineFollowsReschedule() {
        Timer a = schedule(10, "a");
        schedule(20, "b");

        a.reschedule(30);
        assertThat(queue.nanosUntilNext(0)).as("from 0, with a at 30, b at 20").isEqualTo(20);
        a.reschedule(5);
        assertThat(queue.nanosUntilNext(0)).as("from 0, with a at 5, b at 20").isEqualTo(5);
    }

    @Test
    @Tag("step-4")
    void postponingOneDoesNotHoldUpTheOthers() {
        Timer a = schedule(10, "a");
        schedule(20, "b");
        schedule(30, "c");

        a.reschedule(25);
        queue.expire(30);

        assertThat(ran)
                .as("what ran at 30: a was postponed from 10 to 25, b is at 20, c at 30")
                .containsExactly("b", "a", "c");
    }

    @Test
    @Tag("step-4")
    void postponedToAnothersDeadlineItRunsAfterIt() {
        Timer a = schedule(10, "a");
        schedule(20, "b");

        a.reschedule(20);
        queue.expire(20);

        assertThat(ran).as("b was scheduled for 20 before a was").containsExactly("b", "a");
    }

    @Test
    @Tag("step-4")
    void postponedFirstItRunsBeforeWhatIsScheduledLaterForTheSameDeadline() {
        Timer a = schedule(10, "a");

        a.reschedule(20);
        schedule(20, "b");
        queue.expire(20);

        assertThat(ran).as("a was moved to 20 before b was scheduled").containsExactly("a", "b");
    }

    @Test
    @Tag("step-4")
    void advancedToAnothersDeadlineItRunsAfterIt() {
        Timer a = schedule(30, "a");
        schedule(20, "b");

        a.reschedule(20);
        queue.expire(20);

        assertThat(ran).as("b was scheduled for 20 before a was").containsExactly("b", "a");
    }

    @Test
    @Tag("step-4")
    void rescheduledToItsOwnDeadlineItGoesBehindItsEquals() {
        Timer a = schedule(10, "a");
        schedule(10, "b");

        a.reschedule(10);
        queue.expire(10);

        assertThat(ran)
                .as("both at 10; a was rescheduled to 10 after b was scheduled")
                .containsExactly("b", "a");
    }

    @Test
    @Tag("step-4")
    void aTimerThatRanIsPendingAgainWhenRescheduled() {
        Timer a = schedule(10, "a");
        queue.expire(10);

        a.reschedule(5);

        assertThat(a.isPending()).as("pending, rescheduled after it had run").isTrue();
        assertThat(queue.nanosUntilNext(0))
                .as("from 0: outside expire a deadline may lie before the last present")
                .isEqualTo(5);
        queue.expire(20);
        assertThat(ran).as("what ran at 10 and at 20").containsExactly("a", "a");
    }

    @Test
    @Tag("step-4")
    void aCancelledTimerIsPendingAgainWhenRescheduled() {
        Timer a = schedule(10, "a");
        a.cancel();

        a.reschedule(20);

        assertThat(a.isPending())
                .as("pending, rescheduled after it was cancelled")
                .isTrue();
        assertThat(queue.size()).as("size").isEqualTo(1);
        assertThat(queue.expire(19))
                .as("how many ran at 19, before its new deadline, 20")
                .isZero();
        assertThat(queue.expire(20)).as("how many ran at 20").isEqualTo(1);
    }

    @Test
    @Tag("step-4")
    void aTimerKnowsTheLastDeadlineItWasGiven() {
        Timer a = schedule(10, "a");
        assertThat(a.deadlineNanos()).as("scheduled for 10").isEqualTo(10);

        a.reschedule(30);
        assertThat(a.deadlineNanos()).as("postponed to 30").isEqualTo(30);
        a.reschedule(20);
        assertThat(a.deadlineNanos()).as("brought back half-way, to 20").isEqualTo(20);
        a.reschedule(5);
        assertThat(a.deadlineNanos())
                .as("brought back to before its first deadline, to 5")
                .isEqualTo(5);
        queue.expire(5);
        assertThat(a.deadlineNanos()).as("after it ran").isEqualTo(5);
    }

    @Test
    @Tag("step-4")
    void aPostponedTimerIsCountedOnce() {
        Timer a = schedule(10, "a");
        schedule(20, "b");
        a.reschedule(30);
        assertThat(queue.size())
                .as("size: two scheduled, one of them postponed")
                .isEqualTo(2);

        queue.expire(20);
        assertThat(queue.size()).as("size: one of the two ran").isEqualTo(1);
        a.cancel();
        assertThat(queue.size()).as("size: the other was cancelled").isZero();
        assertThat(queue.isEmpty()).as("empty").isTrue();
    }

    // A deadline that is only written down

    @Test
    @Tag("step-6")
    void whoDrawsTheQueueSeesPostponedTimersWhereTheyStand() {
        Timer a = schedule(5, "a");
        schedule(7, "b");
        schedule(6, "c");
        a.reschedule(9);

        List<TimerQueue.Node> nodes = queue.nodes(3);

        assertThat(nodes)
                .as("deadlines of the nodes, with b at 7, c at 6, and a postponed from 5 to 9")
                .extracting(TimerQueue.Node::deadlineNanos)
                .containsExactlyInAnyOrder(6L, 7L, 9L);
        assertThat(nodes)
                .as("nodes, whose keys must not be later than their deadlines")
                .allMatch(node -> node.keyNanos() <= node.deadlineNanos());
        assertThat(nodes)
                .as("nodes, of which the first is on top of the others: no key may be earlier than its key")
                .noneMatch(node -> node.keyNanos() < nodes.get(0).keyNanos());
    }

    @Test
    @Tag("step-6")
    void aPostponedTimerCanBeBroughtBackHalfWay() {
        Timer a = schedule(10, "a");
        schedule(20, "b");

        a.reschedule(30);
        a.reschedule(15);

        assertThat(queue.nanosUntilNext(0))
                .as("from 0: a went from 10 to 30 and back to 15, b is at 20")
                .isEqualTo(15);
        queue.expire(30);
        assertThat(ran)
                .as("what ran at 30: a went from 10 to 30 and back to 15, b is at 20")
                .containsExactly("a", "b");
    }

    @Test
    @Tag("step-6")
    void aTimerThatIsBroughtBackHalfWayHidesNoEarlierOne() {
        Timer a = schedule(5, "a");
        schedule(7, "b");
        schedule(6, "c");

        a.reschedule(9);
        a.reschedule(8);

        assertThat(queue.nanosUntilNext(0))
                .as("from 0 to c, the earliest of 8 (put off from 5 to 9 and brought back), 7 and 6")
                .isEqualTo(6);
        queue.expire(8);
        assertThat(ran).as("the order in which they ran").containsExactly("c", "b", "a");
    }

    @Test
    @Tag("step-6")
    void aPostponedTimerCanBeBroughtBackToBeforeItsFirstDeadline() {
        schedule(5, "b");
        Timer a = schedule(10, "a");

        a.reschedule(30);
        a.reschedule(2);

        assertThat(queue.nanosUntilNext(0))
                .as("from 0: a went from 10 to 30 and back to 2, b is at 5")
                .isEqualTo(2);
        queue.expire(30);
        assertThat(ran)
                .as("what ran at 30: a went from 10 to 30 and back to 2, b is at 5")
                .containsExactly("a", "b");
    }

    /** Whatever was put off before: the earliest deadline is exact, and a timer that was put off can be cancelled. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("step-6")
    void howeverOftenTimersArePostponedTheNextDeadlineIsExact(long seed) {
        Random random = new Random(seed);
        List<Timer> timers =
                IntStream.range(0, 20).mapToObj(i -> schedule(i, "t" + i)).toList();
        for (int i = 0; i < 500; i++) {
            Timer timer = timers.get(random.nextInt(20));
            if (random.nextInt(10) == 0) {
                timer.cancel();
            } else {
                timer.reschedule(i + random.nextInt(50));
            }
            if (random.nextInt(4) == 0) {
                List<Long> pending = timers.stream()
                        .filter(Timer::isPending)
                        .map(Timer::deadlineNanos)
                        .sorted()
                        .toList();
                assertThat(queue.nanosUntilNext(-1))
                        .as("from -1 to the earliest of %s, after %d changes (seed %d)", pending, i + 1, seed)
                        .isEqualTo(pending.get(0) + 1);
            }
        }
    }

    @Test
    @Tag("step-6")
    void d27_aTimerThatIsRescheduled100_000TimesIsOneTimer() {
        Timer keepAlive = schedule(0, "keep-alive");
        for (int i = 1; i <= 100_000; i++) {
            keepAlive.reschedule(i);
        }

        assertThat(queue.size())
                .as("size, with one timer that was rescheduled 100,000 times")
                .isEqualTo(1);
        assertThat(queue.expire(99_999))
                .as("how many ran before the last deadline")
                .isZero();
        assertThat(queue.expire(200_000)).as("how many ran after it").isEqualTo(1);
    }

    // The clock

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, -1, 0, 1_234_567_890_123_456_789L})
    @Tag("step-7")
    void d05_deadlinesKeepTheirOrderWhereNanoTimeWrapsAround(long now) {
        Timer postponed = schedule(now - 1, "postponed");
        schedule(now + 2, "after");
        schedule(now + 1, "before");
        postponed.reschedule(now + 3);
        Timer advanced = schedule(now + 5, "advanced");
        advanced.reschedule(now - 2);

        assertThat(queue.nanosUntilNext(now - 3))
                .as("from now - 3 to now - 2, where now is %d", now)
                .isEqualTo(1);
        queue.expire(now);
        assertThat(ran).as("what ran at now, %d: only now - 2 is due", now).containsExactly("advanced");
        assertThat(queue.nanosUntilNext(now))
                .as("from now to now + 1, where now is %d", now)
                .isEqualTo(1);
        queue.expire(now + 3);
        assertThat(ran)
                .as("what ran until now + 3, where now is %d", now)
                .containsExactly("advanced", "before", "after", "postponed");
    }

    @Test
    @Tag("step-7")
    void d05_onlyTheDistanceOfInstantsCounts() {
        long now = Long.MAX_VALUE - 10;
        long halfOfWhatIsAllowed = (1L << 62) - 1;
        schedule(now + halfOfWhatIsAllowed, "far");
        schedule(now - halfOfWhatIsAllowed, "overdue");

        assertThat(queue.nanosUntilNext(now))
                .as(
                        "nanosUntilNext, with one timer that is overdue for almost 2^62 ns, and another due in almost 2^62 ns")
                .isZero();
        queue.expire(now);
        assertThat(ran)
                .as("what ran: one is overdue for almost 2^62 ns, the other due in almost 2^62 ns")
                .containsExactly("overdue");
        assertThat(queue.nanosUntilNext(now))
                .as("nanosUntilNext, with one timer that is due in almost 2^62 ns")
                .isEqualTo(halfOfWhatIsAllowed);
    }

    // Memory

    @Test
    @Tag("step-3")
    void d27_aCancelledTimerLeavesTheQueueAtOnce() {
        Timer last = schedule(60, "last");
        for (int i = 0; i < 100_000; i++) {
            schedule(50, "cancelled").cancel();
            if (queue.size() != 1) {
                assertThat(queue.size())
                        .as("size after the cancel of timer %d, with one timer left", i)
                        .isEqualTo(1);
            }
        }

        last.cancel();

        assertThat(queue.nanosUntilNext(0))
                .as("time to the next deadline, with all timers cancelled")
                .isEqualTo(TimerQueue.NONE);
    }

    private Timer schedule(long deadlineNanos, String name) {
        return queue.schedule(deadlineNanos, () -> ran.add(name));
    }
}
