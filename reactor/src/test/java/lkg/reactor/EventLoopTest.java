package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop itself: tasks, and what it survives. */
class EventLoopTest {

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final Probe probe = new Probe();

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
            loop.run(() -> {});
        }
    }

    @Test
    void d03_aDeadlineSetByATaskIsNoticedByALoopThatSlept() throws Exception {
        probe.whenTimedOut = Await::closed;
        loop.run(() -> {});

        loop.register(probe, INLINE, Await.pause(Duration.ofNanos(1)));
        loop.setClockForward(Duration.ofNanos(1));
        loop.run(() -> {});

        assertThat(probe.next()).isEqualTo("onTimeout");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "400000, 1", "1000000, 1", "1000001, 2", "9223372036854775806, 9223372036855"})
    void d04_aWaitIsRoundedUpToMilliseconds(long nanos, long millis) {
        assertThat(LoopSelector.millisRoundedUp(nanos)).isEqualTo(millis);
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheLoop() throws Exception {
        loop.execute(() -> {
            throw new AssertionError("thrown on purpose");
        });

        loop.turns();
    }

    @Test
    void aTaskWhoseExceptionCannotBeLoggedDoesNotStopTheLoopEither() throws Exception {
        loop.execute(() -> {
            throw new Unprintable();
        });

        loop.turns();
    }

    @Test
    void anErrorBetweenTheStepsOfATurnDoesNotStopTheLoop() throws Exception {
        loop.run(loop::breakClock);
        loop.awaitThatTheClockHasFailed();

        loop.turns();
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
        loop.run(() -> {
            loop.breakClock();
            assertThatThrownBy(() -> loop.eventLoop.register(loop.peer.channel, wakeUp -> probe, INLINE, READABLE))
                    .isInstanceOf(OutOfMemoryError.class);
        });
        loop.peer.channel.close();

        loop.shutdown();

        assertThat(loop.ends()).isTrue();
        assertThat(probe.hasBeenCalledAgain()).isFalse();
    }

    @Test
    void registeringOffTheLoopIsAnAssertionError() {
        assertThatThrownBy(() -> loop.eventLoop.register(loop.peer.channel, wakeUp -> probe, INLINE, READABLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("execute");
    }

    @Test
    void tasksThatBringTasksDoNotHoldUpDeadlinesOrTheEnd() throws Exception {
        Probe endless = new Probe();
        endless.whenReady = () -> {
            endless.wakeUp.run();
            return Await.woken();
        };
        probe.whenTimedOut = () -> READABLE;
        loop.register(probe, INLINE, READABLE);
        try (Peer otherPeer = new Peer()) {
            loop.register(otherPeer.channel, endless::wokenBy, INLINE, Await.woken());

            endless.wakeUp.run();
            loop.setClockForward(Duration.ofSeconds(10));

            assertThat(probe.next()).isEqualTo("onTimeout");
            loop.shutdownNow();
            assertThat(probe.next()).isEqualTo("onClosed");
        }
    }
}
