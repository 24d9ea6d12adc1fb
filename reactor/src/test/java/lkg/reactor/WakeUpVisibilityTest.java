package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import lkg.timer.TimerQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a thread did before it woke a handler happens-before a call of {@code onReady}. The data are plain: only the
 * wake-up publishes them.
 *
 * <p>The test's thread plays a loop that never sleeps, so that it often handles one wake-up while the next one is run.
 */
@Tag("inside")
class WakeUpVisibilityTest {

    /** On a busy machine, as many of them as the time allows. */
    private static final int ROUNDS = 200_000;

    private static final long ROUNDS_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** The data are spread over many cache lines, so that a processor takes its time to write them to memory. */
    private static final int LINES = 40;

    private static final int INTS_PER_LINE = 16;

    private final int[] data = new int[LINES * INTS_PER_LINE];
    private volatile int seen;
    private volatile Runnable wakeUp;
    private volatile int lostRound;

    private final class Reader implements EventHandler {

        @Override
        public Await onReady() {
            int oldest = Integer.MAX_VALUE;
            for (int line = LINES - 1; line >= 0; line--) {
                oldest = Math.min(oldest, data[line * INTS_PER_LINE]);
            }
            seen = oldest;
            return Await.woken();
        }

        @Override
        public Await onTimeout() {
            return Await.closed();
        }
    }

    @Test
    void whatWasDoneBeforeAWakeUpIsSeenEvenIfAnotherWakeUpIsQueuedAlready() throws Exception {
        TaskQueue tasks = new TaskQueue(Thread.currentThread(), () -> {}, Unobserved.INSTANCE);
        try (Peer peer = new Peer();
                Selector selector = Selector.open()) {
            SelectionKey key = peer.channel.register(selector, 0);
            LoopParts loop = new LoopParts(tasks, new TimerQueue(), System::nanoTime, Unobserved.INSTANCE, () -> {});
            new Registration(key, this::reader, Runnable::run, loop).arm(Await.woken());
            Thread writer = new Thread(this::writeAndWake);
            writer.start();

            for (int turns = 1; writer.isAlive(); turns++) {
                Runnable task = tasks.poll();
                if (task != null) {
                    task.run();
                } else {
                    spin(turns);
                }
            }

            assertThat(lostRound)
                    .as("the round whose data the handler has not seen, or 0")
                    .isZero();
        }
    }

    private EventHandler reader(Runnable wakeUp) {
        this.wakeUp = wakeUp;
        return new Reader();
    }

    private void writeAndWake() {
        long start = System.nanoTime();
        boolean inTime = true;
        for (int round = 1; round <= ROUNDS && lostRound == 0 && inTime; round++) {
            wakeUp.run();
            // The loop handles the first wake-up before, while or after the second one is run.
            for (int i = 1; i <= round % 20; i++) {
                spin(i);
            }
            for (int line = 0; line < LINES; line++) {
                data[line * INTS_PER_LINE] = round;
            }
            wakeUp.run();

            awaitThatTheHandlerSees(round);
            inTime = System.nanoTime() - start < ROUNDS_NANOS;
        }
    }

    private void awaitThatTheHandlerSees(int round) {
        long start = System.nanoTime();
        for (int i = 1; seen != round && lostRound == 0; i++) {
            if (System.nanoTime() - start > LOST_AFTER_NANOS) {
                lostRound = round;
            }
            spin(i);
        }
    }

    /** Mostly keeps the processor, to be quick; but the other thread may need it. */
    private static void spin(int count) {
        if (count % 1_000 == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}
