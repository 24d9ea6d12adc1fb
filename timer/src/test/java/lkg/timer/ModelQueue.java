package lkg.timer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What the queue promises, in the slowest and plainest way: a list that is sorted whenever somebody asks. A timer is a
 * number here, and an instant is its distance from an arbitrary base, so that this model knows nothing of wrap-around.
 */
final class ModelQueue implements ScriptedQueue {

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::deadline).thenComparingLong(Entry::sequence);

    private final List<Entry> pending = new ArrayList<>();
    private final List<Long> lastDeadline = new ArrayList<>();
    private final IntConsumer task;
    private long nextSequence;
    private Optional<Long> expiring = Optional.empty();

    ModelQueue(IntConsumer task) {
        this.task = task;
    }

    @Override
    public void schedule(long deadline) {
        lastDeadline.add(0L);
        reschedule(lastDeadline.size() - 1, deadline);
    }

    @Override
    public void reschedule(int timer, long deadline) {
        cancel(timer);
        long effective = Math.max(deadline, expiring.orElse(Long.MIN_VALUE));
        lastDeadline.set(timer, effective);
        pending.add(new Entry(timer, effective, nextSequence++));
    }

    @Override
    public boolean cancel(int timer) {
        return pending.removeIf(entry -> entry.timer == timer);
    }

    @Override
    public int expire(long now) {
        long limit = nextSequence;
        int ran = 0;
        expiring = Optional.of(now);
        try {
            while (true) {
                Optional<Entry> due = pending.stream()
                        .filter(entry -> entry.deadline <= now && entry.sequence < limit)
                        .min(ORDER);
                if (due.isEmpty()) {
                    return ran;
                }
                pending.remove(due.get());
                ran++;
                task.accept(due.get().timer);
            }
        } finally {
            expiring = Optional.empty();
        }
    }

    @Override
    public long untilNext(long now) {
        return pending.stream()
                .min(ORDER)
                .map(entry -> Math.max(0, entry.deadline - now))
                .orElse(TimerQueue.NONE);
    }

    @Override
    public int size() {
        return pending.size();
    }

    @Override
    public boolean isPending(int timer) {
        return pending.stream().anyMatch(entry -> entry.timer == timer);
    }

    @Override
    public long deadline(int timer) {
        return lastDeadline.get(timer);
    }

    private record Entry(int timer, long deadline, long sequence) {}
}
