package lkg.threadpool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of workers over a bounded queue of jobs.
 *
 * <p>A job runs once, on one of the workers, in the order in which jobs came. Too much work is refused at once: a queue
 * without a bound would turn overload into memory and waiting, where a caller that is refused can say so.
 *
 * <pre>
 *   RUNNING ---shutdown---&gt; SHUTDOWN -------------------+
 *      |     takes no jobs,    |     queue is empty,     |
 *      |     runs those it has |     last worker ends    v
 *      |                  shutdownNow                TERMINATED
 *      |                       |                         ^
 *      +-----shutdownNow----&gt; STOP ----------------------+
 *            gives back those      last worker ends
 *            it has, interrupts
 * </pre>
 *
 * <p>The state only moves forward. One lock guards it, the queue and the counts; workers wait on one condition for a
 * job or the end. What a caller does before {@link #execute} happens-before the job. Any thread may call any method.
 */
public final class ThreadPool extends AbstractExecutorService {

    private enum State {
        RUNNING,
        SHUTDOWN,
        STOP,
        TERMINATED
    }

    private static final Logger log = LoggerFactory.getLogger(ThreadPool.class);

    private final String name;
    private final int queueCapacity;
    private final List<Thread> workers = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition jobOrEnd = lock.newCondition();
    private final Condition terminated = lock.newCondition();
    private final Queue<Runnable> jobs = new ArrayDeque<>();
    private State state = State.RUNNING;
    private int liveWorkers;

    /**
     * Starts the workers.
     *
     * @param name of the pool; its threads are called {@code name-1} and so on
     * @param workers how many jobs may run at once, at least 1
     * @param queueCapacity how many jobs may wait for a worker, at least 1
     */
    public ThreadPool(String name, int workers, int queueCapacity) {
        this(name, workers, queueCapacity, Thread::new);
    }

    ThreadPool(String name, int workers, int queueCapacity, BiFunction<Runnable, String, Thread> threads) {
        if (workers < 1 || queueCapacity < 1) {
            throw new IllegalArgumentException("a pool needs at least 1 worker and room for 1 job, but was given "
                    + workers + " and " + queueCapacity);
        }
        this.name = name;
        this.queueCapacity = queueCapacity;
        liveWorkers = workers;
        Worker worker = new Worker(this::nextJob, new FailureLog(name, log));
        for (int i = 1; i <= workers; i++) {
            this.workers.add(threads.apply(worker, name + "-" + i));
        }
        try {
            this.workers.forEach(Thread::start);
        } catch (Throwable t) {
            // Typically there can be no more threads: end those that did start.
            shutdownNow();
            throw t;
        }
    }

    /**
     * Lets a worker run {@code job}, as soon as one is free. Never waits. What the job throws is logged.
     *
     * @throws RejectedExecutionException if as many jobs are waiting as may wait, or the pool was shut down
     */
    @Override
    public void execute(Runnable job) {
        Objects.requireNonNull(job, "job");
        if (!offer(job)) {
            // Said outside the lock, which the workers need: an exception takes longer to make than a job to add.
            String reason = isShutdown() ? " was shut down" : " is saturated: " + queueCapacity + " jobs are waiting";
            throw new RejectedExecutionException("the pool " + name + reason);
        }
    }

    private boolean offer(Runnable job) {
        lock.lock();
        try {
            if (state != State.RUNNING || jobs.size() == queueCapacity) {
                return false;
            }
            jobs.add(job);
            // One job, one worker. If all of them are busy nobody hears this, and the first to be free finds the job.
            jobOrEnd.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more jobs, and ends when those that it has taken have run. Does not wait for that. */
    @Override
    public void shutdown() {
        locked(() -> advanceTo(State.SHUTDOWN));
    }

    /** Takes no more jobs, interrupts those that run, and starts no other. Returns those that never ran, in order. */
    @Override
    public List<Runnable> shutdownNow() {
        return locked(() -> {
            advanceTo(State.STOP);
            List<Runnable> neverRan = new ArrayList<>(jobs);
            jobs.clear();
            workers.forEach(Thread::interrupt);
            return neverRan;
        });
    }

    @Override
    public boolean isShutdown() {
        return locked(() -> state != State.RUNNING);
    }

    @Override
    public boolean isTerminated() {
        return locked(() -> state == State.TERMINATED);
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long nanosLeft = unit.toNanos(timeout);
        lock.lockInterruptibly();
        try {
            while (state != State.TERMINATED) {
                if (nanosLeft <= 0) {
                    return false;
                }
                nanosLeft = terminated.awaitNanos(nanosLeft);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the caller runs on one of the workers. */
    public boolean inPool() {
        return workers.contains(Thread.currentThread());
    }

    /** How many jobs wait for a worker now. */
    public int queueDepth() {
        return locked(jobs::size);
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    private State advanceTo(State next) {
        if (state.compareTo(next) < 0) {
            state = next;
            jobOrEnd.signalAll();
        }
        return state;
    }

    /** Waits for the next job, or for the end of the worker that asks: then it returns null, once for each worker. */
    private Runnable nextJob() {
        lock.lock();
        try {
            while (jobs.isEmpty() && state == State.RUNNING) {
                jobOrEnd.awaitUninterruptibly();
            }
            if (state != State.STOP) {
                // An interrupt that the last job left behind, or that came too late for it, is not for the next one.
                Thread.interrupted();
            }
            Runnable job = jobs.poll();
            if (job == null) {
                workerEnds();
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    /** Counts last: if the memory for a signal is missing, the worker asks again, and ends then. */
    private void workerEnds() {
        if (liveWorkers == 1) {
            terminated.signalAll();
            state = State.TERMINATED;
        }
        liveWorkers--;
    }
}
