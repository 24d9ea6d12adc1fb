package lkg.server.watch;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells a trace which tasks wait for a worker of a pool, and which run. Thread-safe. */
final class TracedExecutor implements Executor {

    private final Executor executor;
    private final String pool;
    private final EventRing ring;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    TracedExecutor(Executor executor, String pool, EventRing ring) {
        this.executor = executor;
        this.pool = pool;
        this.ring = ring;
    }

    @Override
    public void execute(Runnable task) {
        waiting.incrementAndGet();
        tell(Kind.QUEUED);
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            tell(Kind.REJECTED);
            throw e;
        }
    }

    private void run(Runnable task) {
        waiting.decrementAndGet();
        running.incrementAndGet();
        tell(Kind.STARTED);
        try {
            task.run();
        } finally {
            running.decrementAndGet();
            tell(Kind.FINISHED);
        }
    }

    private void tell(Kind kind) {
        ring.add(kind, Fields.of("pool", pool).put("queue", waiting.get()).put("busy", running.get()));
    }
}
