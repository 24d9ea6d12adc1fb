package lkg.server.watch;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Tells a trace which tasks wait for a worker of a pool, and which run. Thread-safe. */
final class TracedExecutor implements Executor {

    private final Executor executor;
    private final String pool;
    private final EventRing ring;

    // Guarded by this, with the events that tell of them: so the last event says how many there are.
    private int waiting;
    private int running;

    TracedExecutor(Executor executor, String pool, EventRing ring) {
        this.executor = executor;
        this.pool = pool;
        this.ring = ring;
    }

    @Override
    public void execute(Runnable task) {
        tell(Kind.QUEUED, 1, 0);
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            tell(Kind.REJECTED, -1, 0);
            throw e;
        }
    }

    private void run(Runnable task) {
        tell(Kind.STARTED, -1, 1);
        try {
            task.run();
        } finally {
            tell(Kind.FINISHED, 0, -1);
        }
    }

    private synchronized void tell(Kind kind, int moreWaiting, int moreRunning) {
        waiting += moreWaiting;
        running += moreRunning;
        ring.add(kind, Fields.of("pool", pool).put("queue", waiting).put("busy", running));
    }
}
