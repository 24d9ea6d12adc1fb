package lkg.reactor;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The tasks of one loop: any thread adds them, only the loop's thread runs them. */
final class TaskQueue implements Executor {

    private static final LoopLog log = LoopLog.of(TaskQueue.class);

    private final Queue<Runnable> tasks;
    private final Thread loopThread;
    private final Runnable wakeUpLoop;
    private final LoopObserver observer;
    private volatile boolean closed;

    /**
     * Makes an empty queue.
     *
     * @param wakeUpLoop ends the loop's wait for readiness. From any thread
     */
    TaskQueue(Thread loopThread, Runnable wakeUpLoop, LoopObserver observer) {
        this(loopThread, wakeUpLoop, observer, new ConcurrentLinkedQueue<>());
    }

    TaskQueue(Thread loopThread, Runnable wakeUpLoop, LoopObserver observer, Queue<Runnable> tasks) {
        this.tasks = tasks;
        this.loopThread = loopThread;
        this.wakeUpLoop = wakeUpLoop;
        this.observer = observer;
    }

    boolean inLoop() {
        return Thread.currentThread() == loopThread;
    }

    /**
     * Adds {@code task}, which runs after what the loop does now. From any thread.
     *
     * @throws RejectedExecutionException if the loop has ended
     */
    @Override
    public void execute(Runnable task) {
        observer.onTaskQueued();
        add(task);
        // The loop runs the last tasks after closing the queue. A task that came too late for that is still in here.
        if (closed && tasks.remove(task)) {
            throw new RejectedExecutionException("the event loop " + loopThread.getName() + " has ended");
        }
        if (!inLoop()) {
            // A loop that sleeps until a later deadline, or without one, would not notice the task.
            wakeUpLoop.run();
        }
    }

    /** Tries again while memory is short: a task that got lost would be a connection that hangs for ever. */
    private void add(Runnable task) {
        while (true) {
            try {
                tasks.add(task);
                return;
            } catch (OutOfMemoryError e) {
                log.error("no memory for a task of an event loop; will try again", e);
                Thread.yield();
            }
        }
    }

    /** Adds {@code task} unless the loop has ended. From any thread. */
    void executeUnlessClosed(Runnable task) {
        try {
            execute(task);
        } catch (RejectedExecutionException e) {
            // Already terminated.
        }
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Removes and returns the oldest task, or null if there is none. Loop's thread only. */
    Runnable poll() {
        return tasks.poll();
    }

    /** Refuses further tasks; those that are in the queue can still be polled. */
    void close() {
        closed = true;
    }
}
