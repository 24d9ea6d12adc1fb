package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loop without channels: it runs tasks, and ends. */
@Tag("step-2")
class EventLoopTest {

    private static final Path DESCRIPTORS = Path.of("/dev/fd");

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    @Test
    void aTaskOfAnotherThreadRunsOnTheLoop() throws Exception {
        CompletableFuture<Boolean> ranOnLoop = new CompletableFuture<>();
        loop.execute(() -> ranOnLoop.complete(loop.inLoop()));

        assertThat(Waits.get(ranOnLoop, "the loop runs a task"))
                .as("inLoop, called in a task of the loop")
                .isTrue();
        assertThat(loop.inLoop()).as("inLoop, called on the test's own thread").isFalse();
        assertThat(loop.thread.getName()).as("the name of the loop's thread").isEqualTo("loop");
    }

    @Test
    void aTaskOfTheLoopItselfRunsAtOnce() throws Exception {
        StringBuilder order = new StringBuilder();
        loop.run(() -> {
            loop.execute(() -> order.append("inner "));
            order.append("outer");
        });

        assertThat(order)
                .as("a task calls execute with an inner one, and then notes that it goes on")
                .hasToString("inner outer");
    }

    @Test
    void d03_aTaskWakesALoopThatSleepsForEver() throws Exception {
        // Nothing is registered, so there is no deadline. The first task may still catch the loop awake; a later one
        // finds it asleep.
        for (int i = 0; i < 100; i++) {
            loop.run(() -> {});
        }
    }

    @Test
    void tasksRunInTheOrderInWhichTheyCame() throws Exception {
        List<Integer> order = new ArrayList<>();
        CountDownLatch goOn = loop.block();
        for (int i = 0; i < 10; i++) {
            int number = i;
            loop.execute(() -> order.add(number));
        }
        goOn.countDown();
        loop.run(() -> {});

        assertThat(order)
                .as("ten tasks that were queued while the loop was busy")
                .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void eachOfManyQueuedTasksRunsAlthoughTheirWakeUpsAreUsedUp() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        CompletableFuture<Void> last = new CompletableFuture<>();
        CountDownLatch goOn = loop.block();
        for (int i = 0; i < 10_000; i++) {
            loop.execute(ran::incrementAndGet);
        }
        loop.execute(() -> last.complete(null));
        goOn.countDown();

        Waits.get(last, "the last of 10,001 tasks runs that were queued while the loop was busy");
        assertThat(ran).as("how many of the 10,000 before it ran").hasValue(10_000);
    }

    @Test
    void noTaskOfManyThreadsIsLost() throws Exception {
        // Once may be luck, where threads seldom meet.
        for (int round = 0; round < 5; round++) {
            int count = 50_000;
            int[] ran = {0};
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(new Thread(() -> {
                    for (int task = 0; task < count; task++) {
                        loop.execute(() -> ran[0]++);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            loop.run(() -> {});

            assertThat(ran[0])
                    .as("tasks that ran, of 4 threads with %s tasks each", count)
                    .isEqualTo(4 * count);
        }
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheLoop() throws Exception {
        loop.execute(() -> {
            throw new AssertionError("thrown on purpose");
        });

        loop.run(() -> {});
    }

    @Test
    void aTaskWhoseExceptionCannotBePrintedDoesNotStopTheLoopEither() throws Exception {
        loop.execute(() -> {
            throw new Unprintable();
        });

        loop.run(() -> {});
    }

    @Test
    void anInterruptThatATaskLeavesBehindDoesNotReachTheNextOne() throws Exception {
        loop.execute(() -> Thread.currentThread().interrupt());
        boolean[] interrupted = {false};
        loop.run(() -> interrupted[0] = Thread.currentThread().isInterrupted());

        assertThat(interrupted[0])
                .as("interrupted by a task before: no wait would last, and each channel that is used would be closed")
                .isFalse();
    }

    // The end

    @Test
    void aLoopWithoutChannelsEndsAtShutdown() throws Exception {
        loop.shutdown();

        loop.expectEnd("it was shut down and has no channel");
        assertThatThrownBy(() -> loop.execute(() -> {}), "a task for a loop that has ended")
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aLoopEndsAtShutdownNow() throws Exception {
        loop.shutdownNow();

        loop.expectEnd("of shutdownNow");
        assertThatThrownBy(() -> loop.execute(() -> {}), "a task for a loop that has ended")
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aLoopThatRunsHasNotEnded() throws Exception {
        assertThat(loop.eventLoop.awaitTermination(Duration.ofMillis(1)))
                .as("awaitTermination of a loop that nobody has shut down")
                .isFalse();
    }

    @Test
    void endingALoopAgainDoesNothing() throws Exception {
        loop.shutdownNow();
        loop.expectEnd("of shutdownNow");

        loop.shutdown();
        loop.shutdownNow();

        loop.expectEnd("it has ended before");
    }

    @Test
    void tasksThatWereAcceptedRunBeforeTheEnd() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch goOn = loop.block();
        for (int i = 0; i < 1_000; i++) {
            loop.execute(ran::incrementAndGet);
        }
        loop.shutdown();
        loop.execute(ran::incrementAndGet);
        loop.shutdownNow();
        loop.execute(ran::incrementAndGet);
        goOn.countDown();

        loop.expectEnd("of shutdownNow");
        assertThat(ran)
                .as("tasks that ran, of 1,002 that the loop took while it was busy and before it ended")
                .hasValue(1_002);
    }

    @Test
    void aLoopHasNotEndedWhileItRunsItsLastTask() throws Exception {
        CountDownLatch goOn = loop.block();
        CountDownLatch lastTaskRuns = loop.latch();
        CountDownLatch lastTaskMayEnd = loop.latch();
        for (int i = 0; i < 1_000; i++) {
            loop.execute(() -> {});
        }
        loop.execute(() -> {
            lastTaskRuns.countDown();
            TestLoop.await(lastTaskMayEnd);
        });
        loop.shutdownNow();
        goOn.countDown();
        Waits.latch(lastTaskRuns, "the loop runs a task that it took before shutdownNow");

        assertThat(loop.eventLoop.awaitTermination(Duration.ofMillis(1)))
                .as("awaitTermination, while the loop runs its last task")
                .isFalse();
    }

    @Test
    void aTaskThatMeetsTheEndRunsOrIsRefusedButIsNotLost() throws Exception {
        for (int round = 0; round < 30; round++) {
            EventLoop ending = EventLoop.start("ending", failure -> {});
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            Thread other = new Thread(() -> {
                try {
                    while (true) {
                        ending.execute(ran::incrementAndGet);
                        accepted.incrementAndGet();
                    }
                } catch (RejectedExecutionException e) {
                    // The loop has ended, as expected.
                }
            });
            other.start();
            while (accepted.get() == 0) {
                Thread.onSpinWait();
            }

            ending.shutdownNow();
            assertThat(ending.awaitTermination(Duration.ofSeconds(5)))
                    .as("awaitTermination, after shutdownNow")
                    .isTrue();
            Waits.end(other, "a task for a loop that has ended is refused");

            assertThat(ran)
                    .as("tasks that ran (the loop took %s while it was shut down)", accepted)
                    .hasValue(accepted.get());
        }
    }

    @Test
    void aLoopThatHasEndedHasClosedItsDescriptors() throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "this system shows the open descriptors as files");
        startAndEnd(); // Whatever is opened once and for all is open now.
        long before = openDescriptors();
        int loops = 50;
        for (int i = 0; i < loops; i++) {
            startAndEnd();
        }

        assertThat(openDescriptors() - before)
                .as("descriptors that %s loops have left open, which were started and ended", loops)
                .isLessThan(loops);
    }

    private static void startAndEnd() throws IOException, InterruptedException {
        EventLoop ending = EventLoop.start("ending", failure -> {});
        ending.shutdownNow();
        assertThat(ending.awaitTermination(Duration.ofSeconds(5)))
                .as("awaitTermination, after shutdownNow")
                .isTrue();
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.count();
        }
    }
}
