package lkg.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import lkg.schedule.programs.Programs;
import org.junit.jupiter.api.Test;

/** Wrong and right programs of a few lines, and what schedules show of them. */
class SchedulesTest {

    private static final int COUNT = 1_000;

    // Found

    @Test
    void aLostUpdateIsFound() throws Exception {
        assertThat(failure(Programs.LostUpdate.class)).contains("but was: 1").contains("| writes count: 1 ");
    }

    @Test
    void aLostWakeUpIsFoundAndNobodyWaitsForIt() throws Exception {
        assertThat(failure(Programs.LostWakeUp.class))
                .contains("no thread can go on: test waits (Programs.java:")
                .contains("changed.signalAll() wakes nobody");
    }

    @Test
    void aLostNotifyIsFound() throws Exception {
        assertThat(failure(Programs.LostNotify.class))
                .contains("no thread can go on")
                .contains("notifyAll() wakes nobody");
    }

    @Test
    void aDeadlockIsFound() throws Exception {
        assertThat(failure(Programs.Philosophers.class))
                .contains("no thread can go on: test waits")
                .contains("synchronized {");
    }

    @Test
    void anEndlessLoopIsFound() throws Exception {
        assertThat(failure(Programs.Endless.class)).contains("do not come to an end");
    }

    @Test
    void aThreadThatFailsIsFound() throws Exception {
        assertThat(failure(Programs.FailingThread.class)).contains("ends with IllegalStateException: on purpose");
    }

    // Survived

    @Test
    void aCorrectProgramSurvives() throws Exception {
        assertThat(failure(Programs.Correct.class)).isEmpty();
    }

    @Test
    void anInterruptEndsAWaitWhenEverItComes() throws Exception {
        assertThat(failure(Programs.Interrupted.class)).isEmpty();
    }

    @Test
    void anUnparkBeforeTheParkIsNotLost() throws Exception {
        assertThat(failure(Programs.Parking.class)).isEmpty();
    }

    @Test
    void timePassesAtOnceWhenNobodyCanGoOn() throws Exception {
        assertThat(failure(Programs.Timeouts.class)).isEmpty();
    }

    @Test
    void aWaitForANotifyTakesAnyLimitOfTime() throws Exception {
        assertThat(failure(Programs.TimedWaits.class)).isEmpty();
    }

    @Test
    void aSleepAndAJoinTakeAnyLimitOfTime() throws Exception {
        assertThat(failure(Programs.TimedSleepsAndJoins.class)).isEmpty();
    }

    @Test
    void aParkTakesAnyLimitOfTime() throws Exception {
        assertThat(failure(Programs.TimedParks.class)).isEmpty();
    }

    @Test
    void aLockAndItsConditionsTakeAnyLimitOfTime() throws Exception {
        assertThat(failure(Programs.TimedLocks.class)).isEmpty();
    }

    @Test
    void whoeverAsksWhoHoldsALockIsToldOfTheSchedulesLock() throws Exception {
        assertThat(failure(Programs.WhoHoldsWhat.class)).isEmpty();
    }

    @Test
    void aThreadThatSpinsDoesNotKeepTheOthersFromRunning() throws Exception {
        assertThat(failure(Programs.Spinning.class)).isEmpty();
    }

    @Test
    void daemonsMayBeLeftAndThenThereAreFewerSchedules() throws Exception {
        int before = Thread.activeCount();

        assertThat(failure(Programs.Daemons.class)).isEmpty();

        assertThat(Thread.activeCount() - before)
                .as("threads that stay parked: two of each schedule")
                .isBetween(2, 600);
    }

    // Neither

    @Test
    void aProgramThatWaitsWhereNoScheduleCanInterveneIsSkipped() {
        assertThatThrownBy(() -> failure(Programs.Uncontrolled.class))
                .isNotInstanceOf(AssertionError.class)
                .hasMessageContaining("test waits in something that schedules do not control")
                .hasMessageContaining("Programs.java:");
    }

    /** It would end by itself, but in real time: what it returns says nothing about the program. */
    @Test
    void aProgramThatWaitsThereForALimitedTimeIsSkippedToo() {
        assertThatThrownBy(() -> failure(Programs.UncontrolledForAWhile.class))
                .isNotInstanceOf(AssertionError.class)
                .hasMessageContaining("test waits in BlockingQueue.poll(), which schedules do not control")
                .hasMessageContaining("Programs.java:");
    }

    // Replayed

    @Test
    void theSameSeedGivesTheSameInterleavingAndAnotherSeedAnotherOne() throws Exception {
        Set<String> different = new HashSet<>();
        for (int seed = 1; seed <= 20; seed++) {
            String interleaving = interleaving(Programs.Correct.class, seed);

            assertThat(interleaving(Programs.Correct.class, seed))
                    .as("the interleaving of the seed %s, once more", seed)
                    .isEqualTo(interleaving);
            different.add(interleaving);
        }

        assertThat(different.size()).as("different ones, of 20 seeds").isGreaterThan(10);
    }

    private static String interleaving(Class<?> program, long seed) throws Exception {
        Schedule schedule = new Schedule(new Chooser(seed, 50));
        assertThat(schedule.run(Schedules.body(test(program)))).isNull();
        return schedule.interleaving().toString();
    }

    /** What the first schedule that fails says, or nothing. */
    private static String failure(Class<?> program) throws Exception {
        try {
            Schedules.runAll(test(program), null, COUNT);
            return "";
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    private static Method test(Class<?> program) throws Exception {
        return Schedules.controlled(program, program.getDeclaredMethod("test"));
    }
}
