package lkg.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Draws our heap before and after: its array from the front, the children of place i at 2i + 1 and 2i + 2. A timer
 * stands there with its key, and with {@code >} and its deadline where it was postponed.
 *
 * <p>These drawings explain one implementation, and use its package-private parts. Another correct one may look
 * different inside and does not have to pass this class. All others here test through the public API, and are for
 * every one.
 */
@Tag("inside")
class TimerHeapDrawingTest {

    private static final long BEFORE_ALL = 0;

    @Test
    void anEarlierTimerRisesToItsPlace() {
        heap("5 7 6").afterScheduling(4).looksLike("4 5 6 7");
    }

    @Test
    void aLaterTimerStaysAtTheEnd() {
        heap("5 7 6").afterScheduling(8).looksLike("5 7 6 8");
    }

    @Test
    void anEqualTimerStaysBelowItsElder() {
        heap("5 7 6").afterScheduling(5).looksLike("5 5 6 7");
    }

    @Test
    void expiringFillsTheTopWithTheLastAndLetsItSink() {
        heap("1 5 2 6 7 3 4").afterExpiring(1).looksLike("2 5 3 6 7 4");
    }

    @Test
    void theOneThatFillsTheHoleMaySink() {
        heap("1 2 5 3 4 6 7").afterCancelling(2).looksLike("1 3 5 7 4 6");
    }

    @Test
    void theOneThatFillsTheHoleMayRise() {
        heap("1 5 2 6 7 3 4").afterCancelling(6).looksLike("1 4 2 5 7 3");
    }

    @Test
    void cancellingTheLastMovesNothing() {
        heap("1 5 2 6 7 3 4").afterCancelling(4).looksLike("1 5 2 6 7 3");
    }

    @Test
    void postponingMovesNothing() {
        heap("5 7 6").afterRescheduling(5, 9).looksLike("5>9 7 6");
    }

    @Test
    void postponingTwiceKeepsTheKey() {
        heap("5 7 6").afterRescheduling(5, 9).afterRescheduling(9, 8).looksLike("5>8 7 6");
    }

    @Test
    void lookingForTheNextPutsTheTopRight() {
        heap("5 7 6").afterRescheduling(5, 9).afterLookingForTheNext().looksLike("6 7 9");
    }

    @Test
    void lookingForTheNextStopsAtTheFirstKeyThatIsRight() {
        heap("5 7 6")
                .afterRescheduling(5, 9)
                .afterRescheduling(7, 10)
                .afterLookingForTheNext()
                .looksLike("6 7>10 9");
    }

    @Test
    void whereAllWerePostponedLookingForTheNextPutsAllRight() {
        heap("5 7 6")
                .afterRescheduling(5, 15)
                .afterRescheduling(7, 17)
                .afterRescheduling(6, 16)
                .afterLookingForTheNext()
                .looksLike("15 16 17");
    }

    @Test
    void advancingToBeforeTheKeyRisesAtOnce() {
        heap("5 7 6").afterRescheduling(7, 4).looksLike("4 5 6");
        heap("5 7 6").afterRescheduling(7, 9).afterRescheduling(9, 4).looksLike("4 5 6");
    }

    @Test
    void d27_theArrayStaysSmallWhenOneTimerIsRescheduled100_000Times() {
        DrawnHeap heap = heap("0");
        for (int i = 0; i < 100_000; i++) {
            heap.afterRescheduling(i, i + 1);
        }

        heap.looksLike("0>100000");
        assertThat(heap.queue.heap).as("the array").hasSize(16);
    }

    @Test
    void d27_theArrayStaysSmallWhenEachTimerIsCancelled() {
        TimerQueue queue = new TimerQueue();
        for (int i = 0; i < 100_000; i++) {
            queue.schedule(i, () -> {}).cancel();
        }

        assertThat(queue.heap).as("the array").hasSize(16).containsOnlyNulls();
    }

    @Test
    void theArrayDoublesAndStaysAsItIs() {
        TimerQueue queue = new TimerQueue();
        for (int i = 0; i < 17; i++) {
            queue.schedule(i, () -> {});
        }
        assertThat(queue.heap).as("the array of 17 timers").hasSize(32);

        queue.expire(17);
        assertThat(queue.heap).as("the array, when all 17 have run").hasSize(32).containsOnlyNulls();
    }

    private static DrawnHeap heap(String drawing) {
        DrawnHeap heap = new DrawnHeap();
        for (String deadline : drawing.split(" ")) {
            heap.afterScheduling(Long.parseLong(deadline));
        }
        return heap.looksLike(drawing);
    }

    private static final class DrawnHeap {

        private final TimerQueue queue = new TimerQueue();

        DrawnHeap afterScheduling(long deadline) {
            queue.schedule(deadline, () -> {});
            return this;
        }

        DrawnHeap afterCancelling(long deadline) {
            timerWith(deadline).cancel();
            return this;
        }

        DrawnHeap afterRescheduling(long from, long to) {
            timerWith(from).reschedule(to);
            return this;
        }

        DrawnHeap afterLookingForTheNext() {
            queue.nanosUntilNext(BEFORE_ALL);
            return this;
        }

        DrawnHeap afterExpiring(long now) {
            queue.expire(now);
            return this;
        }

        DrawnHeap looksLike(String drawing) {
            List<String> drawn = new ArrayList<>();
            for (int i = 0; i < queue.size(); i++) {
                Timer timer = queue.heap[i];
                assertThat(timer.index)
                        .as("what the timer at %d knows of its place", i)
                        .isEqualTo(i);
                drawn.add(timer.keyIsBehind() ? timer.keyNanos + ">" + timer.deadlineNanos() : "" + timer.keyNanos);
            }
            for (int i = queue.size(); i < queue.heap.length; i++) {
                assertThat(queue.heap[i])
                        .as("place %d, behind the last timer", i)
                        .isNull();
            }
            assertThat(String.join(" ", drawn)).as("the heap").isEqualTo(drawing);
            return this;
        }

        private Timer timerWith(long deadline) {
            for (int i = 0; i < queue.size(); i++) {
                if (queue.heap[i].deadlineNanos() == deadline) {
                    return queue.heap[i];
                }
            }
            throw new AssertionError("no timer with deadline " + deadline);
        }
    }
}
