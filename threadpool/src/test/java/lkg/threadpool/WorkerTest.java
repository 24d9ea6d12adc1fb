package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A worker on its own, whose pool fails to give it jobs. */
class WorkerTest {

    private final List<String> ran = new ArrayList<>();

    @Test
    void whateverItsPoolThrowsItGoesOnUntilThereAreNoMoreJobs() {
        Iterator<Supplier<Runnable>> jobs = List.<Supplier<Runnable>>of(
                        WorkerTest::failForLackOfMemory,
                        () -> () -> ran.add("a"),
                        WorkerTest::failForLackOfMemory,
                        WorkerTest::failForLackOfMemory,
                        () -> () -> ran.add("b"),
                        () -> null)
                .iterator();

        new Worker("pool", () -> jobs.next().get()).run();

        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void whenItFailsAgainAndAgainItDoesNotSpin() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Thread thread = new Thread(new Worker("pool", () -> ended.get() ? null : failForLackOfMemory()));
        thread.start();

        await("it pauses").until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        ended.set(true);
        thread.interrupt();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private static Runnable failForLackOfMemory() {
        throw new OutOfMemoryError("thrown on purpose");
    }
}
