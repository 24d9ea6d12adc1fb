package lkg.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.stream.IntStream;
import lkg.timer.PrintedTimers.Request;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the docs say of the original's timers, shown by running them: {@link PrintedTimers} is its code. These tests say
 * nothing about ours, and no solution to {@link TimerQueue} has to do with them.
 */
@Tag("inside")
class OriginalTimersTest {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final long MILLI = 1_000_000;

    /** What one turn of the loop takes besides waiting. */
    private static final long TURN_NANOS = 10_000;

    private static final int CONNECTIONS = 64;
    private static final int REQUESTS = 200_000;

    private final PrintedTimers timers = new PrintedTimers();
    private final Request request = new Request();
    private final List<String> ran = new ArrayList<>();

    // D4: milliseconds are cut off, twice

    @ParameterizedTest
    @ValueSource(longs = {1, 400_000, 930_000, 999_999})
    void d04_asPrintedATimerFiresEarlyByWhatIsCutOff(long fraction) {
        Loop loop = new Loop(timers, 10 * MILLI + fraction);

        assertThat(loop.firedAt)
                .as("a timer due at 10,000,000 ns + %,d ns fires at", fraction)
                .isEqualTo(10 * MILLI);
    }

    @Test
    void d04_asPrintedTheLoopDoesNotSpin() {
        Loop loop = new Loop(timers, 10 * MILLI + 400_000);

        assertThat(loop.turns).as("turns of the loop for one timer").isEqualTo(1);
    }

    /** The mistake of whoever mends one of the two places. */
    @Test
    void d04_ifOnlyTheWaitWereCutOffTheLoopWouldSpin() {
        Loop loop = new Loop(exactExpiry(), 10 * MILLI + 400_000);

        assertThat(loop.firedAt).as("it does not fire early").isGreaterThanOrEqualTo(10 * MILLI + 400_000);
        assertThat(loop.turns)
                .as("turns of the loop for one timer: the last 0.4 ms in turns of 0.01 ms without a wait")
                .isEqualTo(1 + 40);
    }

    // D7: the timer of a connection that is working

    @Test
    void d07_asPrintedATimerThatFiresWhileItsConnectionWorksIsLost() {
        timers.addTimer(request, TIMEOUT_MILLIS, () -> timers.closeConnection(request), 0);
        request.working = true;

        timers.handleExpiredTimers(TIMEOUT_MILLIS * MILLI);
        request.working = false;

        assertThat(timers.getNearestExpiredTimer(TIMEOUT_MILLIS * MILLI))
                .as("the wait: no timer is left that could ever close this connection")
                .isEqualTo(-1);
        assertThat(request.timer.isFreed())
                .as("the connection points to a timer that was deleted")
                .isTrue();
        assertThatThrownBy(() -> timers.delTimer(request), "delTimer for the next request")
                .isInstanceOf(PrintedTimers.UseAfterFree.class);
    }

    // D24: callbacks run under a lock that is not reentrant

    @Test
    void d24_asPrintedACallbackThatSchedulesDeadlocks() {
        timers.addTimer(request, 1, () -> timers.addTimer(new Request(), 1, () -> {}, MILLI), 0);

        assertThatThrownBy(() -> timers.handleExpiredTimers(MILLI), "a callback that calls addTimer")
                .isInstanceOf(PrintedTimers.Deadlock.class);
    }

    @Test
    void d24_asPrintedACallbackMayCancelBecauseDelTimerDoesNotLock() {
        timers.addTimer(request, 1, () -> ran.add("cancelled"), 0);
        timers.addTimer(new Request(), 0, () -> timers.delTimer(request), 0);

        timers.handleExpiredTimers(MILLI);

        assertThat(ran)
                .as("what ran, of a timer that an earlier callback cancelled")
                .isEmpty();
        assertThat(timers.entries()).as("entries").isZero();
    }

    // D26: pop() after the callback, behind D24

    /** A timer that fires early (D4), and whose callback adds one with no timeout: that one is earlier. */
    @Test
    void d26_onceACallbackMayScheduleAnEarlierTimerIsPoppedUnseen() {
        PrintedTimers reentrant = reentrantLock();
        long now = 10 * MILLI;
        Request added = new Request();
        Request late = new Request();
        reentrant.addTimer(
                late,
                10,
                () -> {
                    ran.add("late");
                    if (ran.size() == 1) {
                        reentrant.addTimer(added, 0, () -> ran.add("added"), now);
                    }
                },
                400_000);

        reentrant.handleExpiredTimers(now);

        assertThat(ran)
                .as("the added one was popped in the place of the one that ran, which was deleted and runs again")
                .containsExactly("late", "late");
        assertThat(reentrant.entries())
                .as("nothing is left: the added timer is lost")
                .isZero();
    }

    // D27: lazy deletion

    @Test
    void d27_asPrintedBusyConnectionsAloneLeaveFewEntries() {
        int most = new Traffic().run(IntStream.iterate(0, i -> (i + 1) % CONNECTIONS), 8);

        assertThat(most)
                .as("entries at the most, 64 connections in turn, 8 a turn")
                .isEqualTo(CONNECTIONS + 8);
    }

    @Test
    void d27_asPrintedBusyConnectionsInAnyOrderLeaveAFewHundredEntries() {
        int most = new Traffic().run(new Random(1).ints(0, CONNECTIONS), 8);

        assertThat(most)
                .as("entries at the most, 64 connections at random, 8 a turn")
                .isLessThan(1_000);
    }

    @Test
    void d27_asPrintedOneOlderLiveTimerHoldsAllThatAreBehindIt() {
        timers.addTimer(request, TIMEOUT_MILLIS, () -> ran.add("idle"), 0);

        int most = new Traffic().run(IntStream.iterate(0, i -> (i + 1) % CONNECTIONS), 8);

        assertThat(most)
                .as("entries at the most, with one idle connection beside the 64")
                .isEqualTo(REQUESTS + 1);
        assertThat(ran).as("the idle one is not due yet").isEmpty();
    }

    /** {@code LkgServer::run} with a single timer, until that has fired: no events, and a wait that ends on time. */
    private static final class Loop {
        long firedAt = -1;
        int turns;

        Loop(PrintedTimers timers, long dueNanos) {
            long[] now = {dueNanos % MILLI};
            timers.addTimer(new Request(), (int) (dueNanos / MILLI), () -> firedAt = now[0], now[0]);
            now[0] = 0;
            while (firedAt < 0) {
                turns++;
                now[0] += timers.getNearestExpiredTimer(now[0]) * MILLI;
                timers.handleExpiredTimers(now[0]);
                now[0] += TURN_NANOS;
            }
        }
    }

    /** Requests of connections that never stay idle: each moves its timer. All come within one timeout. */
    private final class Traffic {
        private static final int NANOS_BETWEEN_REQUESTS = 10_000;
        private final Request[] connections = new Request[CONNECTIONS];
        private long now;

        /** Returns how many entries there were at the most. */
        int run(IntStream whose, int requestsPerTurn) {
            PrimitiveIterator.OfInt next = whose.iterator();
            int most = 0;
            for (int i = 0; i < REQUESTS; i++) {
                if (i % requestsPerTurn == 0) {
                    timers.handleExpiredTimers(now);
                    timers.getNearestExpiredTimer(now);
                }
                now += NANOS_BETWEEN_REQUESTS;
                answer(next.nextInt());
                most = Math.max(most, timers.entries());
            }
            return most;
        }

        private void answer(int number) {
            if (connections[number] == null) {
                connections[number] = new Request();
            }
            Request connection = connections[number];
            timers.delTimer(connection);
            timers.addTimer(connection, TIMEOUT_MILLIS, () -> timers.closeConnection(connection), now);
        }
    }

    private static PrintedTimers exactExpiry() {
        return new PrintedTimers() {
            @Override
            boolean isEarly(long nanosLeft) {
                return nanosLeft > 0;
            }
        };
    }

    private static PrintedTimers reentrantLock() {
        return new PrintedTimers() {
            @Override
            void lock() {}

            @Override
            void unlock() {}
        };
    }
}
