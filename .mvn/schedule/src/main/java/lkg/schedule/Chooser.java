package lkg.schedule;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Chooses the thread that runs next. A seed makes one of these choosers:
 *
 * <ul>
 *   <li><b>calm</b>, for the seed 0: the thread changes only when the one that runs has to wait.
 *   <li><b>random</b>, for even seeds: at each point the thread may change, to any other one.
 *   <li><b>by priority</b>, for odd seeds: each thread has a random priority, and the highest runs. At one to three
 *       random points the one that runs becomes the last. So a thread can stay in the middle of something for long,
 *       while others come far: many mistakes need just that. (Burckhardt and others, "A Randomized Scheduler with
 *       Probabilistic Guarantees of Finding Bugs", 2010.)
 * </ul>
 */
final class Chooser {

    /** The seed whose schedule changes the thread only when it must. */
    static final long CALM = 0;

    private final Random random;
    private final boolean isCalm;
    private final boolean isByPriority;
    private final int pointsForAChange;
    private final Set<Integer> demotions = new HashSet<>();
    private int lowest;

    /** Chooses at about so many points, if the threads do about what they did before. */
    Chooser(long seed, int expectedPoints) {
        random = new Random(seed);
        random.nextInt(); // The first numbers of small seeds are alike.
        isCalm = seed == CALM;
        isByPriority = seed % 2 != 0;
        pointsForAChange = 2 << random.nextInt(3);
        for (int i = random.nextInt(3); i >= 0; i--) {
            demotions.add(random.nextInt(Math.max(1, expectedPoints)));
        }
    }

    /** For a thread that is new: not negative. */
    int priority() {
        return random.nextInt(Integer.MAX_VALUE);
    }

    /** Whether the thread may change at this point. A rare one is in the middle of a lock. */
    boolean mayChange(ScheduledThread running, int point, boolean rare) {
        if (isCalm) {
            return false;
        }
        if (isByPriority) {
            if (demotions.contains(point)) {
                demote(running);
            }
            return true;
        }
        return random.nextInt(rare ? 8 * pointsForAChange : pointsForAChange) == 0;
    }

    /** Lets all others run before this one. */
    void demote(ScheduledThread thread) {
        thread.priority = --lowest;
    }

    /** One of those that can go on. */
    ScheduledThread next(List<ScheduledThread> ready) {
        return isByPriority
                ? ready.stream()
                        .max(Comparator.comparingInt(thread -> thread.priority))
                        .orElseThrow()
                : ready.get(random.nextInt(ready.size()));
    }

    int random(int bound) {
        return random.nextInt(bound);
    }
}
