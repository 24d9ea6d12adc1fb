package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test's thread plays the loop. */
@Tag("inside")
class TaskQueueTest {

    private final AtomicInteger wakeUps = new AtomicInteger();

    @Test
    void onlyATaskOfAnotherThreadWakesTheLoop() throws Exception {
        TaskQueue tasks = new TaskQueue(Thread.currentThread(), wakeUps::incrementAndGet, Unobserved.INSTANCE);

        tasks.execute(() -> {});
        assertThat(wakeUps).as("the loop is awake: it runs this test").hasValue(0);
        Thread other = new Thread(() -> tasks.execute(() -> {}));
        other.start();
        other.join();

        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void aClosedQueueRefusesTasks() {
        TaskQueue tasks = new TaskQueue(Thread.currentThread(), wakeUps::incrementAndGet, Unobserved.INSTANCE);
        tasks.close();

        assertThatThrownBy(() -> tasks.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining(Thread.currentThread().getName());
        assertThatCode(() -> tasks.executeUnlessClosed(() -> {})).doesNotThrowAnyException();
        assertThat(tasks.isEmpty()).isTrue();
    }

    @Test
    void aTaskIsNotLostWhenMemoryIsShort() throws Exception {
        int[] failuresLeft = {3};
        String reason = "thrown on purpose " + UUID.randomUUID();
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>() {
            @Override
            public boolean add(Runnable task) {
                if (failuresLeft[0]-- > 0) {
                    throw new OutOfMemoryError(reason);
                }
                return super.add(task);
            }
        };
        TaskQueue tasks = new TaskQueue(Thread.currentThread(), wakeUps::incrementAndGet, Unobserved.INSTANCE, queue);
        Runnable task = () -> {};

        assertThatCode(() -> tasks.execute(task)).doesNotThrowAnyException();

        TestLog.expect(reason, "there was no memory for a task");
        assertThat(tasks.poll()).isSameAs(task);
        assertThat(tasks.isEmpty()).isTrue();
    }

    @Test
    void aTaskThatMeetsTheEndIsRunOrRefusedButNeverLost() throws Exception {
        for (int round = 0; round < 200; round++) {
            TaskQueue tasks = new TaskQueue(Thread.currentThread(), () -> {}, Unobserved.INSTANCE);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            Thread other = new Thread(() -> {
                try {
                    while (true) {
                        tasks.execute(ran::incrementAndGet);
                        accepted.incrementAndGet();
                    }
                } catch (RejectedExecutionException e) {
                    // Closed, as expected.
                }
            });
            other.start();
            while (accepted.get() == 0) {
                Thread.yield();
            }

            tasks.close();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            other.join();

            assertThat(ran).as("tasks that ran").hasValue(accepted.get());
        }
    }
}
