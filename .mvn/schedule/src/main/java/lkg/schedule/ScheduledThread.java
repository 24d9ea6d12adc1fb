package lkg.schedule;

import java.util.function.BooleanSupplier;

/**
 * Stands in for {@link Thread} in the classes under test. A thread that a controlled thread makes is controlled, too.
 *
 * <p>Its fields belong to the thread that runs.
 */
public class ScheduledThread extends Thread {

    private static final String JDK_POOL = "java.util.concurrent.ThreadPoolExecutor";

    private Schedule schedule;
    private BooleanSupplier ready = () -> true;
    private long deadlineNanos = Long.MAX_VALUE;
    private boolean ended;
    private boolean interrupted;
    private boolean daemon;

    /** What it does now, and in which line. */
    String does = "";

    String where = "";
    Interleaving.Step lastStep;
    int locksHeld;
    int priority;
    boolean mayPass;

    ScheduledThread(Schedule schedule, Runnable task, String name) {
        super(task, name);
        this.schedule = schedule;
        daemon = caller() != null && caller().daemon;
        setDaemon(true);
    }

    public ScheduledThread() {
        this((Runnable) null);
    }

    public ScheduledThread(String name) {
        this((Runnable) null, name);
    }

    public ScheduledThread(Runnable task) {
        this(task, "a thread");
    }

    public ScheduledThread(Runnable task, String name) {
        this(scheduleOfCaller(), task, name);
    }

    public ScheduledThread(ThreadGroup group, Runnable task) {
        this(task);
    }

    public ScheduledThread(ThreadGroup group, String name) {
        this(name);
    }

    public ScheduledThread(ThreadGroup group, Runnable task, String name) {
        this(task, name);
    }

    public ScheduledThread(ThreadGroup group, Runnable task, String name, long stackSize) {
        this(task, name);
    }

    /** The thread of the JDK is a daemon anyhow. This is what the code under test says of it. */
    final void makeDaemon(boolean daemon) {
        this.daemon = daemon;
    }

    final boolean isMadeDaemon() {
        return daemon;
    }

    private static Schedule scheduleOfCaller() {
        ScheduledThread caller = caller();
        return caller == null ? null : caller.schedule;
    }

    /** The caller, or null if no schedule controls it. */
    static ScheduledThread caller() {
        return Thread.currentThread() instanceof ScheduledThread caller && caller.schedule != null ? caller : null;
    }

    Schedule schedule() {
        return schedule;
    }

    @Override
    public final synchronized void start() {
        if (isStartedByAPoolOfTheJdk()) {
            schedule = null;
        }
        if (schedule == null) {
            super.start();
        } else {
            schedule.add(this);
            caller().step(".start()", "starts " + getName());
        }
    }

    /** The queue of such a pool is not controlled, so its threads cannot be. */
    private static boolean isStartedByAPoolOfTheJdk() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(2).findFirst())
                .map(frame -> frame.getClassName().equals(JDK_POOL))
                .orElse(false);
    }

    final void begin() {
        super.start();
    }

    @Override
    public final void run() {
        if (schedule == null) {
            body();
            return;
        }
        schedule.awaitTurn(this);
        Throwable thrown = null;
        try {
            body();
        } catch (Throwable t) {
            thrown = t;
        }
        ended = true;
        does = "";
        where = "";
        step("ends"
                + (thrown == null ? "" : " with " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage()));
        schedule.end(thrown);
    }

    /** A subclass under test overrides this: its method {@code run} is renamed when it is loaded. */
    public void body() {
        super.run();
    }

    // For the schedule

    final void waitsUntil(BooleanSupplier ready, long deadlineNanos) {
        this.ready = ready;
        this.deadlineNanos = deadlineNanos;
    }

    final boolean isReady(long nanos) {
        return ready.getAsBoolean() || deadlineNanos <= nanos;
    }

    final long deadlineNanos() {
        return deadlineNanos;
    }

    final boolean hasEnded() {
        return ended;
    }

    final String description() {
        return getName() + " waits" + (where.isEmpty() ? "" : " (" + where + ")");
    }

    /** Adds what the thread has done to the interleaving. */
    final void step(String result) {
        lastStep = schedule.interleaving().add(getName(), does + result, where);
        does = "";
    }

    /** The same for a call that may have come from a method reference, which does not say where it is. */
    final void step(String call, String result) {
        if (!does.endsWith(call)) {
            where = "";
        }
        does = "";
        step(result);
    }

    // What a thread that is controlled does differently

    @Override
    public void interrupt() {
        ScheduledThread caller = caller();
        if (schedule == null || caller == null) {
            super.interrupt();
        } else {
            interrupted = true;
            caller.step("interrupt()", "interrupts " + getName());
        }
    }

    @Override
    public boolean isInterrupted() {
        return schedule == null ? super.isInterrupted() : interrupted;
    }

    final boolean takeInterrupt() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    final void throwIfInterrupted() throws InterruptedException {
        if (takeInterrupt()) {
            step(" is interrupted");
            throw new InterruptedException();
        }
    }
}
