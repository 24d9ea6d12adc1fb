package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import lkg.schedule.Schedules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The races between a loop, its handlers and other threads, each in many schedules: see docs/schedules.md. */
@ExtendWith(Schedules.class)
class EventLoopScheduleTest {

    /** It passes at once, when no thread can go on. */
    private static final Duration DAY = Duration.ofDays(1);

    private final EventLoop loop;
    private final List<Thread> workers = new ArrayList<>();
    private final Executor onAnotherThread = task -> workers.add(start("worker-" + (workers.size() + 1), task));
    private int ran;
    private int accepted;

    EventLoopScheduleTest() throws IOException {
        loop = EventLoop.start("loop", failure -> {});
    }

    // Tasks

    @Tag("step-2")
    @Test
    void d03_aTaskRunsHoweverItMeetsTheLoopGoingToSleep() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Thread other = start("other", () -> loop.execute(both::countDown));

        loop.execute(both::countDown);

        both.await();
        other.join();
        loop.shutdownNow();
        assertEnds();
    }

    @Tag("step-2")
    @Test
    void aTaskThatMeetsTheForcedEndRunsOrIsRefused() throws Exception {
        Thread producer = start("producer", this::submit);

        loop.shutdownNow();

        producer.join();
        assertEnds();
        assertThat(ran).as("tasks that ran, of those that were accepted").isEqualTo(accepted);
    }

    @Tag("step-2")
    @Test
    void aTaskThatMeetsTheOrderlyEndRunsOrIsRefused() throws Exception {
        Thread producer = start("producer", this::submit);

        loop.shutdown();

        producer.join();
        assertEnds();
        assertThat(ran).as("tasks that ran, of those that were accepted").isEqualTo(accepted);
    }

    private void submit() {
        try {
            loop.execute(() -> ran++);
            accepted++;
        } catch (RejectedExecutionException e) {
            // Then it does not count.
        }
    }

    // Wake-ups

    @Tag("step-6")
    @Test
    void aWakeUpIsNotLostWhileTheHandlerIsAtWorkOnTheLoop() throws Exception {
        aWakeUpIsNotLost(Runnable::run);
    }

    @Tag("step-6")
    @Test
    void aWakeUpIsNotLostWhileTheHandlerIsAtWorkOnAnotherThread() throws Exception {
        aWakeUpIsNotLost(onAnotherThread);
    }

    /** Wake-ups come before, while and after the handler waits for them. After the last one it sees all. */
    private void aWakeUpIsNotLost(Executor executor) throws InterruptedException {
        Parked handler = new Parked(2);
        Thread waker = new Thread(() -> publish(handler, 2), "waker");
        register(handler, executor, waker);

        handler.closed.await();

        waker.join();
        loop.shutdownNow();
        assertEnds();
        assertThat(handler.twoAtOnce)
                .as("whether two methods of the handler were called at once")
                .isFalse();
    }

    @Tag("step-7")
    @Test
    void aWakeUpThatMeetsTheForcedEndDoesNotKeepTheHandlerFromBeingClosedOnce() throws Exception {
        Parked handler = new Parked(Integer.MAX_VALUE);
        Thread waker = new Thread(() -> publish(handler, 1), "waker");
        register(handler, onAnotherThread, waker);

        loop.shutdownNow();

        assertEnds();
        handler.closed.await();
        waker.join();
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(handler.timesClosed).as("calls of onClosed").isEqualTo(1);
        assertThat(handler.calledAfterItsEnd)
                .as("whether the handler was called after onClosed")
                .isFalse();
    }

    @Tag("step-7")
    @Test
    void aHandlerIsAskedOnceToComeToAnEndThoughItIsAtWork() throws Exception {
        Parked handler = new Parked(1);
        Thread waker = new Thread(() -> publish(handler, 1), "waker");
        register(handler, onAnotherThread, waker);

        loop.shutdown();

        assertEnds();
        waker.join();
        assertThat(handler.timesAsked).as("calls of onShutdown").isLessThanOrEqualTo(1);
        assertThat(handler.timesClosed).as("calls of onClosed").isEqualTo(1);
        assertThat(handler.twoAtOnce)
                .as("whether two methods of the handler were called at once")
                .isFalse();
    }

    private void publish(Parked handler, int count) {
        for (int i = 1; i <= count; i++) {
            handler.published = i;
            handler.wakeUp.run();
        }
    }

    /** Returns when the handler is registered, and {@code waker} has been started. */
    private void register(Parked handler, Executor executor, Thread waker) throws InterruptedException {
        CountDownLatch registered = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                loop.register(new NeverReady(), handler::wokenBy, executor, Await.woken());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            waker.start();
            registered.countDown();
        });
        registered.await();
    }

    /** Waits to be woken, until it has seen the last of the numbers that are published. */
    private static final class Parked implements EventHandler {

        private final int last;
        private final CountDownLatch closed = new CountDownLatch(1);
        private Runnable wakeUp;
        private int published;
        private boolean atWork;
        private boolean twoAtOnce;
        private boolean calledAfterItsEnd;
        private int timesAsked;
        private int timesClosed;

        Parked(int last) {
            this.last = last;
        }

        EventHandler wokenBy(Runnable wakeUp) {
            this.wakeUp = wakeUp;
            return this;
        }

        @Override
        public Await onReady() {
            begin();
            boolean done = published == last;
            atWork = false;
            return done ? Await.closed() : Await.woken();
        }

        @Override
        public Await onTimeout() {
            return Await.closed();
        }

        @Override
        public Await onShutdown() {
            begin();
            timesAsked++;
            atWork = false;
            return Await.unchanged();
        }

        @Override
        public void onClosed() {
            begin();
            timesClosed++;
            atWork = false;
            closed.countDown();
        }

        private void begin() {
            twoAtOnce |= atWork;
            calledAfterItsEnd |= timesClosed > 0;
            atWork = true;
        }
    }

    private static final class NeverReady extends AbstractSelectableChannel {

        NeverReady() throws IOException {
            super(null);
            configureBlocking(false);
        }

        @Override
        public int validOps() {
            return SelectionKey.OP_READ;
        }

        @Override
        protected void implCloseSelectableChannel() {}

        @Override
        protected void implConfigureBlocking(boolean block) {}
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.start();
        return thread;
    }

    private void assertEnds() throws InterruptedException {
        assertThat(loop.awaitTermination(DAY)).as("the loop ends").isTrue();
        assertThat(System.nanoTime())
                .as("when the loop has ended, in nanoseconds: it must not sleep through its end")
                .isZero();
    }
}
