package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLoopTest {

    private static final Await READABLE = Await.readable(Duration.ofSeconds(10));
    private static final Executor INLINE = Runnable::run;
    private static final Executor REFUSING = task -> {
        throw new RejectedExecutionException("full");
    };

    /** Time stands still unless a test moves it. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);

    private final CountDownLatch clockHasFailed = new CountDownLatch(1);
    private volatile boolean clockFails;

    private final Probe probe = new Probe();
    private EventLoop loop;
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        loop = EventLoop.start("loop", this::now);
        peer = new Peer();
    }

    @AfterEach
    void stop() throws Exception {
        loop.shutdownNow();
        assertThat(loop.awaitTermination(Duration.ofSeconds(10)))
                .as("the loop ends after shutdownNow")
                .isTrue();
        peer.close();
    }

    // Tasks

    @Test
    void aTaskOfAnotherThreadRunsOnTheLoop() throws Exception {
        CompletableFuture<Boolean> ranOnLoop = new CompletableFuture<>();
        loop.execute(() -> ranOnLoop.complete(loop.inLoop()));

        assertThat(ranOnLoop.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.inLoop()).as("the test's own thread").isFalse();
    }

    @Test
    void aTaskOfTheLoopItselfRunsAtOnce() throws Exception {
        CompletableFuture<String> order = new CompletableFuture<>();
        loop.execute(() -> {
            StringBuilder seen = new StringBuilder();
            loop.execute(() -> seen.append("inner "));
            order.complete(seen + "outer");
        });

        assertThat(order.get(10, TimeUnit.SECONDS)).isEqualTo("inner outer");
    }

    @Test
    void d03_aTaskWakesALoopThatSleepsForEver() throws Exception {
        // Nothing is registered, so there is no deadline. The first task may still catch the loop awake; a later one
        // finds it asleep.
        for (int i = 0; i < 100; i++) {
            runOnLoop(() -> {});
        }
    }

    @Test
    void d03_aDeadlineSetByATaskIsNoticedByALoopThatSlept() throws Exception {
        probe.whenTimedOut = Await::closed;
        runOnLoop(() -> {});

        register(probe, INLINE, Await.pause(Duration.ofNanos(1)));
        clock.addAndGet(1);
        runOnLoop(() -> {});

        assertThat(probe.next()).isEqualTo("onTimeout");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "400000, 1", "1000000, 1", "1000001, 2", "9223372036854775806, 9223372036855"})
    void d04_aWaitIsRoundedUpToMilliseconds(long nanos, long millis) {
        assertThat(EventLoop.millisRoundedUp(nanos)).isEqualTo(millis);
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheLoop() throws Exception {
        loop.execute(() -> {
            throw new AssertionError("thrown on purpose");
        });

        letTheLoopTurn();
    }

    @Test
    void aTaskWhoseExceptionCannotBeLoggedDoesNotStopTheLoopEither() throws Exception {
        loop.execute(() -> {
            throw new Unprintable();
        });

        letTheLoopTurn();
    }

    @Test
    void anErrorBetweenTheStepsOfATurnDoesNotStopTheLoop() throws Exception {
        runOnLoop(() -> clockFails = true);
        await(clockHasFailed);

        letTheLoopTurn();
    }

    @Test
    void anInterruptThatATaskLeavesBehindDoesNotReachTheNextOne() throws Exception {
        loop.execute(() -> Thread.currentThread().interrupt());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        loop.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));

        assertThat(interrupted.get(10, TimeUnit.SECONDS))
                .as("interrupted, so that no wait lasts and each channel that is used is closed")
                .isFalse();
    }

    @Test
    void aChannelThatCouldNotBeRegisteredIsNotWaitedForAtTheEnd() throws Exception {
        runOnLoop(() -> {
            clockFails = true;
            assertThatThrownBy(() -> loop.register(peer.channel, probe, INLINE, READABLE))
                    .isInstanceOf(OutOfMemoryError.class);
        });
        peer.channel.close();

        loop.shutdown();

        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void registeringOffTheLoopIsAnAssertionError() {
        assertThatThrownBy(() -> loop.register(peer.channel, probe, INLINE, READABLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("execute");
    }

    // Readiness and ownership

    @Test
    void aReadyChannelIsHandledOnItsExecutor() throws Exception {
        probe.whenReady = () -> {
            Peer.read(peer.channel);
            return READABLE;
        };
        register(probe, INLINE, READABLE);

        peer.send("a");

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onReady", "loop"));
    }

    @Test
    void aHandlerThatReturnsReadableIsCalledAgainForMore() throws Exception {
        CompletableFuture<String> all = new CompletableFuture<>();
        StringBuilder seen = new StringBuilder();
        probe.whenReady = () -> {
            seen.append(Peer.read(peer.channel));
            if (seen.length() == 2) {
                all.complete(seen.toString());
            }
            return READABLE;
        };
        register(probe, INLINE, READABLE);

        peer.send("a");
        probe.next();
        peer.send("b");

        assertThat(all.get(10, TimeUnit.SECONDS)).isEqualTo("ab");
    }

    @Test
    void d14_inputThatArrivesWhileAHandlerIsAtWorkDoesNotCallItASecondTime() throws Exception {
        CountDownLatch goOn = handlerAtWorkThenReturning(READABLE);

        peer.send("b");
        letTheLoopTurn();

        assertThat(probe.hasBeenCalledAgain())
                .as("the handler owns the channel until it returns")
                .isFalse();
        goOn.countDown();
    }

    @Test
    void d10_d11_aChannelIsArmedAgainOnlyAfterItsHandlerHasReturned() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        probe.whenReady = () -> {
            await(goOn);
            return READABLE;
        };
        register(probe, onAnotherThread(), READABLE);
        peer.send("not read by the handler");
        probe.next();
        letTheLoopTurn();
        assertThat(probe.hasBeenCalledAgain()).isFalse();

        goOn.countDown();

        assertThat(probe.next())
                .as("what is still unread is announced as soon as the channel is armed")
                .isEqualTo("onReady");
    }

    @Test
    void closedClosesTheChannelAndSaysSoOnce() throws Exception {
        probe.whenReady = Await::closed;
        register(probe, INLINE, READABLE);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(peer.channel.isOpen()).isFalse();
        letTheLoopTurn();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void anIOExceptionClosesTheChannel() throws Exception {
        probe.whenReady = () -> {
            throw new IOException("connection reset");
        };
        register(probe, INLINE, READABLE);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aHandlerThatThrowsAnythingClosesOnlyItsOwnChannel() throws Exception {
        Probe other = new Probe();
        other.whenReady = () -> READABLE;
        probe.whenReady = () -> {
            throw new StackOverflowError("thrown on purpose");
        };
        register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            register(otherPeer.channel, other, INLINE, READABLE);

            peer.send("a");
            assertThat(probe.next()).isEqualTo("onReady");
            assertThat(probe.next()).isEqualTo("onClosed");

            otherPeer.send("b");
            assertThat(other.next()).isEqualTo("onReady");
        }
    }

    @Test
    void aHandlerWhoseExceptionCannotBeLoggedLosesItsChannelAllTheSame() throws Exception {
        probe.whenReady = () -> {
            throw new Unprintable();
        };
        register(probe, onAnotherThread(), READABLE);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aHandlerThatClosesItsOwnChannelDoesNotStopTheLoop() throws Exception {
        probe.whenReady = () -> {
            peer.channel.close();
            return READABLE;
        };
        register(probe, INLINE, READABLE);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        runOnLoop(() -> {});
    }

    @Test
    void aHandlerWhoseExecutorIsFullIsToldOnTheLoop() throws Exception {
        register(probe, REFUSING, READABLE);

        peer.send("a");

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onRejected", "loop"));
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    // Deadlines

    @Test
    void aDeadlineThatPassesCallsOnTimeoutOnTheLoop() throws Exception {
        register(probe, onAnotherThread(), READABLE);

        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        pass(Duration.ofNanos(1));

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onTimeout", "loop"));
    }

    @Test
    void d17_eachAnswerWithATimeoutSetsANewDeadline() throws Exception {
        probe.whenReady = () -> {
            Peer.read(peer.channel);
            return READABLE;
        };
        register(probe, INLINE, READABLE);
        pass(Duration.ofSeconds(9));
        handleOneByte();

        pass(Duration.ofSeconds(9));
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        pass(Duration.ofSeconds(1));

        assertThat(probe.next()).isEqualTo("onTimeout");
    }

    @Test
    void d13_unchangedLeavesTheDeadlineWhereItIs() throws Exception {
        probe.whenReady = () -> {
            Peer.read(peer.channel);
            return Await.unchanged();
        };
        register(probe, INLINE, READABLE);
        for (int second = 1; second < 10; second++) {
            pass(Duration.ofSeconds(1));
            handleOneByte();
        }

        pass(Duration.ofSeconds(1));

        assertThat(probe.next()).isEqualTo("onTimeout");
    }

    @Test
    void d07_aTimeoutCannotFireWhileTheHandlerIsAtWork() throws Exception {
        CountDownLatch goOn = handlerAtWorkThenReturning(READABLE);

        pass(Duration.ofSeconds(60));
        assertThat(probe.hasBeenCalledAgain())
                .as("the deadline has passed, but the handler owns the channel")
                .isFalse();
        goOn.countDown();
        letTheHandBackHappen();
        pass(Duration.ofSeconds(9));
        assertThat(probe.hasBeenCalledAgain()).isFalse();

        pass(Duration.ofSeconds(1));
        assertThat(probe.next())
                .as("the connection still has a deadline afterwards")
                .isEqualTo("onTimeout");
    }

    @Test
    void d07_aDeadlineThatIsKeptFiresAfterTheHandlerHasReturned() throws Exception {
        CountDownLatch goOn = handlerAtWorkThenReturning(Await.unchanged());
        pass(Duration.ofSeconds(60));

        goOn.countDown();

        assertThat(probe.next()).isEqualTo("onTimeout");
    }

    @Test
    void aDeadlineThatHasPassedCannotBeLeftWhereItIs() throws Exception {
        probe.whenTimedOut = Await::unchanged;
        register(probe, INLINE, READABLE);

        pass(Duration.ofSeconds(10));

        assertThat(probe.next()).isEqualTo("onTimeout");
        assertThat(probe.next())
                .as("unchanged from onTimeout, which would be called again at once and for ever")
                .isEqualTo("onClosed");
    }

    // Parking

    @Test
    void aParkedChannelHasNeitherInterestNorDeadline() throws Exception {
        CompletableFuture<Parked> parked = park();

        peer.send("more");
        pass(Duration.ofDays(1));

        assertThat(probe.hasBeenCalledAgain()).isFalse();
        parked.get().resume(Await::closed);
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aResumedChannelGoesOnWithTheTurnItIsGivenOnTheLoop() throws Exception {
        CompletableFuture<Parked> parked = park();
        probe.whenReady = Await::closed;
        CompletableFuture<Boolean> resumedOnLoop = new CompletableFuture<>();

        parked.get().resume(() -> {
            resumedOnLoop.complete(loop.inLoop());
            return READABLE;
        });

        assertThat(resumedOnLoop.get(10, TimeUnit.SECONDS)).isTrue();
        peer.send("a");
        assertThat(probe.next()).isEqualTo("onReady");
    }

    @Test
    void aChannelMayBeResumedByItsHolderAtOnce() throws Exception {
        probe.whenReady = () -> Await.parked(parked -> parked.resume(Await::closed));
        register(probe, INLINE, READABLE);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aChannelIsResumedOnce() throws Exception {
        Parked parked = park().get();
        parked.resume(() -> READABLE);

        assertThatThrownBy(() -> parked.resume(() -> READABLE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHandlerThatForgetsToAnswerLosesItsChannelAndNothingElse() throws Exception {
        probe.whenReady = () -> null;
        register(probe, INLINE, READABLE);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).as("null instead of an Await").isEqualTo("onClosed");
    }

    @Test
    void tasksThatBringTasksDoNotHoldUpDeadlinesOrTheEnd() throws Exception {
        class Endless implements Runnable {
            @Override
            public void run() {
                loop.enqueue(this);
            }
        }
        probe.whenTimedOut = () -> READABLE;
        register(probe, INLINE, Await.readable(Duration.ofMillis(1)));

        loop.enqueue(new Endless());
        clock.addAndGet(Duration.ofMillis(1).toNanos());

        assertThat(probe.next()).isEqualTo("onTimeout");
        loop.shutdownNow();
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aHolderThatThrowsClosesTheChannel() throws Exception {
        probe.whenReady = () -> Await.parked(parked -> {
            throw new IllegalStateException("thrown on purpose");
        });
        register(probe, INLINE, READABLE);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    @Test
    void aHolderThatIsOutOfMemoryClosesTheChannel() throws Exception {
        probe.whenReady = () -> Await.parked(parked -> {
            throw new OutOfMemoryError("thrown on purpose");
        });
        register(probe, INLINE, READABLE);

        peer.send("a");

        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
    }

    // Ending

    @Test
    void shutdownAsksEachHandlerOnceAndEndsWithTheLastChannel() throws Exception {
        probe.whenShutDown = Await::unchanged;
        probe.whenReady = Await::closed;
        register(probe, INLINE, READABLE);

        loop.shutdown();
        assertThat(probe.next()).isEqualTo("onShutdown");
        loop.shutdown();
        letTheLoopTurn();
        assertThat(probe.hasBeenCalledAgain()).isFalse();

        peer.send("the last byte");
        assertThat(probe.next()).isEqualTo("onReady");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void shutdownAsksAParkedHandlerWhichMayClose() throws Exception {
        park();

        loop.shutdown();

        assertThat(probe.next()).isEqualTo("onShutdown");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void shutdownAsksAParkedHandlerWhichMayStayParked() throws Exception {
        Parked parked = park().get();
        probe.whenShutDown = Await::unchanged;

        loop.shutdown();
        assertThat(probe.next()).isEqualTo("onShutdown");
        peer.send("more");
        letTheLoopTurn();
        assertThat(probe.hasBeenCalledAgain())
                .as("it has neither interest nor deadline until it is resumed")
                .isFalse();
        parked.resume(() -> READABLE);

        assertThat(probe.next()).as("asked once").isEqualTo("onReady");
    }

    @Test
    void aHandlerThatFailsToShutDownDoesNotKeepTheOthersFromBeingAsked() throws Exception {
        // Whichever is asked first fails, and in the one way that nothing catches on its way to the loop.
        Probe other = new Probe();
        probe.whenClosed = EventLoopTest::fail;
        other.whenClosed = EventLoopTest::fail;
        register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            register(otherPeer.channel, other, INLINE, READABLE);

            loop.shutdown();

            assertThat(probe.next()).isEqualTo("onShutdown");
            assertThat(other.next()).isEqualTo("onShutdown");
            assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void shutdownAsksAHandlerThatIsAtWorkWhenItReturns() throws Exception {
        CountDownLatch goOn = handlerAtWorkThenReturning(READABLE);

        loop.shutdown();
        letTheLoopTurn();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        goOn.countDown();

        assertThat(probe.next()).isEqualTo("onShutdown");
        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aLoopWithoutChannelsEndsAtShutdown() throws Exception {
        loop.shutdown();

        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shutdownNowClosesEachChannel() throws Exception {
        register(probe, INLINE, READABLE);

        loop.shutdownNow();

        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(peer.seesTheEnd()).isTrue();
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aHandlerThatOutlivesTheLoopIsTheOneToLearnThatItsChannelIsClosed() throws Exception {
        CountDownLatch goOn = handlerAtWorkThenReturning(READABLE);

        loop.shutdownNow();
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        goOn.countDown();

        assertThat(probe.nextCall()).isEqualTo(new Probe.Call("onClosed", "another"));
    }

    @Test
    void anEventThatIsStillQueuedWhenTheLoopEndsOnlyReportsTheEnd() throws Exception {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        register(probe, queue::add, READABLE);
        peer.send("a");
        Runnable event = queue.poll(10, TimeUnit.SECONDS);

        loop.shutdownNow();
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
        event.run();

        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void aParkedChannelIsClosedWithItsLoopWhetherOrNotItIsEverResumed() throws Exception {
        Parked parked = park().get();

        loop.shutdownNow();

        assertThat(probe.next()).isEqualTo("onClosed");
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThatThrownBy(() -> parked.resume(() -> READABLE)).isInstanceOf(RejectedExecutionException.class);
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    // Helpers

    private CompletableFuture<Parked> park() throws Exception {
        CompletableFuture<Parked> parked = new CompletableFuture<>();
        probe.whenReady = () -> {
            Peer.read(peer.channel);
            return Await.parked(parked::complete);
        };
        register(probe, INLINE, READABLE);
        peer.send("a");
        assertThat(probe.next()).isEqualTo("onReady");
        parked.get(10, TimeUnit.SECONDS);
        return parked;
    }

    /** Lets the handler have a turn on another thread, which ends with {@code answer} when the latch is counted down. */
    private CountDownLatch handlerAtWorkThenReturning(Await answer) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        probe.whenReady = () -> {
            await(goOn);
            Peer.read(peer.channel);
            return answer;
        };
        register(probe, onAnotherThread(), READABLE);
        peer.send("a");
        assertThat(probe.next()).isEqualTo("onReady");
        return goOn;
    }

    private void register(EventHandler handler, Executor executor, Await first) throws Exception {
        register(peer.channel, handler, executor, first);
    }

    private void register(SocketChannel channel, EventHandler handler, Executor executor, Await first)
            throws Exception {
        runOnLoop(() -> {
            try {
                loop.register(channel, handler, executor, first);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void fail() {
        throw new IllegalStateException("thrown on purpose");
    }

    private long now() {
        if (clockFails) {
            clockFails = false;
            clockHasFailed.countDown();
            throw new OutOfMemoryError("thrown on purpose");
        }
        return clock.get();
    }

    private void runOnLoop(Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.get(10, TimeUnit.SECONDS);
    }

    /** Returns when the loop has selected, expired its timers and run its tasks at least once from here on. */
    private void letTheLoopTurn() throws Exception {
        // The first task may belong to the turn that goes on now, the second one to the next.
        runOnLoop(() -> {});
        runOnLoop(() -> {});
        runOnLoop(() -> {});
    }

    private void letTheHandBackHappen() throws Exception {
        workers.join();
        letTheLoopTurn();
    }

    private void pass(Duration time) throws Exception {
        clock.addAndGet(time.toNanos());
        letTheLoopTurn();
    }

    private void handleOneByte() throws Exception {
        peer.send("x");
        assertThat(probe.next()).isEqualTo("onReady");
        letTheLoopTurn();
    }

    private volatile Thread workers;

    private Executor onAnotherThread() {
        return task -> {
            workers = new Thread(task, "another");
            workers.start();
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the test did not let the handler go on");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
