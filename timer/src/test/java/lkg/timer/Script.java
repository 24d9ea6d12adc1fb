package lkg.timer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Plays steps on a queue and writes down what can be seen from outside. Each timer that runs plays the next list of
 * {@code tasks}, inside its task.
 */
final class Script {

    /** Stops a queue that would run its tasks for ever. */
    private static final int MAX_RUNS = 10_000;

    enum Action {
        SCHEDULE,
        RESCHEDULE,
        CANCEL,
        LOOK,
        EXPIRE,
        /** Inside a task only: its own timer. */
        RESCHEDULE_SELF,
        /** Inside a task only. */
        THROW
    }

    /** {@code timer} picks one of those created so far; {@code nanos} count from the present one. */
    record Step(Action action, int timer, long nanos) {}

    private static final class BrokenTask extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final ScriptedQueue queue;
    private Iterator<List<Step>> tasks;
    private final List<String> trace = new ArrayList<>();
    private long now;
    private int created;
    private int runs;
    /** What a task does stands further to the right. */
    private String margin = "";

    private Script(Function<IntConsumer, ScriptedQueue> queue, List<List<Step>> tasks) {
        this.queue = queue.apply(this::run);
        this.tasks = tasks.iterator();
    }

    /** Plays {@code steps}, then lets what is left run, with tasks that do nothing; returns what was seen. */
    static List<String> play(Function<IntConsumer, ScriptedQueue> queue, List<Step> steps, List<List<Step>> tasks) {
        Script script = new Script(queue, tasks);
        steps.forEach(script::play);
        script.tasks = Collections.emptyIterator();
        int before = -1;
        while (script.queue.size() > 0 && script.runs > before) {
            before = script.runs;
            script.look();
            script.expire(script.queue.untilNext(script.now));
        }
        script.look();
        return script.trace;
    }

    private void play(Step step) {
        int timer = created == 0 ? 0 : step.timer % created;
        switch (step.action) {
            case SCHEDULE -> schedule(step.nanos);
            case RESCHEDULE -> reschedule(timer, step.nanos);
            case CANCEL -> cancel(timer);
            case LOOK -> look();
            case EXPIRE -> expire(step.nanos);
            case THROW -> throw new BrokenTask();
            case RESCHEDULE_SELF -> throw new IllegalArgumentException("only inside a task");
        }
    }

    private void schedule(long nanos) {
        write("schedule #" + created + " for " + (now + nanos));
        queue.schedule(now + nanos);
        show(created++);
    }

    private void reschedule(int timer, long nanos) {
        if (timer < created) {
            write("reschedule #" + timer + " to " + (now + nanos));
            queue.reschedule(timer, now + nanos);
            show(timer);
        }
    }

    private void cancel(int timer) {
        if (timer < created) {
            write("cancel #" + timer);
            write("  returned " + queue.cancel(timer));
            show(timer);
        }
    }

    private void look() {
        write("  next in " + queue.untilNext(now));
    }

    private void expire(long nanos) {
        now += nanos;
        write("expire at " + now);
        try {
            write("  ran " + queue.expire(now));
        } catch (BrokenTask e) {
            write("  a task threw");
        }
        for (int timer = 0; timer < created; timer++) {
            show(timer);
        }
    }

    private void run(int timer) {
        write("run #" + timer);
        if (++runs > MAX_RUNS) {
            throw new AssertionError("tasks run for ever: " + trace.subList(trace.size() - 20, trace.size()));
        }
        show(timer);
        if (tasks.hasNext()) {
            margin += "    ";
            try {
                playInTask(timer, tasks.next());
            } finally {
                margin = margin.substring(4);
            }
        }
    }

    private void playInTask(int timer, List<Step> steps) {
        for (Step step : steps) {
            if (step.action == Action.RESCHEDULE_SELF) {
                reschedule(timer, step.nanos);
            } else {
                play(step);
            }
        }
    }

    private void write(String line) {
        trace.add(margin + line);
    }

    private void show(int timer) {
        String state = queue.isPending(timer) ? " is pending for " : " is not pending, its deadline was ";
        write("  #" + timer + state + queue.deadline(timer) + ", size " + queue.size());
    }
}
