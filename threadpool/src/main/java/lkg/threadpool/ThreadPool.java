package lkg.threadpool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
 *
 * <p>A worker ends with its pool, and not before: what a job throws is logged, whatever it is, and the worker goes on.
 * An interrupt that a job leaves behind, or that comes while its worker is idle, is cleared before the next job, unless
 * the pool is to stop. An idle worker waits without a limit of time, and keeps no reference to the job that it ran
 * last.
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

    /** Starts the workers, on threads that are called {@code name-1} and so on; else like the other constructor. */
    public ThreadPool(String name, int workers, int queueCapacity) {
        this(name, workers, queueCapacity, numbered(name));
    }

    /**
     * Starts the workers. If one of their threads cannot be started, those before it end, and what {@link Thread#start}
     * has thrown comes out.
     *
     * @param name of the pool, for its log and for those that it refuses
     * @param workers how many jobs may run at once, at least 1
     * @param queueCapacity how many jobs may wait for a worker, at least 1
     * @param threads makes a thread for each worker
     * @throws IllegalArgumentException if there would be no worker, or no room for a job
     */
    public ThreadPool(String name, int workers, int queueCapacity, ThreadFactory threads) {
        if (workers < 1 || queueCapacity < 1) {
            throw new IllegalArgumentException("a pool needs at least 1 worker and room for 1 job, but was given "
                    + workers + " and " + queueCapacity);
        }
        this.name = name;
        this.queueCapacity = queueCapacity;
        liveWorkers = workers;
        Worker worker = new Worker(this::nextJob, new FailureLog(name, log));
        for (int i = 0; i < workers; i++) {
            this.workers.add(threads.newThread(worker));
        }
        try {
            this.workers.forEach(Thread::start);
        } catch (Throwable t) {
            // Typically there can be no more threads: end those that did start.
            shutdownNow();
            throw t;
        }
    }

    private static ThreadFactory numbered(String name) {
        AtomicInteger made = new AtomicInteger();
        return work -> new Thread(work, name + "-" + made.incrementAndGet());
    }

    /**
     * Lets a worker run {@code job}, as soon as one is free. Never waits. What the job throws is logged.
     *
     * @throws RejectedExecutionException if as many jobs are waiting as may wait, or the pool was shut down
     * @throws NullPointerException if there is no job
     */
    @Override
    public void execute(Runnable job) {
        Objects.requireNonNull(job, "job");
        if (!offer(job)) {
            // Said outside the lock, which the workers need: an exception takes longer to make than a job to add.
            boolean running = locked(() -> state == State.RUNNING);
            String reason = running ? " is saturated: " + queueCapacity + " jobs are waiting" : " was shut down";
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

    /**
     * Takes no more jobs, interrupts those that run, and starts no other. Returns those that never ran, in order: each
     * once, so a second call returns none.
     */
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

    /** Whether the last worker has run its last job. From then on this stays so. */
    @Override
    public boolean isTerminated() {
        return locked(() -> state == State.TERMINATED);
    }

    /** Waits until {@link #isTerminated}, for as long as {@code timeout}; returns whether it is. */
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

    /** How many workers run a job now, or are about to. */
    public int busyWorkers() {
        return locked(() -> liveWorkers - lock.getWaitQueueLength(jobOrEnd));
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
