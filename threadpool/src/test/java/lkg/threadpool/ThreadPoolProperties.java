package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Any sequence of calls against a plain model of a pool with one worker: which job is running, which are waiting.
 *
 * <p>Each job is a gate, so the test decides when a job ends and always knows what the worker is doing.
 */
@Tag("step-7")
class ThreadPoolProperties {

    enum Call {
        SUBMIT,
        FINISH_ONE,
        SHUTDOWN,
        SHUTDOWN_NOW
    }

    private static final int CAPACITY = 3;

    // The history explains a failure well enough; to shrink one that waits for a worker would take very long.
    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void behavesLikeOneRunnerAndAQueue(@ForAll @Size(max = 40) List<@IntRange(max = 15) Integer> choices)
            throws InterruptedException {
        ThreadPool pool = new ThreadPool("pool", 1, CAPACITY);
        Model model = new Model();
        List<String> history = new ArrayList<>();
        try {
            for (int choice : choices) {
                Call call = toCall(choice);
                history.add(call.name());
                perform(call, pool, model, history);
                assertThat(pool.queueDepth())
                        .as("jobs waiting after %s", history)
                        .isEqualTo(model.waiting.size());
                assertThat(pool.isShutdown()).as("shut down after %s", history).isEqualTo(model.shutdown);
            }
            pool.shutdown();
            while (model.running != null) {
                finishOne(model);
            }
            Soon.ends(pool, "the pool ends after " + history);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Mostly submitting and finishing, now and then an end. */
    private static Call toCall(int choice) {
        return choice < 9
                ? Call.SUBMIT
                : choice < 14 ? Call.FINISH_ONE : choice < 15 ? Call.SHUTDOWN : Call.SHUTDOWN_NOW;
    }

    private static void perform(Call call, ThreadPool pool, Model model, List<String> history)
            throws InterruptedException {
        switch (call) {
            case SUBMIT -> submit(pool, model, history);
            case FINISH_ONE -> finishOne(model);
            case SHUTDOWN -> {
                pool.shutdown();
                model.shutdown = true;
            }
            case SHUTDOWN_NOW -> {
                assertThat(pool.shutdownNow())
                        .as("jobs given back after %s", history)
                        .containsExactlyElementsOf(model.waiting);
                model.shutdown = true;
                model.waiting.clear();
                // The running job is interrupted, which lets it out of its gate.
                model.running = null;
            }
        }
    }

    private static void submit(ThreadPool pool, Model model, List<String> history) throws InterruptedException {
        Gate job = new Gate();
        boolean accepted;
        try {
            pool.execute(job);
            accepted = true;
        } catch (RejectedExecutionException e) {
            accepted = false;
        }
        assertThat(accepted).as("accepted after %s", history).isEqualTo(model.accepts());
        if (accepted && model.running == null) {
            job.awaitEntered();
            model.running = job;
        } else if (accepted) {
            model.waiting.add(job);
        }
    }

    private static void finishOne(Model model) throws InterruptedException {
        if (model.running == null) {
            return;
        }
        model.running.open();
        model.running = model.waiting.poll();
        if (model.running != null) {
            model.running.awaitEntered();
        }
    }

    private static final class Model {
        Gate running;
        final Deque<Gate> waiting = new ArrayDeque<>();
        boolean shutdown;

        boolean accepts() {
            return !shutdown && waiting.size() < CAPACITY;
        }
    }
}
