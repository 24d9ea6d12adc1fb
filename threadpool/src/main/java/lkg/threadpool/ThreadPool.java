package lkg.threadpool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of workers over a bounded queue of jobs.
 *
 * <p>A job runs once, on one of the workers, in the order in which jobs came. Too much work is refused at once, and not
 * kept: a queue without a bound would turn overload into memory, and its wait into hours, where a caller that is
 * refused can say so to whoever asked.
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
 * <p>Nothing is logged but a job that failed: a line for each job would cost more than many a job does.
 *
 * <p>The state only moves forward. One lock guards it, the queue and the counts; workers wait on one condition until
 * there is a job or the end. What a caller does before {@link #execute} happens-before the job.
 *
 * <p>All methods may be called from any thread.
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
        this.liveWorkers = workers;
        for (int i = 1; i <= workers; i++) {
            this.workers.add(threads.apply(this::work, name + "-" + i));
        }
        try {
            this.workers.forEach(Thread::start);
        } catch (Throwable t) {
            // Typically there can be no more threads: those that did start must not wait for jobs for ever.
            shutdownNow();
            throw t;
        }
    }

    /**
     * Lets a worker run {@code job}, as soon as one is free. Never waits.
     *
     * <p>What the job throws is logged, and the worker goes on with the next job.
     *
     * @throws RejectedExecutionException if as many jobs are waiting as may wait, or the pool was shut down
     */
    @Override
    public void execute(Runnable job) {
        if (job == null) {
            throw new NullPointerException("job");
        }
        if (!offer(job)) {
            // Said outside the lock, which the workers need: an exception takes longer to make than a job to add.
            throw new RejectedExecutionException(
                    isShutdown()
                            ? "the pool " + name + " was shut down and takes no more jobs"
                            : "the pool " + name + " is saturated: " + queueCapacity + " jobs are waiting already");
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

    /** Takes no more jobs from now on, and ends when those that it has taken have run. Does not wait for that. */
    @Override
    public void shutdown() {
        lock.lock();
        try {
            advanceTo(State.SHUTDOWN);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more jobs from now on, interrupts the jobs that are running, and starts no other.
     *
     * @return the jobs that never ran, in their order
     */
    @Override
    public List<Runnable> shutdownNow() {
        lock.lock();
        try {
            advanceTo(State.STOP);
            List<Runnable> neverRan = new ArrayList<>(jobs);
            jobs.clear();
            workers.forEach(Thread::interrupt);
            return neverRan;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return state != State.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return state == State.TERMINATED;
        } finally {
            lock.unlock();
        }
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

    /** How many jobs are waiting for a worker now. */
    public int queueDepth() {
        lock.lock();
        try {
            return jobs.size();
        } finally {
            lock.unlock();
        }
    }

    private void advanceTo(State next) {
        if (state.compareTo(next) < 0) {
            state = next;
            jobOrEnd.signalAll();
        }
    }

    /** What each worker does from its start to its end. */
    private void work() {
        try {
            while (runNext()) {
                // The job is gone from this thread's stack before the next wait: an idle worker keeps nothing alive.
            }
        } finally {
            workerEnded();
        }
    }

    private boolean runNext() {
        Runnable job = nextJob();
        if (job == null) {
            return false;
        }
        try {
            job.run();
        } catch (Throwable t) {
            logFailure(t);
        }
        return true;
    }

    /** Never throws, whatever goes wrong: a worker calls it outside of every other guard. */
    private void logFailure(Throwable failure) {
        try {
            log.error("a job of the pool {} failed", name, failure);
        } catch (Throwable t) {
            // The exception cannot be printed, or memory is short: then it is not said, and the worker goes on.
        }
    }

    /** Waits for a job, and returns null at the end. */
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
            return jobs.poll();
        } finally {
            lock.unlock();
        }
    }

    private void workerEnded() {
        lock.lock();
        try {
            liveWorkers--;
            if (liveWorkers == 0) {
                state = State.TERMINATED;
                terminated.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
