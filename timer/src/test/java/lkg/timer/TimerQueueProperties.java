package lkg.timer;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import lkg.timer.Script.Action;
import lkg.timer.Script.Step;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Whatever is done to a queue, by its owner and by the tasks it runs, it shows what a sorted list shows. Deadlines are
 * few, so that many are equal; the base is any, so that the clock wraps around in many runs.
 */
@Tag("step-7")
class TimerQueueProperties {

    /** How much of the history a failure shows. */
    private static final int SHOWN = 30;

    // A script has up to 200 steps. Even if all of them are the longest advances, no two instants are 2^63 ns apart.
    private static final long FAR = 1L << 61;
    private static final long LONG_ADVANCE = 1L << 54;

    /** Edge cases of lists are short lists: they would take the place of scripts. The bases bring their own. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void d05_itBehavesLikeASortedList(
            @ForAll("bases") long base, @ForAll("steps") List<Step> steps, @ForAll("tasks") List<List<Step>> tasks) {
        List<String> expected = Script.play(ModelQueue::new, steps, tasks);
        List<String> actual = Script.play(task -> new ScriptedQueue.Real(base, task), steps, tasks);

        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String wanted = i < expected.size() ? expected.get(i) : "the end";
            String got = i < actual.size() ? actual.get(i) : "the end";
            if (!wanted.equals(got)) {
                String history = String.join("\n", actual.subList(Math.max(0, i - SHOWN), i));
                fail("with instants that count from %d, after%n%s%nexpected:%n%s%nbut was:%n%s"
                        .formatted(base, history, wanted, got));
            }
        }
    }

    @Provide
    Arbitrary<Long> bases() {
        Arbitrary<Long> aroundTheWrap = Arbitraries.longs().between(-30, 30).map(distance -> Long.MAX_VALUE + distance);
        return Arbitraries.oneOf(aroundTheWrap, Arbitraries.longs());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                Tuple.of(8, Action.SCHEDULE),
                Tuple.of(8, Action.RESCHEDULE),
                Tuple.of(2, Action.CANCEL),
                Tuple.of(1, Action.LOOK));
        return Arbitraries.frequencyOf(Tuple.of(9, steps(actions, delays())), Tuple.of(1, expiries()))
                .list()
                .ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<List<Step>>> tasks() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                Tuple.of(4, Action.SCHEDULE),
                Tuple.of(4, Action.RESCHEDULE),
                Tuple.of(4, Action.RESCHEDULE_SELF),
                Tuple.of(4, Action.CANCEL),
                Tuple.of(2, Action.LOOK),
                Tuple.of(1, Action.THROW));
        return steps(actions, delays()).list().ofMaxSize(4).list().ofMaxSize(50);
    }

    private static Arbitrary<Step> expiries() {
        Arbitrary<Long> advances = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.longs().between(0, 8)),
                Tuple.of(1, Arbitraries.longs().between(0, LONG_ADVANCE)));
        return steps(Arbitraries.just(Action.EXPIRE), advances);
    }

    /** Mostly a few nanoseconds, and sometimes so many that instants are almost 2^63 apart. */
    private static Arbitrary<Long> delays() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.longs().between(-5, 15)),
                Tuple.of(1, Arbitraries.longs().between(-FAR, FAR)));
    }

    private static Arbitrary<Step> steps(Arbitrary<Action> actions, Arbitrary<Long> nanos) {
        return Combinators.combine(actions, Arbitraries.integers().between(0, 1_000), nanos)
                .as(Step::new);
    }
}
