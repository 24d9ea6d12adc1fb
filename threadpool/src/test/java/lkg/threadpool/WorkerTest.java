package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A worker on its own, whose pool fails to give it jobs. */
@Tag("inside")
class WorkerTest {

    private static final FailureLog FAILURES = new FailureLog("pool", LoggerFactory.getLogger(WorkerTest.class));

    private final List<String> ran = new ArrayList<>();

    @Test
    void whateverItsPoolThrowsItGoesOnUntilThereAreNoMoreJobs() {
        run(List.of(
                WorkerTest::failForLackOfMemory,
                () -> () -> ran.add("a"),
                WorkerTest::failForLackOfMemory,
                WorkerTest::failForLackOfMemory,
                () -> () -> ran.add("b"),
                () -> null));

        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void whenItFailsAgainAndAgainItDoesNotSpin() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Thread thread = new Thread(new Worker(() -> ended.get() ? null : fail(), FAILURES));
        thread.start();

        await("it pauses").until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        ended.set(true);
        thread.interrupt();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void anOutOfMemoryErrorIsAlsoGivenToTheHandlerOfTheProgram() {
        OutOfMemoryError ofJob = new OutOfMemoryError("made on purpose");
        List<Throwable> given = new ArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            given.add(failure);
            throw new IllegalStateException("the handler of the program fails, too");
        });
        try {
            run(List.of(
                    () -> () -> {
                        throw ofJob;
                    },
                    () -> () -> {
                        throw new StackOverflowError("thrown on purpose");
                    },
                    WorkerTest::failForLackOfMemory,
                    () -> null));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }

        assertThat(given).hasSize(2).startsWith(ofJob).hasOnlyElementsOfType(OutOfMemoryError.class);
    }

    /** Runs a worker to whose questions for a job there are these answers. */
    private static void run(List<Supplier<Runnable>> answers) {
        Iterator<Supplier<Runnable>> next = answers.iterator();
        new Worker(() -> next.next().get(), FAILURES).run();
    }

    private static Runnable fail() {
        throw new IllegalStateException("thrown on purpose");
    }

    private static Runnable failForLackOfMemory() {
        throw new OutOfMemoryError("thrown on purpose");
    }
}
