package lkg.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the queue does not hold, and does not know. */
class TimerIndependenceTest {

    private static final int COLLECTIONS = 50;

    private final TimerQueue queue = new TimerQueue();

    @Test
    @Tag("step-3")
    void d27_theQueueForgetsCancelledTimers() {
        List<WeakReference<Runnable>> tasks = scheduleAndCancel();

        for (WeakReference<Runnable> task : tasks) {
            assertCollected(task, "cancelled");
        }
        assertThat(queue.size()).as("the queue is in use").isEqualTo(1);
    }

    @Test
    @Tag("step-2")
    void d27_theQueueForgetsTimersThatRan() {
        List<WeakReference<Runnable>> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Runnable task = new Task();
            queue.schedule(i, task);
            tasks.add(new WeakReference<>(task));
        }

        queue.expire(10);

        for (WeakReference<Runnable> task : tasks) {
            assertCollected(task, "run");
        }
        assertThat(queue.isEmpty()).as("empty: all have run").isTrue();
    }

    @Test
    @Tag("step-1")
    void d28_theModuleNeedsNothingButTheJdksBase() throws IOException, URISyntaxException {
        URI classes = TimerQueue.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        try (InputStream descriptor = Files.newInputStream(Path.of(classes).resolve("module-info.class"))) {
            assertThat(ModuleDescriptor.read(descriptor).requires())
                    .as("what module-info.java requires: a timer knows a Runnable, never its user")
                    .extracting(ModuleDescriptor.Requires::name)
                    .containsExactly("java.base");
        }
    }

    private List<WeakReference<Runnable>> scheduleAndCancel() {
        List<Timer> timers = new ArrayList<>();
        List<WeakReference<Runnable>> tasks = new ArrayList<>();
        queue.schedule(5, new Task());
        for (int i = 0; i < 10; i++) {
            Runnable task = new Task();
            timers.add(queue.schedule(i, task));
            tasks.add(new WeakReference<>(task));
        }
        timers.forEach(Timer::cancel);
        return tasks;
    }

    /** Asks for a collection until the task is gone; many collectors need one, none needs as many as this allows. */
    private static void assertCollected(WeakReference<Runnable> task, String past) {
        for (int i = 0; i < COLLECTIONS && task.get() != null; i++) {
            System.gc();
        }
        assertThat(task.get())
                .as("a task whose timer was %s, and that nobody but the queue could still refer to", past)
                .isNull();
    }

    /** A class of its own: a lambda that captures nothing is one object for ever. */
    private static final class Task implements Runnable {
        @Override
        public void run() {}
    }
}
