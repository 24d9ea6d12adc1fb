package lkg.lab.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The checks of a chapter. The last of each stage is whether the server has survived the others.
 *
 * @param title as the chapter's, with its number in front
 * @param asks a sentence
 */
record Stage(String title, String asks, List<Check> checks) {

    private static final int SIDE_BY_SIDE = 8;
    private static final int GIVE_UP_AFTER = 10;
    private static final Check AFTERWARDS =
            Check.alone("the page is still served afterwards", "", facts -> facts.served("after this stage"));

    Stage {
        checks = new ArrayList<>(checks);
        checks.add(AFTERWARDS);
    }

    /** Whether this is the stage that is meant by its number, or by a part of its title. */
    boolean isMeantBy(String name) {
        return title.startsWith(name + " ")
                || name.length() > 3 && title.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    /** Runs the checks, and returns their verdicts in the same order. Gives up on a server that answers nothing. */
    List<Verdict> run(Facts facts) throws InterruptedException {
        Verdict[] verdicts = new Verdict[checks.size()];
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            Map<Integer, Future<Verdict>> pending = new TreeMap<>();
            for (int i = 0; i < checks.size(); i++) {
                Check check = checks.get(i);
                if (!check.alone()) {
                    pending.put(i, threads.submit(() -> check.run(facts)));
                }
            }
            collect(pending, verdicts);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the grader has a bug", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = verdicts[i] == null ? checks.get(i).run(facts) : verdicts[i];
        }
        return List.of(verdicts);
    }

    private static void collect(Map<Integer, Future<Verdict>> pending, Verdict[] verdicts)
            throws InterruptedException, ExecutionException {
        int timedOut = 0;
        for (Map.Entry<Integer, Future<Verdict>> next : pending.entrySet()) {
            Verdict verdict;
            if (timedOut >= GIVE_UP_AFTER) {
                next.getValue().cancel(true);
                verdict = Verdict.notAsked("The server had said nothing to " + GIVE_UP_AFTER + " checks in a row.");
            } else {
                verdict = next.getValue().get();
                timedOut = verdict.timedOut() ? timedOut + 1 : 0;
            }
            verdicts[next.getKey()] = verdict;
        }
    }
}
