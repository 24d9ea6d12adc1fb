import java.util.PriorityQueue;
import lkg.timer.Timer;
import lkg.timer.TimerQueue;

/** Requests of 64 connections, each of which moves a deadline: how many entries does a heap hold at the most? */
public final class LazyDeletion {

    private static final int CONNECTIONS = 64;
    private static final int REQUESTS = 200_000;
    private static final int REQUESTS_PER_TURN = 8;
    private static final long TIMEOUT = 60_000_000_000L;
    private static final long BETWEEN_REQUESTS = 10_000;

    public static void main(String[] args) {
        System.out.println("                         marked and left in the heap   ours");
        System.out.printf("64 busy connections      %,27d   %4d%n", marked(false), ours(false));
        System.out.printf("and an older idle one    %,27d   %4d%n", marked(true), ours(true));
    }

    /** As in the original: a timer that was cancelled leaves the heap when it has come to the top. */
    private static int marked(boolean idleConnection) {
        PriorityQueue<Entry> heap = new PriorityQueue<>((one, other) -> Long.compare(one.deadline, other.deadline));
        Entry[] timers = new Entry[CONNECTIONS];
        int most = 0;
        if (idleConnection) {
            heap.add(new Entry(TIMEOUT));
        }
        for (int i = 0; i < REQUESTS; i++) {
            while (i % REQUESTS_PER_TURN == 0 && !heap.isEmpty() && heap.element().deleted) {
                heap.remove();
            }
            int connection = i % CONNECTIONS;
            if (timers[connection] != null) {
                timers[connection].deleted = true;
            }
            timers[connection] = new Entry(i * BETWEEN_REQUESTS + TIMEOUT);
            heap.add(timers[connection]);
            most = Math.max(most, heap.size());
        }
        return most;
    }

    private static int ours(boolean idleConnection) {
        TimerQueue queue = new TimerQueue();
        Timer[] timers = new Timer[CONNECTIONS];
        int most = 0;
        if (idleConnection) {
            queue.schedule(TIMEOUT, () -> {});
        }
        for (int i = 0; i < REQUESTS; i++) {
            if (i % REQUESTS_PER_TURN == 0) {
                queue.nanosUntilNext(i * BETWEEN_REQUESTS);
            }
            int connection = i % CONNECTIONS;
            if (timers[connection] == null) {
                timers[connection] = queue.newTimer(() -> {});
            }
            timers[connection].reschedule(i * BETWEEN_REQUESTS + TIMEOUT);
            most = Math.max(most, queue.size());
        }
        return most;
    }

    private static final class Entry {
        private final long deadline;
        private boolean deleted;

        Entry(long deadline) {
            this.deadline = deadline;
        }
    }
}
