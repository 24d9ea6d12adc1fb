package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("step-3")
class LoopTurnTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    /** What a handler is called for was there before the turn began, and the turn began before the call. */
    @Test
    void aTurnBeginsBetweenReadinessAndTheHandlersCall() throws Exception {
        BlockingQueue<List<Long>> calls = new LinkedBlockingQueue<>();
        Probe probe = new Probe();
        probe.whenReady = () -> {
            Peer.read(loop.peer.channel);
            calls.add(List.of(LoopTurn.beganNanos(), System.nanoTime()));
            return READABLE;
        };
        loop.register(probe, INLINE, READABLE);

        for (String sent : List.of("a", "b", "c")) {
            // A loop that is told to go on has finished the turn before.
            loop.turns();
            long before = System.nanoTime();
            loop.peer.send(sent);
            List<Long> call = Waits.next(calls, "the handler is called for " + sent);

            assertThat(call.get(0) - before)
                    .as("the beginning of the turn in which %s was read, after it was sent", sent)
                    .isPositive();
            assertThat(call.get(1) - call.get(0))
                    .as("the call, after the beginning")
                    .isNotNegative();
        }
    }

    @Test
    void allThatIsDispatchedInOneTurnHasTheSameBeginning() throws Exception {
        CompletableFuture<List<Long>> seen = new CompletableFuture<>();

        loop.execute(() -> {
            long first = LoopTurn.beganNanos();
            while (System.nanoTime() - first < 1000) {
                Thread.onSpinWait();
            }
            seen.complete(List.of(first, LoopTurn.beganNanos()));
        });
        List<Long> instants = Waits.get(seen, "a task runs");

        assertThat(instants.get(1)).as("asked again in the same turn").isEqualTo(instants.get(0));
    }

    @Test
    void onAnyOtherThreadItIsNow() {
        long before = System.nanoTime();

        long now = LoopTurn.beganNanos();

        assertThat(now - before).isBetween(0L, System.nanoTime() - before);
    }
}
