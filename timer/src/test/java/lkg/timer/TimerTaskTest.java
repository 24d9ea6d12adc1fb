package lkg.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a task may do to the queue that is running it. */
@Tag("step-5")
class TimerTaskTest {

    private static final int ENDLESS = 1_000;

    private final TimerQueue queue = new TimerQueue();
    private final List<String> ran = new ArrayList<>();
    private Timer self;

    @Test
    void d24_aTaskMaySchedule() {
        schedule(10, "a", () -> schedule(20, "b"));

        queue.expire(10);
        assertThat(queue.nanosUntilNext(10)).as("a has scheduled b for 20").isEqualTo(10);
        queue.expire(20);

        assertThat(ran).as("what ran at 10 and 20: a, which scheduled b").containsExactly("a", "b");
    }

    @Test
    void d24_aTaskMayCancelWhatIsDueWithIt() {
        Timer b = schedule(20, "b");
        schedule(
                10,
                "a",
                () -> assertThat(b.cancel())
                        .as("b is due too, but has not run: it can be cancelled")
                        .isTrue());

        assertThat(queue.expire(20)).as("how many ran, when a cancelled b").isEqualTo(1);

        assertThat(ran).as("what ran at 20, when a at 10 cancelled b at 20").containsExactly("a");
    }

    @Test
    void d24_aTaskMayPostponeWhatIsDueWithIt() {
        Timer b = schedule(20, "b");
        schedule(10, "a", () -> b.reschedule(30));

        queue.expire(20);
        assertThat(ran).as("a has postponed b to 30").containsExactly("a");
        queue.expire(30);

        assertThat(ran).as("what ran at 20 and 30").containsExactly("a", "b");
    }

    @Test
    void d24_aTaskMayRescheduleItsOwnTimer() {
        self = schedule(10, "self", () -> self.reschedule(self.deadlineNanos() + 10));

        for (long now = 10; now <= 40; now += 10) {
            assertThat(queue.expire(now)).as("how many ran at %d", now).isEqualTo(1);
        }

        assertThat(queue.size()).as("size: the timer is pending again").isEqualTo(1);
    }

    @Test
    void d24_aTaskMayAskTheQueue() {
        schedule(10, "a", () -> {
            assertThat(queue.size()).as("b and c are left").isEqualTo(2);
            assertThat(queue.nanosUntilNext(15))
                    .as("from 15 to b's deadline, 20")
                    .isEqualTo(5);
        });
        schedule(20, "b");
        schedule(30, "c");

        assertThat(queue.expire(15))
                .as("how many ran at 15, with a at 10, b at 20, c at 30")
                .isEqualTo(1);
    }

    @Test
    void d24_aTaskThatCallsExpireIsRefused() {
        schedule(
                10,
                "a",
                () -> assertThatThrownBy(() -> queue.expire(20), "expire, called by a task that expire runs")
                        .isInstanceOf(IllegalStateException.class));
        schedule(20, "b");

        queue.expire(10);

        assertThat(ran).as("b was not due").containsExactly("a");
        assertThat(queue.expire(20)).as("how many ran in the next call").isEqualTo(1);
    }

    @Test
    void d24_aTaskThatIsRefusedExpireLeavesTheCallThatRunsItAsItWas() {
        self = schedule(10, "a", () -> {
            assertThatThrownBy(() -> queue.expire(20), "expire, called by a task that expire runs")
                    .isInstanceOf(IllegalStateException.class);
            self.reschedule(5);
        });
        schedule(15, "b");

        assertThat(queue.expire(20)).as("how many ran: a and b were due").isEqualTo(2);
        assertThat(ran).containsExactly("a", "b");
        assertThat(self.deadlineNanos())
                .as("the deadline of a, which its task set to 5 while expire(20) ran: it counts as 20")
                .isEqualTo(20);
    }

    @Test
    void d26_aTimerHasLeftTheQueueBeforeItsTaskRuns() {
        self = schedule(10, "self", () -> {
            assertThat(self.isPending()).as("isPending, inside its own task").isFalse();
            assertThat(queue.size())
                    .as("size, inside the task of the only timer")
                    .isZero();
            assertThat(self.cancel()).as("cancel, inside its own task").isFalse();
        });

        assertThat(queue.expire(10)).as("how many ran at 10").isEqualTo(1);
    }

    @Test
    void d26_anEarlierTimerThatATaskSchedulesIsNotLost() {
        schedule(10, "a", () -> schedule(5, "b"));

        queue.expire(10);
        assertThat(queue.size()).as("b is pending").isEqualTo(1);
        queue.expire(10);

        assertThat(ran).as("a scheduled b for a moment before its own deadline").containsExactly("a", "b");
    }

    @Test
    void whatATaskSchedulesForNowOrBeforeWaitsForTheNextCall() {
        schedule(10, "a", () -> {
            schedule(10, "now");
            schedule(9, "past");
        });

        assertThat(queue.expire(10)).as("how many ran in the first call").isEqualTo(1);
        assertThat(queue.nanosUntilNext(10)).as("two are due again").isZero();
        assertThat(queue.expire(10)).as("how many ran in the second call").isEqualTo(2);
    }

    @Test
    void aTaskThatReschedulesItselfForNowDoesNotHoldTheCaller() {
        self = schedule(10, "self", () -> {
            assertThat(ran.size())
                    .as("expire goes on for ever with a task that reschedules itself")
                    .isLessThan(ENDLESS);
            self.reschedule(10);
        });

        assertThat(queue.expire(10)).as("how many ran in one call").isEqualTo(1);
        assertThat(queue.nanosUntilNext(10)).as("it is due again").isZero();
        assertThat(queue.expire(10)).as("how many ran in the next call").isEqualTo(1);
    }

    @Test
    void aTaskThatReschedulesItselfToThePastDoesNotStarveTheOthers() {
        self = schedule(10, "self", () -> {
            assertThat(ran.size())
                    .as("expire goes on for ever with a task that reschedules itself")
                    .isLessThan(ENDLESS);
            self.reschedule(0);
        });
        schedule(20, "a");
        schedule(30, "b");

        assertThat(queue.expire(30)).as("how many ran, of three that are due").isEqualTo(3);

        assertThat(ran)
                .as("what ran at 30: self at 10 rescheduled itself to 0, a is at 20, b at 30")
                .containsExactly("self", "a", "b");
    }

    @Test
    void whatATaskReschedulesToNowWaitsForTheNextCallEvenIfItWasDueAnyway() {
        Timer b = schedule(20, "b");
        schedule(10, "a", () -> b.reschedule(20));
        schedule(20, "c");

        queue.expire(20);
        assertThat(ran).as("a has rescheduled b to now").containsExactly("a", "c");
        queue.expire(20);

        assertThat(ran).as("what ran in both calls").containsExactly("a", "c", "b");
    }

    @Test
    void insideExpireADeadlineBeforeNowCountsAsNow() {
        schedule(10, "a", () -> {
            schedule(20, "first");
            schedule(5, "second");
        });
        queue.expire(20);

        queue.expire(20);

        assertThat(ran)
                .as("scheduled by a during expire(20), for 20 and for 5: both count as 20")
                .containsExactly("a", "first", "second");
    }

    @Test
    void whatATaskThrowsComesOutAndTheRestStaysPending() {
        RuntimeException failure = new RuntimeException("from the task");
        Timer broken = schedule(20, "broken", () -> {
            throw failure;
        });
        schedule(10, "a");
        schedule(30, "b");

        assertThatThrownBy(() -> queue.expire(30), "expire, with a task that throws")
                .isSameAs(failure);

        assertThat(ran).as("what ran until then").containsExactly("a", "broken");
        assertThat(broken.isPending()).as("the timer whose task threw").isFalse();
        assertThat(queue.size()).as("b is left").isEqualTo(1);
        assertThat(queue.nanosUntilNext(30)).as("b is still due").isZero();
        assertThat(queue.expire(30)).as("the next call goes on").isEqualTo(1);
        assertThat(ran).as("what ran in both calls").containsExactly("a", "broken", "b");
    }

    @Test
    void afterATaskThrewTheQueueIsAsBefore() {
        schedule(10, "broken", () -> {
            throw new IllegalArgumentException();
        });
        assertThatThrownBy(() -> queue.expire(10), "expire, with a task that throws")
                .isInstanceOf(IllegalArgumentException.class);

        schedule(7, "b");
        schedule(6, "a");

        assertThat(queue.nanosUntilNext(5))
                .as("outside expire a deadline counts as it is given")
                .isEqualTo(1);
        queue.expire(10);
        assertThat(ran).as("what ran at both times, with a at 6, b at 7").containsExactly("broken", "a", "b");
    }

    private Timer schedule(long deadlineNanos, String name) {
        return schedule(deadlineNanos, name, () -> {});
    }

    private Timer schedule(long deadlineNanos, String name, Runnable task) {
        return queue.schedule(deadlineNanos, () -> {
            ran.add(name);
            task.run();
        });
    }
}
