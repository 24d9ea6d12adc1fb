package lkg.schedule;

import java.util.ArrayList;
import java.util.List;

/** The steps of a schedule, in their order: which thread did what in which line. */
final class Interleaving {

    /** Of a long one, the end is of interest. */
    private static final int MAX_LINES = 100;

    /** What a thread did. How it ended may be known later. */
    static final class Step {

        private final String thread;
        private final String where;
        private String what;

        private Step(String thread, String what, String where) {
            this.thread = thread;
            this.what = what;
            this.where = where;
        }

        void append(String result) {
            what += result;
        }
    }

    private final List<Step> steps = new ArrayList<>();

    Step add(String thread, String what, String where) {
        Step step = new Step(thread, what.strip().lines().findFirst().orElse(""), where);
        steps.add(step);
        return step;
    }

    @Override
    public String toString() {
        int threadWidth = steps.stream().mapToInt(s -> s.thread.length()).max().orElse(0);
        int whatWidth = steps.stream().mapToInt(s -> s.what.length()).max().orElse(0);
        String format = "%4s | %-" + Math.max(6, threadWidth) + "s | %-" + Math.max(12, whatWidth) + "s | %s%n";
        StringBuilder table = new StringBuilder(format.formatted("step", "thread", "what it does", "where"));
        for (int i = Math.max(0, steps.size() - MAX_LINES); i < steps.size(); i++) {
            Step step = steps.get(i);
            table.append(format.formatted(i + 1, step.thread, step.what, step.where));
        }
        return table.toString();
    }
}
