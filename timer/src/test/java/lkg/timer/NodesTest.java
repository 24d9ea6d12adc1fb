package lkg.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a queue shows to those who draw it. */
@Tag("step-2")
class NodesTest {

    /** Deadlines are few, so that many are equal. */
    @Property(tries = 200)
    void noKeyIsLaterThanOneBelowItOrThanItsDeadline(
            @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> deadlines) {
        TimerQueue queue = new TimerQueue();
        List<Timer> timers = new ArrayList<>();
        for (int deadline : deadlines) {
            timers.add(queue.schedule(deadline, () -> {}));
        }

        List<TimerQueue.Node> nodes = queue.nodes(100);

        assertThat(nodes)
                .as("each pending timer once, for the deadlines " + deadlines)
                .extracting(TimerQueue.Node::timer)
                .containsExactlyInAnyOrderElementsOf(timers);
        for (int i = 0; i < nodes.size(); i++) {
            TimerQueue.Node node = nodes.get(i);
            assertThat(node.deadlineNanos()).isEqualTo(node.timer().deadlineNanos());
            assertThat(node.keyNanos()).as("the key of " + node).isLessThanOrEqualTo(node.deadlineNanos());
            if (i > 0) {
                long above = nodes.get((i - 1) / 2).keyNanos();
                assertThat(above).as("the key above " + node).isLessThanOrEqualTo(node.keyNanos());
            }
        }
    }

    @Example
    void onlyTheFirstOnesAreShownIfThereAreTooMany() {
        TimerQueue queue = new TimerQueue();
        queue.schedule(3, () -> {});
        queue.schedule(1, () -> {});
        queue.schedule(2, () -> {});

        assertThat(queue.nodes(1)).extracting(TimerQueue.Node::deadlineNanos).containsExactly(1L);
        assertThat(queue.nodes(0)).isEmpty();
    }
}
